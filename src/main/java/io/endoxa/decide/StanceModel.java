package io.endoxa.decide;

import io.endoxa.classify.LinearFrameHead;
import io.endoxa.classify.LinearStanceHead;
import io.endoxa.classify.NeuralStanceHead;
import io.endoxa.classify.PairScorer;
import io.endoxa.classify.ParagraphFeatures;
import io.endoxa.classify.StanceHead;
import io.endoxa.codebook.Codebook;
import io.endoxa.error.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Everything that labels a paragraph except the judge: heads, calibration, rules and thresholds,
 * and the codebook they belong to. Immutable and thread-safe; small enough to travel as its {@link
 * #files}.
 *
 * <p>The judge needs a native library and stays with the caller, who opens it if {@link #asksJudge}
 * says so, and hands it in. Without it the heads decide alone, calibrated for that.
 */
public final class StanceModel {
  private final Codebook codebook;
  private final String codebookYaml;
  private final LinearStanceHead linear;
  private final @Nullable NeuralStanceHead neural;
  private final @Nullable LinearFrameHead frameHead;
  private final List<StanceHead> heads;
  private final Calibration calibration;
  private final List<DecisionRule> rules;
  private final List<Double> frameThresholds;

  /**
   * A model of trained parts.
   *
   * @param codebookYaml the codebook's text, kept as it is
   * @param neural null for a model without one
   * @param frameHead null for a codebook without frames
   * @param calibration heads in the order linear, neural
   * @param rules one per question
   * @param frameThresholds the least probability of a frame that counts as present, per frame
   */
  public StanceModel(
      String codebookYaml,
      LinearStanceHead linear,
      @Nullable NeuralStanceHead neural,
      @Nullable LinearFrameHead frameHead,
      Calibration calibration,
      List<DecisionRule> rules,
      List<Double> frameThresholds) {
    this.codebook = Codebook.parse(ModelFiles.CODEBOOK, codebookYaml);
    this.codebookYaml = codebookYaml;
    this.linear = linear;
    this.neural = neural;
    this.frameHead = frameHead;
    this.heads = neural == null ? List.of(linear) : List.of(linear, neural);
    this.calibration = calibration;
    this.rules = List.copyOf(rules);
    this.frameThresholds = List.copyOf(frameThresholds);
    if (calibration.questions().size() != codebook.questions().size()
        || rules.size() != codebook.questions().size()
        || calibration.questions().stream()
            .anyMatch(question -> question.heads().weights().size() != heads.size())) {
      throw new IllegalArgumentException("calibration or rules are for other heads or questions");
    }
    if (frameThresholds.size() != codebook.frames().size()
        || (frameHead == null) != frameThresholds.isEmpty()) {
      throw new IllegalArgumentException(
          "%d frame thresholds for %d frames"
              .formatted(frameThresholds.size(), codebook.frames().size()));
    }
  }

  /**
   * Reads a model from the bytes of its directory's files, by file name; others are ignored. Throws
   * {@link UserException} naming file and field or tensor.
   */
  public static StanceModel of(Map<String, byte[]> files) {
    return ModelFiles.read(files);
  }

  /** What {@link #of} reads, by file name; equal models give equal bytes. */
  public SortedMap<String, byte[]> files() {
    return ModelFiles.write(this);
  }

  /** A decision per question, in codebook order, by the heads alone. */
  public List<Decision> stances(ParagraphFeatures paragraph) {
    return decisions(question -> probabilities(paragraph, question));
  }

  /**
   * A decision per question, in codebook order, with a judge's help. The judge is asked about the
   * questions that it helps with, unless the heads find the paragraph plainly unrelated.
   *
   * @param text the paragraph's text, for the judge
   */
  public List<Decision> stances(ParagraphFeatures paragraph, String text, PairScorer judge) {
    return decisions(question -> probabilities(paragraph, question, text, judge));
  }

  private List<Decision> decisions(IntFunction<float[]> probabilities) {
    List<Decision> decisions = new ArrayList<>();
    for (int question = 0; question < codebook.questions().size(); question++) {
      decisions.add(rules.get(question).decide(probabilities.apply(question)));
    }
    return List.copyOf(decisions);
  }

  /**
   * The probability of each stance towards one question by the heads alone; they sum to 1 within
   * 1e-6.
   *
   * @param question its position in the codebook
   */
  public float[] probabilities(ParagraphFeatures paragraph, int question) {
    return calibration.probabilities(logits(paragraph, question), question);
  }

  /**
   * As {@link #probabilities(ParagraphFeatures, int)}, with a judge's help as in {@link #stances}.
   */
  public float[] probabilities(
      ParagraphFeatures paragraph, int question, String text, PairScorer judge) {
    return calibration.probabilities(
        logits(paragraph, question),
        question,
        () -> judge.logits(codebook.questions().get(question).proposition(), text));
  }

  /** Of the heads, {@code [head][stance]}. */
  private float[][] logits(ParagraphFeatures paragraph, int question) {
    requireFit(paragraph);
    return heads.stream().map(head -> head.logits(paragraph, question)).toArray(float[][]::new);
  }

  /** Whether the model makes use of a judge. */
  public boolean asksJudge() {
    return calibration.asksJudge();
  }

  /**
   * The same, but a judge that is kept is asked about every paragraph, however unrelated it looks.
   */
  public StanceModel withOpenGates() {
    return new StanceModel(
        codebookYaml,
        linear,
        neural,
        frameHead,
        calibration.withOpenGates(),
        rules,
        frameThresholds);
  }

  /** The probability of each frame, in codebook order; they do not sum to 1. */
  public float[] frameProbabilities(ParagraphFeatures paragraph) {
    requireFit(paragraph);
    return frameHead == null ? new float[0] : frameHead.probabilities(paragraph);
  }

  /** Whether a probability of a frame is enough to call it present. */
  public boolean framePresent(int frame, float probability) {
    return probability >= frameThresholds.get(frame);
  }

  private void requireFit(ParagraphFeatures paragraph) {
    if (paragraph.vector().length != linear.vectorDimension()) {
      throw new UserException(
          "the model reads vectors of %d numbers, the encoder gives %d. Use the model's encoder."
              .formatted(linear.vectorDimension(), paragraph.vector().length));
    }
  }

  public Codebook codebook() {
    return codebook;
  }

  /** The stance heads, in the order of the calibration. */
  public List<StanceHead> heads() {
    return heads;
  }

  public Calibration calibration() {
    return calibration;
  }

  /** When a label counts, per question. */
  public List<DecisionRule> rules() {
    return rules;
  }

  /** The least probability of a frame that counts as present, per frame in codebook order. */
  public List<Double> frameThresholds() {
    return frameThresholds;
  }

  /** The dimension that {@link io.endoxa.classify.HashedTerms} must have for this model. */
  public int termDimension() {
    return linear.termDimension();
  }

  /** The codebook's text, as it was written. */
  public String codebookYaml() {
    return codebookYaml;
  }

  /** The positions of the words that its heads know, as {@code TextMeasures} takes them. */
  public int[] knownWords() {
    return linear.knownWords();
  }

  LinearStanceHead linear() {
    return linear;
  }

  @Nullable NeuralStanceHead neural() {
    return neural;
  }

  @Nullable LinearFrameHead frameHead() {
    return frameHead;
  }
}
