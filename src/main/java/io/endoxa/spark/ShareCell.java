package io.endoxa.spark;

import io.endoxa.estimate.CellEstimate;
import io.endoxa.estimate.CellSums;
import io.endoxa.estimate.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/**
 * Which share a row of {@link Table#SHARES} is.
 *
 * @param source null for all
 * @param month null for all
 */
record ShareCell(String question, String stance, @Nullable String source, @Nullable String month) {
  // Sums of doubles differ in the last digits with the order of their parts, and tables must not.
  private static final double DIGITS = 1e9;

  /** The cell that the first four columns of a row name. */
  static ShareCell of(Row row) {
    return new ShareCell(row.getString(0), row.getString(1), text(row, 2), text(row, 3));
  }

  private static @Nullable String text(Row row, int column) {
    return row.isNullAt(column) ? null : row.getString(column);
  }

  /** A row of the cell and its sums. */
  Row with(double[] sums) {
    return RowFactory.create(question, stance, source, month, sums);
  }

  /**
   * A row of the cell and its estimates.
   *
   * @param cells all cells of the question and stance
   */
  Row estimate(Map<ShareCell, CellSums> cells) {
    CellSums sums = Objects.requireNonNull(cells.get(this));
    List<CellEstimate.Wider> wider = new ArrayList<>();
    if (source != null && month != null) {
      wider.add(wider("source", "the source in all months", source, cells));
    }
    if (source != null || month != null) {
      wider.add(wider("question", "all sources and months", null, cells));
    }
    CellEstimate estimate = CellEstimate.of(sums, wider);
    Estimate ppi = estimate.ppi();
    Estimate dsl = estimate.dsl();
    return RowFactory.create(
        question,
        stance,
        source,
        month,
        ppi == null ? null : rounded(ppi.share()),
        ppi == null ? null : rounded(ppi.low()),
        ppi == null ? null : rounded(ppi.high()),
        dsl == null ? null : rounded(dsl.share()),
        dsl == null ? null : rounded(dsl.low()),
        dsl == null ? null : rounded(dsl.high()),
        sums.labelled(),
        sums.labelledArticles(),
        ppi == null ? LabelTables.NAIVE : "ppi++",
        estimate.pooledTo(),
        estimate.reason());
  }

  private CellEstimate.Wider wider(
      String name, String words, @Nullable String ofSource, Map<ShareCell, CellSums> cells) {
    ShareCell cell = new ShareCell(question, stance, ofSource, null);
    return new CellEstimate.Wider(name, words, Objects.requireNonNull(cells.get(cell)));
  }

  private static double rounded(double share) {
    return Math.rint(share * DIGITS) / DIGITS;
  }
}
