package io.endoxa.evaluate.behaviour;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Puts a sentence that bears on no question before or behind a paragraph. */
final class NeutralSentence implements TextChange {
  static final List<String> SENTENCES =
      List.of(
          "A light rain fell towards evening.",
          "The times given here are local.",
          "The morning was cold and clear.",
          "This page was last changed on a Thursday.",
          "The photograph shows a street in autumn.",
          "The first frost came early that year.",
          "Tea was served in small glasses.",
          "The bells of a nearby church rang at noon.",
          "A dog slept in the doorway all afternoon.",
          "The swallows had already left.",
          "It was the third week of the month.",
          "The local football team drew one all.",
          "Apples were cheap at the market.",
          "The library opens at nine.",
          "A museum of beekeeping stands around the corner.",
          "The café on the square had new chairs.",
          "The days were getting shorter.",
          "The choir rehearses on Mondays.",
          "Somebody had painted the fence green.",
          "The walnut trees were in leaf.",
          "A children's chess tournament ended the same day.",
          "The bakery ran out of bread before ten.",
          "The radio played an old song.",
          "The next issue appears in two weeks.",
          "A kite hung in the wires over the school yard.");

  @Override
  public Optional<String> apply(String text, SplittableRandom random) {
    String sentence = SENTENCES.get(random.nextInt(SENTENCES.size()));
    return Optional.of(random.nextBoolean() ? sentence + " " + text : text + " " + sentence);
  }
}
