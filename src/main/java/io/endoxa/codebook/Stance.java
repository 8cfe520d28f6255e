package io.endoxa.codebook;

import io.endoxa.error.NearestName;
import io.endoxa.error.UserException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a paragraph says about a question: the four labels of the Fake News Challenge.
 *
 * <p>The order of the constants is the order of every logit and probability vector; it never
 * changes within a model format.
 */
public enum Stance {
  AGREE,
  DISAGREE,
  DISCUSS,
  UNRELATED;

  /** How many stances there are: the length of a logit vector. */
  public static final int COUNT = values().length;

  private static final List<Stance> ALL = List.of(values());

  /** The label as it stands in files: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Where the stance stands in every logit and probability vector, from 0. */
  @SuppressWarnings("EnumOrdinal") // The order of the constants is that of the vectors.
  public int position() {
    return ordinal();
  }

  /** The stance on a question that claims the opposite: agree and disagree change places. */
  public Stance onTheOpposite() {
    return switch (this) {
      case AGREE -> DISAGREE;
      case DISAGREE -> AGREE;
      case DISCUSS, UNRELATED -> this;
    };
  }

  /** The stance at a position of a logit vector. */
  public static Stance at(int position) {
    return ALL.get(position);
  }

  /**
   * The stance with the highest score, the first of equals.
   *
   * @param scores one per stance, logits or probabilities
   */
  public static Stance mostLikely(float[] scores) {
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      best = scores[i] > scores[best] ? i : best;
    }
    return at(best);
  }

  /** The stance of a label; {@code place} says in the message where the label was found. */
  public static Stance of(String label, String place) {
    return ALL.stream()
        .filter(stance -> stance.label().equals(label))
        .findFirst()
        .orElseThrow(
            () -> {
              List<String> known = Arrays.stream(values()).map(Stance::label).toList();
              return new UserException(
                  "%s: stance '%s' is unknown.%s Known: %s."
                      .formatted(
                          place, label, NearestName.hint(label, known), String.join(", ", known)));
            });
  }
}
