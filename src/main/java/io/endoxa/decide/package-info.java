/**
 * From logits to decisions: calibrated probabilities, the most likely stance, abstention, frames.
 *
 * <p>Must not know how heads are trained, nor Spark. Start reading at {@link
 * io.endoxa.decide.StanceModel}.
 */
@NullMarked
package io.endoxa.decide;

import org.jspecify.annotations.NullMarked;
