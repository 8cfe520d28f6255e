/**
 * What a run or a model was made from: fingerprints and manifests.
 *
 * <p>Must not know Spark, file systems or the meaning of a metric. Start reading at {@link
 * io.endoxa.provenance.RunManifest} and {@link io.endoxa.provenance.ModelManifest}.
 */
@NullMarked
package io.endoxa.provenance;

import org.jspecify.annotations.NullMarked;
