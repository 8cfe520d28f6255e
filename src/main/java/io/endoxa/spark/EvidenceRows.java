package io.endoxa.spark;

import io.endoxa.codebook.Stance;
import io.endoxa.error.UserException;
import io.endoxa.isolate.NativeCrashException;
import io.endoxa.text.ParagraphSentences;
import io.endoxa.text.TextSpan;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** Rows of {@link LabelParagraphs} with the column of {@link FindEvidence} behind their own. */
final class EvidenceRows {
  private final List<String> questions;
  private final Search search;

  /** Finds the sentence of a text, which has several, that carries a stance. */
  @FunctionalInterface
  interface Search {
    int sentence(ParagraphSentences paragraph, int question, Stance stance);
  }

  /**
   * Rows of one model.
   *
   * @param questions its ids, in codebook order
   */
  EvidenceRows(List<String> questions, Search search) {
    this.questions = questions;
    this.search = search;
  }

  /** Whether anything has to be read for a row: it takes a stance in more than one sentence. */
  static boolean needsSearch(Row row) {
    return takesStance(row) && ParagraphSentences.of(row.getAs(Table.TEXT)).size() > 1;
  }

  private static boolean takesStance(Row row) {
    return !row.isNullAt(row.fieldIndex(LabelParagraphs.STANCES))
        && stances(row).stream().anyMatch(EvidenceRows::takesStanceOf);
  }

  private static List<Row> stances(Row row) {
    return row.getList(row.fieldIndex(LabelParagraphs.STANCES));
  }

  private static boolean takesStanceOf(Row label) {
    return !label.<Boolean>getAs("abstained")
        && !label.getAs(Table.STANCE).equals(Stance.UNRELATED.label());
  }

  Row withEvidence(Row row) {
    Object[] values = new Object[row.size() + 1];
    for (int i = 0; i < row.size(); i++) {
      values[i] = row.get(i);
    }
    if (!row.isNullAt(row.fieldIndex(LabelParagraphs.STANCES))) {
      values[row.size()] = evidence(row);
    }
    return RowFactory.create(values);
  }

  private Row[] evidence(Row row) {
    ParagraphSentences paragraph =
        takesStance(row) ? ParagraphSentences.of(row.getAs(Table.TEXT)) : null;
    List<Row> evidence = new ArrayList<>();
    for (Row label : stances(row)) {
      evidence.add(
          paragraph != null && paragraph.size() > 0 && takesStanceOf(label)
              ? evidence(paragraph, label)
              : row(label, null, ""));
    }
    return evidence.toArray(Row[]::new);
  }

  private Row evidence(ParagraphSentences paragraph, Row label) {
    String id = label.getAs(Table.QUESTION_ID);
    int question = questions.indexOf(id);
    if (question < 0) {
      throw new UserException(
          "stances are of question '%s', which the model has not. Known: %s. Give the model that found them."
              .formatted(id, String.join(", ", questions)));
    }
    try {
      int sentence =
          paragraph.size() == 1
              ? 0
              : search.sentence(
                  paragraph, question, Stance.of(label.getAs(Table.STANCE), FindEvidence.EVIDENCE));
      return row(label, paragraph.spans().get(sentence), paragraph.text());
    } catch (NativeCrashException e) {
      return row(label, null, "");
    }
  }

  private static Row row(Row label, @Nullable TextSpan span, String text) {
    return RowFactory.create(
        label.getAs(Table.QUESTION_ID),
        span == null ? null : span.of(text),
        span == null ? null : span.start(),
        span == null ? null : span.end());
  }

  /**
   * What was found for the first of a copied paragraph, where the copy has the same sentence; where
   * it words it in another way, nothing.
   */
  static Row[] inCopy(String copy, List<Row> evidence) {
    return evidence.stream()
        .map(
            found -> {
              String sentence = found.getAs(Table.EVIDENCE_SENTENCE);
              int start = sentence == null ? -1 : copy.indexOf(sentence);
              return row(
                  found, start < 0 ? null : new TextSpan(start, start + sentence.length()), copy);
            })
        .toArray(Row[]::new);
  }
}
