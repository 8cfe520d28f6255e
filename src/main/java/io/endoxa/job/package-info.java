/**
 * Jobs: what a job file may say, and the steps that each kind of job takes. The only package that
 * reads the clock and draws run ids.
 *
 * <p>Must not print or exit. Start reading at {@link io.endoxa.job.JobRunner}.
 */
@NullMarked
package io.endoxa.job;

import org.jspecify.annotations.NullMarked;
