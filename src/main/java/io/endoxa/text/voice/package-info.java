/**
 * Whose words a paragraph holds: its author's, or those of somebody who is quoted or paraphrased.
 *
 * <p>Reads English. Must not know where paragraphs come from, nor what is done with the answer, an
 * {@link io.endoxa.text.Attribution}. Start reading at {@link io.endoxa.text.voice.VoiceRule}; what
 * it weighs is in VoiceSigns.
 */
@NullMarked
package io.endoxa.text.voice;

import org.jspecify.annotations.NullMarked;
