package io.endoxa.evaluate.behaviour;

import io.endoxa.codebook.Stance;
import io.endoxa.text.Voice;
import io.endoxa.text.voice.VoiceRule;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of a case.
 *
 * @param before the stance, or voice, of the unchanged version
 * @param after that of the changed version
 * @param change by how much the probability of {@code before} has changed, 0 to 1; null where the
 *     stance ought to change
 */
public record BehaviourOutcome(
    BehaviourCase of, String before, String after, boolean passed, @Nullable Double change) {

  /**
   * Judges two answers.
   *
   * @param before one per {@link Stance}: probabilities, or logits where the question's text is
   *     changed
   * @param after likewise, of the changed version
   * @return empty if the first answer takes no side where it has to, so that the second shows
   *     nothing
   */
  public static Optional<BehaviourOutcome> ofStances(
      BehaviourCase of, float[] before, float[] after) {
    Stance was = Stance.mostLikely(before);
    Stance is = Stance.mostLikely(after);
    boolean passed =
        switch (of.behaviour().expectation()) {
          case SAME -> is == was;
          case DIFFERENT -> is != was;
          case OPPOSITE -> is == was.onTheOpposite();
          case NOT_LABEL -> is != of.label();
          case REPORTED -> throw new IllegalArgumentException("a voice is not a stance");
        };
    boolean invariant = of.behaviour().expectation() == Expectation.SAME;
    boolean noSide =
        of.behaviour().expectation() == Expectation.OPPOSITE
            && was != Stance.AGREE
            && was != Stance.DISAGREE;
    return noSide
        ? Optional.empty()
        : Optional.of(
            new BehaviourOutcome(
                of,
                was.label(),
                is.label(),
                passed,
                invariant
                    ? (Double) (double) Math.abs(after[was.position()] - before[was.position()])
                    : null));
  }

  /** Judges the voice by {@link VoiceRule}; knows no model. */
  public static BehaviourOutcome ofVoice(BehaviourCase of) {
    Voice was = VoiceRule.of(of.before().text()).voice();
    Voice is = VoiceRule.of(of.after().text()).voice();
    return new BehaviourOutcome(of, was.label(), is.label(), is == Voice.REPORTED, null);
  }
}
