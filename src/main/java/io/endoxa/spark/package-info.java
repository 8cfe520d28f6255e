/**
 * The edge to Apache Spark: table schemas, article files, ML stages, MLlib training, the run store.
 * The domain stays in the pure packages; a class here is a thin stage around one of theirs.
 *
 * <p>Must not know job files or the command line. Start reading at {@link io.endoxa.spark.Table}
 * and {@link io.endoxa.spark.EncodeParagraphs}.
 */
@NullMarked
package io.endoxa.spark;

import org.jspecify.annotations.NullMarked;
