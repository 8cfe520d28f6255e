/**
 * What people read: quality reports, model cards and run summaries, as values and as text.
 *
 * <p>Must not know Spark or where files lie. Start reading at {@link
 * io.endoxa.report.QualityReport} and {@link io.endoxa.report.RunSummary}.
 */
@NullMarked
package io.endoxa.report;

import org.jspecify.annotations.NullMarked;
