package io.endoxa.text;

import org.jspecify.annotations.Nullable;

/**
 * Whose words a paragraph holds.
 *
 * @param voice who speaks
 * @param speaker the first person or body named as speaking, as the paragraph names it; null for
 *     the author, and if nobody is named
 */
public record Attribution(Voice voice, @Nullable String speaker) {}
