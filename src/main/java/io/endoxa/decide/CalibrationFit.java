package io.endoxa.decide;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Fits a {@link Calibration} to held-out logits, and says what it gives for paragraphs of articles
 * that it does not know.
 *
 * <p>In this order: stackers of the heads, on all pairs; gates, on the probabilities that those
 * give in cross-validation over articles; stackers of heads and judge, on the pairs that pass and
 * that the judge has read. The judge is kept for a question if its pairs have a lower log-loss in
 * cross-validation with it than without it, whichever stacker of the heads is taken, by more than a
 * standard error: it is too dear to be kept by a coin toss, or for a question to which no paragraph
 * is related.
 *
 * <p>The pairs that do not pass need no stacker of their own: they are chosen by the very
 * probability that the heads' stacker gives them, and what is right among all pairs of a
 * probability is right among those.
 */
public final class CalibrationFit {
  private final HeldOut heldOut;
  private final StackerFit heads;
  private final List<Calibration.OfQuestion> questions = new ArrayList<>();
  private final List<JudgeUse> uses = new ArrayList<>();
  private final float[][][] ofHeads;
  private final float[][][] probabilities;

  /** Fits with gates that lose at most {@link JudgeGate#MAX_LOSS} of the related pairs. */
  public CalibrationFit(HeldOut heldOut) {
    this(heldOut, JudgeGate.MAX_LOSS);
  }

  /**
   * Fits.
   *
   * @param maxLoss the share of related pairs that a gate may keep from the judge, between 0 and 1
   */
  public CalibrationFit(HeldOut heldOut, double maxLoss) {
    this.heldOut = heldOut;
    this.heads = new StackerFit(examples(everything(), false), heldOut.headCount());
    this.ofHeads = new float[heldOut.questionCount()][heldOut.paragraphCount()][];
    for (int q = 0; q < ofHeads.length; q++) {
      for (int i = 0; i < heldOut.paragraphCount(); i++) {
        ofHeads[q][i] = heads.heldOutProbabilities(q, i);
      }
    }
    this.probabilities = Arrays.stream(ofHeads).map(float[][]::clone).toArray(float[][][]::new);
    if (heldOut.hasJudge()) {
      fitJudge(maxLoss);
    } else {
      heads.stackers().forEach(own -> questions.add(new Calibration.OfQuestion(own, null)));
    }
  }

  private void fitJudge(double maxLoss) {
    List<JudgeGate.Fitted> gates = JudgeGate.fit(unrelated(), related(), maxLoss);
    List<int[]> read = read(gates);
    StackerFit without = new StackerFit(examples(read, false), heldOut.headCount());
    StackerFit with = new StackerFit(examples(read, true), heldOut.headCount() + 1);
    for (int q = 0; q < read.size(); q++) {
      uses.add(use(q, gates.get(q), read.get(q), without, with));
    }
    List<int[]> kept =
        IntStream.range(0, read.size())
            .mapToObj(q -> uses.get(q).kept() ? read.get(q) : new int[0])
            .toList();
    // Once more: a question without the judge has no say in how much the judge counts elsewhere.
    StackerFit judged = new StackerFit(examples(kept, true), heldOut.headCount() + 1);
    for (int q = 0; q < read.size(); q++) {
      Calibration.@Nullable Judged ofQuestion =
          uses.get(q).kept()
              ? new Calibration.Judged(gates.get(q).gate(), judged.stackers().get(q))
              : null;
      questions.add(new Calibration.OfQuestion(heads.stackers().get(q), ofQuestion));
      for (int i = 0; i < kept.get(q).length; i++) {
        probabilities[q][kept.get(q)[i]] = judged.heldOutProbabilities(q, i);
      }
    }
  }

  /** The pairs of each question that pass its gate and that the judge has read. */
  private List<int[]> read(List<JudgeGate.Fitted> gates) {
    return IntStream.range(0, gates.size())
        .mapToObj(
            q ->
                IntStream.range(0, heldOut.paragraphCount())
                    .filter(i -> heldOut.judged(q, i))
                    .filter(
                        i -> gates.get(q).gate().passes(Calibration.unrelated(probabilities[q][i])))
                    .toArray())
        .toList();
  }

  private JudgeUse use(
      int question, JudgeGate.Fitted gate, int[] read, StackerFit without, StackerFit with) {
    double[] everywhere = heads.heldOutLosses(question);
    double[] fallback = IntStream.of(read).mapToDouble(i -> everywhere[i]).toArray();
    double[] refitted = without.heldOutLosses(question);
    double[] best = sum(refitted) < sum(fallback) ? refitted : fallback;
    double[] judged = with.heldOutLosses(question);
    ClusteredMean gain =
        ClusteredMean.of(
            IntStream.range(0, read.length).mapToDouble(i -> best[i] - judged[i]).toArray(),
            heldOut.examples(question, read, false).articles());
    return new JudgeUse(
        gate,
        read.length,
        sum(best) / Math.max(1, read.length),
        sum(judged) / Math.max(1, read.length),
        gain.standardError(),
        gate.related() > 0 && gain.mean() > gain.standardError());
  }

  private static double sum(double[] values) {
    return Arrays.stream(values).sum();
  }

  private List<int[]> everything() {
    int[] all = IntStream.range(0, heldOut.paragraphCount()).toArray();
    return IntStream.range(0, heldOut.questionCount()).mapToObj(q -> all).toList();
  }

  private List<StackerExamples> examples(List<int[]> paragraphs, boolean withJudge) {
    return IntStream.range(0, paragraphs.size())
        .mapToObj(q -> heldOut.examples(q, paragraphs.get(q), withJudge))
        .toList();
  }

  private double[][] unrelated() {
    return Arrays.stream(probabilities)
        .map(rows -> Arrays.stream(rows).mapToDouble(Calibration::unrelated).toArray())
        .toArray(double[][]::new);
  }

  private boolean[][] related() {
    boolean[][] related = new boolean[heldOut.questionCount()][heldOut.paragraphCount()];
    for (int q = 0; q < related.length; q++) {
      for (int i = 0; i < related[q].length; i++) {
        related[q][i] = heldOut.related(q, i);
      }
    }
    return related;
  }

  /** What the model uses. */
  public Calibration calibration() {
    return new Calibration(questions);
  }

  /** One per question; empty if there is no judge. */
  public List<JudgeUse> judgeUses() {
    return List.copyOf(uses);
  }

  /**
   * {@code [question][paragraph][stance]}: what calibrations that were fitted without a paragraph's
   * article give it. Where the judge has not read a pair, the heads decide alone.
   */
  public float[][][] probabilities() {
    return probabilities;
  }

  /** As {@link #probabilities}, of the heads alone everywhere. */
  public float[][][] headsProbabilities() {
    return ofHeads;
  }
}
