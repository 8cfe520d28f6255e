package io.endoxa.annotate;

import io.endoxa.error.UserException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Finds the paragraph that each label belongs to, by article id and the paragraph's beginning, so
 * that a label survives changes in how articles are cleaned and cut.
 */
public final class LabelMatcher {
  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final int MOST_PROBLEMS_SHOWN = 5;

  private LabelMatcher() {}

  /**
   * A paragraph as the matcher sees it.
   *
   * @param position in the caller's list
   * @param text cleaned
   */
  public record Candidate(int position, String articleId, String text) {}

  /**
   * The labels by the position of their paragraph, in ascending order.
   *
   * @param candidates without repeats
   * @throws UserException naming the labels that fit no paragraph, or more than one, or one that
   *     another label has
   */
  public static Map<Integer, ParagraphLabels> match(
      List<ParagraphLabels> labels, List<Candidate> candidates) {
    Map<String, List<Candidate>> byArticle = new HashMap<>();
    for (Candidate candidate : candidates) {
      byArticle.computeIfAbsent(candidate.articleId(), id -> new ArrayList<>()).add(candidate);
    }
    Map<Integer, ParagraphLabels> matched = new HashMap<>();
    List<String> problems = new ArrayList<>();
    for (ParagraphLabels label : labels) {
      List<Candidate> article = byArticle.getOrDefault(label.articleId(), List.of());
      String starts = normalised(label.starts());
      List<Candidate> fitting =
          article.stream().filter(c -> normalised(c.text()).startsWith(starts)).toList();
      if (article.isEmpty()) {
        problems.add("%s: there is no article '%s'".formatted(label.place(), label.articleId()));
      } else if (fitting.size() != 1) {
        problems.add(
            "%s: %d paragraphs of article '%s' start with '%s', expected one"
                .formatted(label.place(), fitting.size(), label.articleId(), label.starts()));
      } else {
        ParagraphLabels other = matched.putIfAbsent(fitting.get(0).position(), label);
        if (other != null) {
          problems.add(
              "%s: labels the paragraph that %s labels".formatted(label.place(), other.place()));
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new UserException(message(problems));
    }
    Map<Integer, ParagraphLabels> inOrder = new LinkedHashMap<>();
    matched.keySet().stream()
        .sorted()
        .forEach(position -> inOrder.put(position, matched.get(position)));
    return inOrder;
  }

  private static String message(List<String> problems) {
    String shown =
        String.join("\n", problems.subList(0, Math.min(problems.size(), MOST_PROBLEMS_SHOWN)));
    String more =
        problems.size() > MOST_PROBLEMS_SHOWN
            ? "\nand %d more".formatted(problems.size() - MOST_PROBLEMS_SHOWN)
            : "";
    return "%d labels do not fit the articles:%n%s%s%nMend 'article' and 'starts', or the articles."
        .formatted(problems.size(), shown, more);
  }

  private static String normalised(String text) {
    return SPACES.matcher(text.toLowerCase(Locale.ROOT).strip()).replaceAll(" ");
  }
}
