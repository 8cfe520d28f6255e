package io.endoxa.report.page;

import io.endoxa.report.QualityCurves;
import io.endoxa.report.QualityReport;
import org.jspecify.annotations.Nullable;

/**
 * How good the model of a run is.
 *
 * @param curves null for a model of an earlier version, which left none
 */
public record Measured(QualityReport quality, @Nullable QualityCurves curves) {}
