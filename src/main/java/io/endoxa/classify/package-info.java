/**
 * Heads: from what is known of a paragraph to logits per question and per frame. Scoring is plain
 * Java on arrays, so that an executor or a notebook needs no native library for it.
 *
 * <p>Must not know Spark, Deeplearning4j (that is {@code classify.neural}), calibration or labels
 * that were decided. Start reading at {@link io.endoxa.classify.StanceHead}.
 */
@NullMarked
package io.endoxa.classify;

import org.jspecify.annotations.NullMarked;
