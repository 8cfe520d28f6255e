package io.endoxa.job;

import io.endoxa.classify.ParagraphFeatures;
import io.endoxa.codebook.Stance;
import io.endoxa.decide.Baselines;
import io.endoxa.decide.FewLabelsStacker;
import io.endoxa.decide.HeldOut;
import io.endoxa.decide.Stacker;
import io.endoxa.evaluate.MajorityBaseline;
import io.endoxa.evaluate.StancePredictions;
import io.endoxa.spark.LinearHeadTrainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One question with a few labelled paragraphs: what is learnt from these alone, said of the
 * paragraphs of all other articles of the scored part.
 */
final class NewQuestionTrial {
  static final String HEADS = "heads";
  static final String HEADS_CALIBRATED = "heads-calibrated";
  static final String JUDGE_CALIBRATED = "judge-calibrated";
  static final String HEADS_AND_JUDGE = "heads-and-judge";

  /** In the order of reports. */
  static final List<String> PREDICTORS =
      List.of(
          ExpectedFigure.MAJORITY,
          ExpectedFigure.TF_IDF,
          HEADS,
          HEADS_CALIBRATED,
          ExpectedFigure.JUDGE,
          JUDGE_CALIBRATED,
          HEADS_AND_JUDGE);

  /** What a judge says, which reads each pair once for all trials. */
  record Judged(JudgeAnswers train, JudgeAnswers scored) {}

  private final TrainAndScored parts;
  private final FewLabels few;
  private final LinearHeadTrainer trainer;
  private final @Nullable Judged judged;
  private final int[] scoredRows;
  private final Map<String, StancePredictions> predictions = new LinkedHashMap<>();

  /**
   * A trial.
   *
   * @param few drawn from the train part
   * @param judged about these and the scored part; null for no judge
   */
  NewQuestionTrial(
      TrainAndScored parts, FewLabels few, LinearHeadTrainer trainer, @Nullable Judged judged) {
    this.parts = parts;
    this.few = few;
    this.trainer = trainer;
    this.judged = judged;
    Set<String> known = few.articles(parts.train());
    this.scoredRows =
        IntStream.of(parts.scored().allRows())
            .filter(row -> !known.contains(parts.scored().articles().get(row)))
            .toArray();
  }

  /** What each of {@link #PREDICTORS} says; without a judge, those that need none. */
  Map<String, StancePredictions> run() {
    // Of paragraphs that are drawn alike by stance, none is the most frequent.
    Stance majority = MajorityBaseline.fit(truth()).stance();
    put(ExpectedFigure.MAJORITY, Collections.nCopies(scoredRows.length, majority));
    put(ExpectedFigure.TF_IDF, mostLikely(logits(head(Baselines::termsAlone))));
    FewLabelsHead head = head(UnaryOperator.identity());
    float[][] ofHead = logits(head);
    put(HEADS, mostLikely(ofHead));
    HeldOut heads = heldOut(new float[][][][] {{head.outOfFold()}});
    put(HEADS_CALIBRATED, stacked(heads, List.<float[][]>of(ofHead)));
    if (judged != null) {
      int question = few.question();
      float[][] ofJudge = at(judged.scored.logits()[question], scoredRows);
      float[][][] ofLabelled = {at(judged.train.logits()[question], few.rowArray())};
      put(ExpectedFigure.JUDGE, mostLikely(ofJudge));
      HeldOut nothing = heldOut(new float[0][][][]);
      put(JUDGE_CALIBRATED, stacked(nothing.withJudge(ofLabelled), List.<float[][]>of(ofJudge)));
      put(HEADS_AND_JUDGE, stacked(heads.withJudge(ofLabelled), List.of(ofHead, ofJudge)));
    }
    return predictions;
  }

  private FewLabelsHead head(UnaryOperator<ParagraphFeatures> reads) {
    return FewLabelsHead.train(trainer, parts.train(), few, reads);
  }

  private float[][] logits(FewLabelsHead head) {
    return IntStream.of(scoredRows)
        .mapToObj(row -> head.logits(parts.scored().features().get(row)))
        .toArray(float[][]::new);
  }

  private HeldOut heldOut(float[][][][] heads) {
    int[] rows = few.rowArray();
    return new HeldOut(
        heads,
        new int[][] {
          parts.train().stances(rows, few.question()).stream().mapToInt(Stance::position).toArray()
        },
        few.rows().stream().map(parts.train().articles()::get).toList());
  }

  /**
   * What is most likely when all are taken together as the labelled paragraphs say.
   *
   * @param said about the scored paragraphs, by the heads and then the judge of {@code labelled}
   */
  private List<Stance> stacked(HeldOut labelled, List<float[][]> said) {
    Stacker stacker = FewLabelsStacker.fit(labelled);
    List<Stance> stances = new ArrayList<>();
    for (int i = 0; i < scoredRows.length; i++) {
      int row = i;
      stances.add(
          Stance.mostLikely(
              stacker.probabilities(said.stream().map(of -> of[row]).toArray(float[][]::new))));
    }
    return stances;
  }

  private void put(String predictor, List<Stance> said) {
    predictions.put(
        predictor,
        new StancePredictions(
            IntStream.of(scoredRows).mapToObj(parts.scored().articles()::get).toList(),
            truth(),
            said,
            null));
  }

  private List<Stance> truth() {
    return parts.scored().stances(scoredRows, few.question());
  }

  private static float[][] at(float[][] logits, int[] rows) {
    return IntStream.of(rows).mapToObj(row -> logits[row]).toArray(float[][]::new);
  }

  private static List<Stance> mostLikely(float[][] logits) {
    return Arrays.stream(logits).map(Stance::mostLikely).toList();
  }
}
