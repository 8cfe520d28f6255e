package io.endoxa.text;

import org.jspecify.annotations.Nullable;

/**
 * Whose words a paragraph holds.
 *
 * @param voice who speaks
 * @param speaker the first person or body named as speaking, as the paragraph names it, or the
 *     paragraph before if its quotation goes on; null for the author, and if nobody is named
 * @param speakerSpan where the paragraph names the speaker; null if it does not
 */
public record Attribution(Voice voice, @Nullable String speaker, @Nullable TextSpan speakerSpan) {
  /** The author speaks. */
  public static final Attribution AUTHOR = new Attribution(Voice.AUTHOR, null, null);
}
