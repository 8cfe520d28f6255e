package io.endoxa.annotate;

import io.endoxa.error.UserException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Finds the paragraph that each label belongs to, by article id and the paragraph's beginning, so
 * that a label survives changes in how articles are cleaned and cut.
 */
public final class LabelMatcher {
  private static final Pattern SPACES = Pattern.compile("\\s+");

  private LabelMatcher() {}

  /**
   * A paragraph as the matcher sees it.
   *
   * @param position in the caller's list
   * @param text cleaned
   */
  public record Candidate(int position, String articleId, String text) {}

  /**
   * The labels by the position of their paragraph, in ascending order; those of one paragraph in
   * the order of the annotators' names. Annotators may name a paragraph by different beginnings.
   *
   * @param candidates without repeats
   * @throws UserException naming the labels that fit no paragraph, or more than one, or one that
   *     the same annotator has labelled already
   */
  public static Map<Integer, List<ParagraphLabels>> match(
      List<ParagraphLabels> labels, List<Candidate> candidates) {
    Map<Integer, List<ParagraphLabels>> inOrder = new LinkedHashMap<>();
    match(
            labels,
            candidates,
            ParagraphLabels::annotator,
            "; if somebody else did, name 'annotator'")
        .forEach((position, byName) -> inOrder.put(position, List.copyOf(byName.values())));
    return inOrder;
  }

  /** As {@link #match}, but a paragraph has one label at the most, whoever gave it. */
  static Map<Integer, ParagraphLabels> matchOne(
      List<ParagraphLabels> labels, List<Candidate> candidates) {
    Map<Integer, ParagraphLabels> inOrder = new LinkedHashMap<>();
    match(labels, candidates, label -> "", "")
        .forEach((position, byName) -> inOrder.put(position, byName.get(byName.firstKey())));
    return inOrder;
  }

  /** Labels of one paragraph must differ in what {@code name} says of them. */
  private static SortedMap<Integer, SortedMap<String, ParagraphLabels>> match(
      List<ParagraphLabels> labels,
      List<Candidate> candidates,
      Function<ParagraphLabels, String> name,
      String advice) {
    Map<String, List<Candidate>> byArticle = new HashMap<>();
    for (Candidate candidate : candidates) {
      byArticle
          .computeIfAbsent(candidate.articleId(), id -> new ArrayList<>())
          .add(
              new Candidate(
                  candidate.position(), candidate.articleId(), normalised(candidate.text())));
    }
    SortedMap<Integer, SortedMap<String, ParagraphLabels>> matched = new TreeMap<>();
    List<String> problems = new ArrayList<>();
    for (ParagraphLabels label : labels) {
      List<Candidate> article = byArticle.getOrDefault(label.articleId(), List.of());
      String starts = normalised(label.starts());
      List<Candidate> fitting = article.stream().filter(c -> c.text().startsWith(starts)).toList();
      if (article.isEmpty()) {
        problems.add("%s: there is no article '%s'".formatted(label.place(), label.articleId()));
      } else if (fitting.size() != 1) {
        problems.add(
            "%s: %d paragraphs of article '%s' start with '%s', expected one"
                .formatted(label.place(), fitting.size(), label.articleId(), label.starts()));
      } else {
        ParagraphLabels other =
            matched
                .computeIfAbsent(fitting.get(0).position(), position -> new TreeMap<>())
                .putIfAbsent(name.apply(label), label);
        if (other != null) {
          problems.add(
              "%s: labels the paragraph that %s labels%s"
                  .formatted(label.place(), other.place(), advice));
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new UserException(
          "%d labels do not fit the articles:%n%s%nMend 'article' and 'starts', or the articles."
              .formatted(problems.size(), FirstFew.of(problems, "%n".formatted())));
    }
    return matched;
  }

  private static String normalised(String text) {
    return SPACES.matcher(text.toLowerCase(Locale.ROOT).strip()).replaceAll(" ");
  }
}
