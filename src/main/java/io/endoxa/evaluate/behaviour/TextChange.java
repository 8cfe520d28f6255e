package io.endoxa.evaluate.behaviour;

import java.util.Optional;
import java.util.SplittableRandom;

/** Makes a changed version of a paragraph. */
interface TextChange {
  /**
   * The changed text; empty if this text cannot be changed so.
   *
   * @param random decides whatever is free; equal states give equal texts
   */
  Optional<String> apply(String text, SplittableRandom random);
}
