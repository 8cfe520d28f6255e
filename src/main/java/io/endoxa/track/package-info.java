/**
 * Records of runs for an MLflow server, over its REST API; the only place that speaks HTTP.
 *
 * <p>Must not know Spark, jobs, models or the environment of the process. Start reading at {@link
 * io.endoxa.track.MlflowServer}.
 */
@NullMarked
package io.endoxa.track;

import org.jspecify.annotations.NullMarked;
