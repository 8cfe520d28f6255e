/**
 * The judge's network: a BERT encoder that is trained on pairs of question and paragraph, and the
 * ONNX file that its weights come from and go back to.
 *
 * <p>Must not know Spark, articles, codebooks or calibration. Start reading at {@link
 * io.endoxa.classify.neural.bert.OnnxWeights}.
 */
@NullMarked
package io.endoxa.classify.neural.bert;

import org.jspecify.annotations.NullMarked;
