package io.endoxa.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.endoxa.estimate.CellEstimate;
import io.endoxa.estimate.CellSums;
import io.endoxa.estimate.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Corrects counted shares by labels that people gave to a random sample of the paragraphs. */
final class CorrectedShares {
  private static final List<String> CELL =
      List.of(Table.QUESTION_ID, Table.STANCE, Table.SOURCE, Table.MONTH);

  private static final StructType ESTIMATES =
      new StructType()
          .add(Table.QUESTION_ID, StringType, false)
          .add(Table.STANCE, StringType, false)
          .add(Table.SOURCE, StringType)
          .add(Table.MONTH, StringType)
          .add("corrected", DoubleType)
          .add("low", DoubleType)
          .add("high", DoubleType)
          .add("dsl", DoubleType)
          .add("dsl_low", DoubleType)
          .add("dsl_high", DoubleType)
          .add("n_labelled", LongType, false)
          .add("n_labelled_articles", LongType, false)
          .add("method", StringType, false)
          .add("pooled_to", StringType)
          .add(Table.REASON, StringType);

  private CorrectedShares() {}

  /**
   * The rows of {@link Table#SHARES} with the columns of the correction.
   *
   * @param naive all cells, with the other columns
   * @param articles what {@link ArticleRows#of} gives
   */
  static Dataset<Row> of(Dataset<Row> naive, Dataset<Row> articles) {
    Dataset<Row> inLevels =
        ArticleRows.inCells(articles, levels(), List.of(Table.SOURCE, Table.MONTH));
    Dataset<Row> estimates =
        CellRows.estimate(
            inLevels, CELL.size(), SharesOfCells.SUMS, CorrectedShares::estimates, ESTIMATES);
    return CellRows.join(naive, estimates, CELL);
  }

  /** By source and month, by source, by month, and all. */
  private static List<Column> levels() {
    List<Column> levels = new ArrayList<>();
    for (int level = 0; level < 4; level++) {
      levels.add(
          struct(
              when(lit(level % 2 == 0), col(Table.SOURCE)).as(Table.SOURCE),
              when(lit(level < 2), col(Table.MONTH)).as(Table.MONTH)));
    }
    return levels;
  }

  private enum SharesOfCells implements CellRows.Sums<CellSums> {
    SUMS;

    @Override
    public CellSums none() {
      return new CellSums();
    }

    @Override
    public void add(CellSums sums, Row article, int first) {
      sums.add(ArticleRows.read(article, first));
    }

    @Override
    public CellSums ofArray(double[] values) {
      return CellSums.ofArray(values);
    }
  }

  private static List<Row> estimates(Map<List<Object>, CellSums> cells) {
    return cells.keySet().stream().map(cell -> estimate(cell, cells)).toList();
  }

  private static Row estimate(List<Object> cell, Map<List<Object>, CellSums> cells) {
    Object source = cell.get(CELL.indexOf(Table.SOURCE));
    Object month = cell.get(CELL.indexOf(Table.MONTH));
    List<CellEstimate.Wider> wider = new ArrayList<>();
    if (source != null && month != null) {
      wider.add(wider("source", "the source in all months", source, cell, cells));
    }
    if (source != null || month != null) {
      wider.add(wider("question", "all sources and months", null, cell, cells));
    }
    CellSums sums = Objects.requireNonNull(cells.get(cell));
    CellEstimate estimate = CellEstimate.of(sums, wider);
    Estimate ppi = estimate.ppi();
    Estimate dsl = estimate.dsl();
    return CellRows.row(
        cell,
        ppi == null ? null : CellRows.rounded(ppi.share()),
        ppi == null ? null : CellRows.rounded(ppi.low()),
        ppi == null ? null : CellRows.rounded(ppi.high()),
        dsl == null ? null : CellRows.rounded(dsl.share()),
        dsl == null ? null : CellRows.rounded(dsl.low()),
        dsl == null ? null : CellRows.rounded(dsl.high()),
        sums.labelled(),
        sums.labelledArticles(),
        ppi == null ? LabelTables.NAIVE : LabelTables.CORRECTED,
        estimate.pooledTo(),
        estimate.reason());
  }

  /** The cell of the same question and stance with this source, in all months. */
  private static CellEstimate.Wider wider(
      String name,
      String words,
      @Nullable Object source,
      List<Object> cell,
      Map<List<Object>, CellSums> cells) {
    List<Object> key = Arrays.asList(cell.get(0), cell.get(1), source, null);
    return new CellEstimate.Wider(name, words, Objects.requireNonNull(cells.get(key)));
  }
}
