package io.endoxa.decide;

import io.endoxa.codebook.Stance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Fits a {@link Stacker} to some dozen labelled paragraphs of one question, of each stance as many.
 *
 * <p>So few say little of how heads and judge are to be weighed, and nothing of how often a stance
 * occurs. What they say moves the stacker away from a standard, if they say it clearly (penalties
 * on the squared distance, a weight in units of what its head usually says): every head counts the
 * same, no stance is preferred. Then the logit of {@link Stance#UNRELATED} is raised, since most
 * paragraphs of a corpus are unrelated to any one question, and a stacker that expects each stance
 * as often as the others finds too many of the rare ones. It is raised by less than shares of eight
 * in ten would ask for: that finds the rare ones too seldom for a macro-F1.
 */
public final class FewLabelsStacker {
  // Chosen on the train part of the shipped dataset, for judges from no better than chance to
  // better than any heads: docs/decisions/0015-few-labels.md.
  private static final double WEIGHT_PENALTY = 20;
  private static final double BIAS_PENALTY = 1;
  private static final double UNRELATED_LOGIT = 1;

  private FewLabelsStacker() {}

  /**
   * The stacker of one question.
   *
   * @param heldOut of one question: what heads say that were trained without a paragraph's article,
   *     and what a judge says if it has read them; the judge's weight comes last
   */
  public static Stacker fit(HeldOut heldOut) {
    if (heldOut.questionCount() != 1) {
      throw new IllegalArgumentException(heldOut.questionCount() + " questions, expected 1");
    }
    boolean judged = heldOut.hasJudge();
    int heads = heldOut.headCount() + (judged ? 1 : 0);
    StackerExamples examples =
        heldOut.examples(0, IntStream.range(0, heldOut.paragraphCount()).toArray(), judged);
    double[] scales = IntStream.range(0, heads).mapToDouble(examples::scale).toArray();
    double[] centre = StackerFit.equalWeights(scales);
    double[] penalties = StackerFit.penalties(scales, WEIGHT_PENALTY, BIAS_PENALTY);
    double[] least = new StackerLoss(examples, centre, penalties, true).least();
    List<Double> parameters = new ArrayList<>(Arrays.stream(least).boxed().toList());
    int unrelated = heads + Stance.UNRELATED.position();
    parameters.set(unrelated, parameters.get(unrelated) + UNRELATED_LOGIT);
    return new Stacker(parameters.subList(0, heads), parameters.subList(heads, parameters.size()));
  }
}
