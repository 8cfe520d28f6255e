/**
 * Text to vector: a transformer in ONNX turns a paragraph into one vector, or a question and a
 * paragraph, read together, into one vector. The only place that knows ONNX Runtime and the
 * tokenizer library.
 *
 * <p>Must not know articles, codebooks, models built on the vectors, or Spark. Start reading at
 * {@link io.endoxa.encode.SentenceEncoder}, then {@link io.endoxa.encode.EncoderSpec}; for pairs at
 * {@link io.endoxa.encode.PairReader}.
 */
@NullMarked
package io.endoxa.encode;

import org.jspecify.annotations.NullMarked;
