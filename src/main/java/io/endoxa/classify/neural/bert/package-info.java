/**
 * The trainable judge: a BERT transformer with forward and backward pass over OpenBLAS, and the
 * loop that fine-tunes it. What leaves it is tensors and ONNX files, which {@link
 * io.endoxa.classify.Judge} scores without it.
 *
 * <p>Texts of a batch lie one under the other in one matrix, {@code [tokens of all texts][width]},
 * without padding. Each part keeps what its backward pass needs in a state that its caller owns, so
 * parts are shared by threads and states are not.
 *
 * <p>Must not know Spark, files or questions. Start reading at {@link
 * io.endoxa.classify.neural.bert.JudgeTrainer}, then {@code TransformerLayer}.
 */
@NullMarked
package io.endoxa.classify.neural.bert;

import org.jspecify.annotations.NullMarked;
