package io.endoxa.decide;

import io.endoxa.classify.PairScorer;
import io.endoxa.classify.ParagraphFeatures;
import io.endoxa.codebook.Stance;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Finds the sentence that carries a stance by leaving each out: the one without which the model
 * finds the stance least likely, against unrelated. Of equals, the first.
 *
 * <p>What counts is {@code log p(stance) - log p(unrelated)}. The probability alone hardly falls
 * where a model is very sure, and falls as well where agree becomes disagree. The heads are asked
 * about all sentences; a judge, which is dear, about the few that the heads find most decisive.
 */
public final class EvidenceSearch {
  /** How many sentences the judge chooses among. */
  static final int JUDGED = 2;

  private EvidenceSearch() {}

  /**
   * The position of the sentence, by the heads alone.
   *
   * @param question its position in the codebook
   * @param stance what the paragraph says, not unrelated
   * @param without the paragraph without each of its sentences, in their order; one at least
   */
  public static int sentence(
      StanceModel model, int question, Stance stance, List<ParagraphFeatures> without) {
    return ranked(IntStream.range(0, without.size()), byHeads(model, question, stance, without))[0];
  }

  /**
   * The position of the sentence, with a judge's help where the model asks it.
   *
   * @param texts of {@code without}
   */
  public static int sentence(
      StanceModel model,
      int question,
      Stance stance,
      List<ParagraphFeatures> without,
      List<String> texts,
      PairScorer judge) {
    int[] byHeads =
        ranked(IntStream.range(0, without.size()), byHeads(model, question, stance, without));
    return ranked(
        IntStream.of(byHeads).limit(JUDGED).sorted(),
        i -> left(stance, model.probabilities(without.get(i), question, texts.get(i), judge)))[0];
  }

  private static ToDoubleFunction<Integer> byHeads(
      StanceModel model, int question, Stance stance, List<ParagraphFeatures> without) {
    return i -> left(stance, model.probabilities(without.get(i), question));
  }

  /** How much of the stance is left; also where a probability is so small that it is 0. */
  private static double left(Stance stance, float[] probabilities) {
    return Math.log(Math.max(probabilities[stance.position()], Float.MIN_NORMAL))
        - Math.log(Math.max(probabilities[Stance.UNRELATED.position()], Float.MIN_NORMAL));
  }

  /** The sentence without which least is left first. Each is looked at once. */
  private static int[] ranked(IntStream sentences, ToDoubleFunction<Integer> left) {
    record Looked(int sentence, double left) {}
    return sentences
        .mapToObj(i -> new Looked(i, left.applyAsDouble(i)))
        .sorted(Comparator.comparingDouble(Looked::left))
        .mapToInt(Looked::sentence)
        .toArray();
  }
}
