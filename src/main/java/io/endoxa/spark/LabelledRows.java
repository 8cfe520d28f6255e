package io.endoxa.spark;

import io.endoxa.classify.HashedTerms;
import io.endoxa.classify.PairScorer;
import io.endoxa.classify.ParagraphFeatures;
import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Stance;
import io.endoxa.decide.AbstainReason;
import io.endoxa.decide.Decision;
import io.endoxa.decide.StanceModel;
import io.endoxa.isolate.NativeCrashException;
import io.endoxa.text.TextLanguage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/**
 * Rows with the columns of {@link LabelParagraphs} behind their own, which hold text and vector.
 * One after the other, so that a partition is never held in memory.
 */
final class LabelledRows implements Iterator<Row> {
  private final Iterator<Row> rows;
  private final StanceModel model;
  private final NativeCalls calls;
  private final @Nullable PairScorer judge;
  private final int languageIndex;
  private final HashedTerms terms;
  private int judged;

  /**
   * Labelled rows.
   *
   * @param calls what the judge runs in
   * @param judge null for a model that asks none
   * @param languageIndex where the language stands, or -1
   */
  LabelledRows(
      Iterator<Row> rows,
      StanceModel model,
      NativeCalls calls,
      @Nullable PairScorer judge,
      int languageIndex) {
    this.languageIndex = languageIndex;
    this.rows = rows;
    this.model = model;
    this.calls = calls;
    this.judge = judge;
    this.terms = new HashedTerms(model.termDimension());
  }

  @Override
  public boolean hasNext() {
    return rows.hasNext();
  }

  @Override
  public Row next() {
    Row row = rows.next();
    Object[] values = new Object[row.size() + 3];
    for (int i = 0; i < row.size(); i++) {
      values[i] = row.get(i);
    }
    if (!hasVector(row) && !crashed(row)) {
      return RowFactory.create(values);
    }
    if (!isForTheModel(row, languageIndex)) {
      values[row.size()] =
          unaskedStances(
              model.codebook(),
              hasVector(row) ? AbstainReason.OTHER_LANGUAGE : AbstainReason.NATIVE_CRASH);
      values[row.size() + 1] = frames(new float[model.codebook().frames().size()]);
      values[row.size() + 2] = 0;
    } else {
      ParagraphFeatures features = VectorColumns.features(row, terms);
      judged = 0;
      values[row.size()] = stances(row, features);
      values[row.size() + 1] = frames(model.frameProbabilities(features));
      values[row.size() + 2] = judged;
    }
    return RowFactory.create(values);
  }

  private static boolean hasVector(Row row) {
    return !row.isNullAt(row.fieldIndex(EncodeParagraphs.VECTOR));
  }

  /** As {@link EncodeParagraphs} leaves a text on which native code crashed. */
  private static boolean crashed(Row row) {
    int tokens = Arrays.asList(row.schema().fieldNames()).indexOf(Table.TOKEN_COUNT);
    return tokens >= 0 && !row.isNullAt(tokens) && row.getInt(tokens) == EncodeParagraphs.CRASHED;
  }

  /** Whether the model, and its judge, look at a row. */
  static boolean isForTheModel(Row row, int languageIndex) {
    return hasVector(row)
        && !(languageIndex >= 0 && TextLanguage.isOtherThanEnglish(row.getString(languageIndex)));
  }

  private Row[] stances(Row row, ParagraphFeatures features) {
    String text = row.getAs(Table.TEXT);
    if (judge != null) {
      calls.willRead(Map.of(text, TextPlace.of(row, text)));
    }
    try {
      return stances(model.codebook(), decisions(features, text));
    } catch (NativeCrashException e) {
      return unaskedStances(model.codebook(), AbstainReason.NATIVE_CRASH);
    }
  }

  private List<Decision> decisions(ParagraphFeatures features, String text) {
    return judge == null ? model.stances(features) : model.stances(features, text, this::read);
  }

  private float[] read(String question, String text) {
    float[] logits = Objects.requireNonNull(judge).logits(question, text);
    judged++;
    return logits;
  }

  private static Row[] stances(Codebook codebook, List<Decision> decisions) {
    List<Row> stances = new ArrayList<>(decisions.size());
    for (int i = 0; i < decisions.size(); i++) {
      Decision decision = decisions.get(i);
      stances.add(
          RowFactory.create(
              codebook.questions().get(i).id(),
              decision.stance().label(),
              decision.probability(Stance.AGREE),
              decision.probability(Stance.DISAGREE),
              decision.probability(Stance.DISCUSS),
              decision.probability(Stance.UNRELATED),
              decision.confidence(),
              decision.abstained(),
              decision.abstainReason().map(AbstainReason::label).orElse(null)));
    }
    return stances.toArray(Row[]::new);
  }

  private static Row[] unaskedStances(Codebook codebook, AbstainReason reason) {
    float even = 1f / Stance.COUNT;
    return codebook.questions().stream()
        .map(
            question ->
                RowFactory.create(
                    question.id(),
                    Stance.UNRELATED.label(),
                    even,
                    even,
                    even,
                    even,
                    even,
                    true,
                    reason.label()))
        .toArray(Row[]::new);
  }

  private Row[] frames(float[] probabilities) {
    List<Row> frames = new ArrayList<>(probabilities.length);
    for (int i = 0; i < probabilities.length; i++) {
      frames.add(
          RowFactory.create(
              model.codebook().frames().get(i).id(),
              probabilities[i],
              model.framePresent(i, probabilities[i])));
    }
    return frames.toArray(Row[]::new);
  }
}
