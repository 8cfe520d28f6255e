package io.endoxa.job;

import static org.apache.spark.sql.functions.col;

import io.endoxa.annotate.HandLabel;
import io.endoxa.annotate.HandLabelFile;
import io.endoxa.codebook.Codebook;
import io.endoxa.error.UserException;
import io.endoxa.spark.Table;
import io.endoxa.text.TextLanguage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The labels by hand that correct the shares of a corpus. */
final class AnnotatedSample {
  private AnnotatedSample() {}

  /**
   * Labels of paragraphs of the corpus that are no copies and that the model is asked about; none
   * if the job names no file. How many are left out is noted in the run.
   *
   * @throws UserException if all are left out, or if this run trained on some of the articles
   */
  static List<HandLabel> of(RunContext run, Codebook codebook, Corpus corpus) {
    String file = run.spec().annotated();
    if (file == null) {
      return List.of();
    }
    Path path = Path.of(file);
    List<HandLabel> labels = HandLabelFile.read(path, codebook);
    run.addInput(path);
    Map<String, Row> paragraphs = paragraphs(corpus, labels);
    requireUnseen(
        file,
        paragraphs.values().stream().map(row -> row.<String>getAs(Table.ARTICLE_ID)).toList(),
        run.trainingArticles);
    List<HandLabel> used = new ArrayList<>();
    Map<String, Integer> leftOut = new TreeMap<>();
    for (HandLabel label : labels) {
      String why = unfit(paragraphs.get(label.paragraphId()));
      if (why == null) {
        used.add(label);
      } else {
        leftOut.merge(why, 1, Integer::sum);
      }
    }
    String words =
        leftOut.entrySet().stream()
            .map(entry -> "%,d of %s".formatted(entry.getValue(), entry.getKey()))
            .collect(Collectors.joining(", "));
    if (used.isEmpty()) {
      throw new UserException(
          "%s: none of %,d labels can be used: %s. Give the paragraph_id that the table paragraphs has after a run on these articles, or set annotated=none."
              .formatted(file, labels.size(), words));
    }
    run.notes.add(
        "Shares are corrected by %,d paragraphs labelled by hand, with %,d labels in %s%s. They are right if the paragraphs were drawn at random, with the probabilities that are given, and the model was not trained on them."
            .formatted(
                used.stream().map(HandLabel::paragraphId).distinct().count(),
                used.size(),
                file,
                words.isEmpty() ? "" : " (left out: %s)".formatted(words)));
    return used;
  }

  /** Why a label of a paragraph is left out; null if it is not. */
  private static @Nullable String unfit(@Nullable Row paragraph) {
    if (paragraph == null) {
      return "paragraphs that the input does not have";
    }
    if (paragraph.getAs(Table.DUPLICATE_OF) != null) {
      return "copies";
    }
    return TextLanguage.isOtherThanEnglish(paragraph.getAs(Table.LANGUAGE))
        ? "paragraphs in other languages"
        : null;
  }

  /**
   * Throws if this run trained on an article with labels: there the model errs less than elsewhere.
   * What a model of another run was trained on, nothing says.
   *
   * @param articles of the labelled paragraphs, one for each
   * @param trained those that this run trained on
   */
  static void requireUnseen(String file, Collection<String> articles, Set<String> trained) {
    long seen = articles.stream().filter(trained::contains).count();
    if (seen > 0) {
      throw new UserException(
          "%s: %,d of %,d labelled paragraphs are of articles that the model is trained on, where it errs less than elsewhere. Train on other articles, or take these out of input and draw from the rest."
              .formatted(file, seen, articles.size()));
    }
  }

  private static Map<String, Row> paragraphs(Corpus corpus, List<HandLabel> labels) {
    Set<String> ids = labels.stream().map(HandLabel::paragraphId).collect(Collectors.toSet());
    Map<String, Row> paragraphs = new HashMap<>();
    corpus
        .paragraphs()
        .where(col(Table.PARAGRAPH_ID).isInCollection(ids))
        .select(Table.PARAGRAPH_ID, Table.ARTICLE_ID, Table.DUPLICATE_OF, Table.LANGUAGE)
        .collectAsList()
        .forEach(row -> paragraphs.put(row.getAs(Table.PARAGRAPH_ID), row));
    return paragraphs;
  }
}
