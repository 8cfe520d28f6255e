package io.endoxa.report.page;

import io.endoxa.report.QualityCurves;
import io.endoxa.report.QualityReport;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How good the model of a run is.
 *
 * @param curves null for a model of an earlier version, which left none
 */
public record Measured(QualityReport quality, @Nullable QualityCurves curves) {
  /** The curves of a model that was measured just now. */
  public QualityCurves curvesOrThrow() {
    return Objects.requireNonNull(curves, "curves");
  }
}
