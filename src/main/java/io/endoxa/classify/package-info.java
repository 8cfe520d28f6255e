/**
 * Heads and judge: from what is known of a paragraph to logits per question and per frame. Heads
 * score in plain Java on arrays, so that an executor or a notebook needs no native library for
 * them; the judge reads texts through {@code encode}.
 *
 * <p>Must not know Spark, Deeplearning4j (that is {@code classify.neural}), calibration or labels
 * that were decided. Start reading at {@link io.endoxa.classify.StanceHead}, then {@link
 * io.endoxa.classify.Judge}.
 */
@NullMarked
package io.endoxa.classify;

import org.jspecify.annotations.NullMarked;
