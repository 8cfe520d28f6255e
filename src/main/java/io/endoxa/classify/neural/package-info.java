/**
 * Trains the neural stance head. The only package that knows Deeplearning4j: what leaves it is
 * tensors, which {@link io.endoxa.classify.NeuralStanceHead} scores without it.
 *
 * <p>Must not know Spark, files or calibration. Start reading at {@link
 * io.endoxa.classify.neural.NeuralHeadTrainer}.
 */
@NullMarked
package io.endoxa.classify.neural;

import org.jspecify.annotations.NullMarked;
