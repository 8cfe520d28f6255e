package io.endoxa.spark;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.endoxa.codebook.Stance;
import io.endoxa.estimate.CellChange;
import io.endoxa.estimate.Change;
import io.endoxa.estimate.ChangeSums;
import io.endoxa.estimate.Holm;
import io.endoxa.estimate.PeriodPair;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** How the shares of stances change between periods: counted, and corrected by labels by hand. */
final class Changes {
  private static final String LATER = "later";
  private static final List<String> CELL =
      List.of(Table.QUESTION_ID, Table.STANCE, Table.SOURCE, Table.FROM_PERIOD, Table.TO_PERIOD);

  private static final StructType MONTHS =
      new StructType()
          .add(Table.MONTH, StringType, false)
          .add(Table.FROM_PERIOD, StringType, false)
          .add(Table.TO_PERIOD, StringType, false)
          .add(LATER, BooleanType, false);

  private static final StructType ESTIMATES =
      new StructType()
          .add(Table.QUESTION_ID, StringType, false)
          .add(Table.STANCE, StringType, false)
          .add(Table.SOURCE, StringType)
          .add(Table.FROM_PERIOD, StringType, false)
          .add(Table.TO_PERIOD, StringType, false)
          .add("corrected_change", DoubleType)
          .add("low", DoubleType)
          .add("high", DoubleType)
          .add("p_value", DoubleType)
          .add("p_adjusted", DoubleType)
          .add("n_labelled_from", LongType, false)
          .add("n_labelled_to", LongType, false)
          .add("method", StringType, false)
          .add(Table.REASON, StringType);

  /** Month, pair of periods, and in which of the two the month is. */
  private final Dataset<Row> months;

  private Changes(Dataset<Row> months) {
    this.months = months;
  }

  /**
   * Between these periods.
   *
   * @param months that paragraphs are of
   */
  static Changes between(List<PeriodPair> pairs, List<YearMonth> months, SparkSession session) {
    List<Row> rows = new ArrayList<>();
    for (PeriodPair pair : pairs) {
      for (YearMonth month : months) {
        boolean later = pair.to().contains(month);
        if (later || pair.from().contains(month)) {
          rows.add(
              RowFactory.create(
                  month.toString(), pair.from().toString(), pair.to().toString(), later));
        }
      }
    }
    return new Changes(broadcast(session.createDataFrame(rows, MONTHS)));
  }

  /**
   * The columns of {@link Table#CHANGES} that are counted.
   *
   * @param counted rows of {@link Table#STANCES} that are counted, with month
   */
  Dataset<Row> naive(Dataset<Row> counted) {
    List<Column> aggregates = new ArrayList<>();
    List<Column> cells = new ArrayList<>();
    aggregates.add(inPeriod(true, lit(1), "n_paragraphs_to"));
    for (boolean later : new boolean[] {false, true}) {
      Column article = when(isIn(later), col(Table.ARTICLE_ID));
      aggregates.add(count_distinct(article).as("n_articles_" + end(later)));
      for (int i = 0; i < Stance.COUNT; i++) {
        String stance = Stance.at(i).label();
        Column has = when(not(col("abstained")).and(col(Table.STANCE).equalTo(stance)), lit(1));
        aggregates.add(inPeriod(later, has, stance + "_" + end(later)));
      }
    }
    for (int i = 0; i < Stance.COUNT; i++) {
      String stance = Stance.at(i).label();
      cells.add(
          struct(
              lit(stance).as(Table.STANCE),
              col(stance + "_from").as("from"),
              col(stance + "_to").as("to")));
    }
    return counted
        .join(months, Table.MONTH)
        .withColumn(Table.SOURCE, explode(array(col(Table.SOURCE), lit(null))))
        .groupBy(Table.QUESTION_ID, Table.SOURCE, Table.FROM_PERIOD, Table.TO_PERIOD)
        .agg(inPeriod(false, lit(1), "n_paragraphs_from"), aggregates.toArray(Column[]::new))
        .withColumn("cell", explode(array(cells.toArray(Column[]::new))))
        .withColumn(Table.STANCE, col("cell").getField(Table.STANCE))
        .withColumn("naive_from", share("from"))
        .withColumn("naive_to", share("to"))
        .withColumn("naive_change", col("naive_to").minus(col("naive_from")));
  }

  private static Column isIn(boolean later) {
    return later ? col(LATER) : not(col(LATER));
  }

  private static String end(boolean later) {
    return later ? "to" : "from";
  }

  private static Column inPeriod(boolean later, Column value, String name) {
    return count(when(isIn(later), value)).as(name);
  }

  /** Null for a period without paragraphs. */
  private static Column share(String end) {
    Column paragraphs = col("n_paragraphs_" + end);
    return when(paragraphs.gt(0), col("cell").getField(end).divide(paragraphs));
  }

  /**
   * The rows of {@link Table#CHANGES} with the columns of the correction.
   *
   * @param naive what {@link #naive} gives
   * @param articles what {@link ArticleRows#of} gives
   */
  Dataset<Row> corrected(Dataset<Row> naive, Dataset<Row> articles) {
    Dataset<Row> estimates =
        CellRows.estimate(
            bothPeriods(articles), CELL.size(), TwoPeriods.SUMS, Changes::estimates, ESTIMATES);
    return CellRows.join(naive, estimates, CELL);
  }

  /** A row per cell and article, with its sums of the first period and those of the second. */
  private Dataset<Row> bothPeriods(Dataset<Row> articles) {
    List<Column> cells =
        Stream.of(col(Table.SOURCE), lit(null).cast(StringType))
            .map(
                source ->
                    struct(
                        source.as(Table.SOURCE),
                        col(Table.FROM_PERIOD),
                        col(Table.TO_PERIOD),
                        col(LATER)))
            .toList();
    Dataset<Row> inPeriods =
        ArticleRows.inCells(
            articles.join(months, Table.MONTH),
            cells,
            List.of(Table.SOURCE, Table.FROM_PERIOD, Table.TO_PERIOD, LATER));
    List<Column> sums = new ArrayList<>();
    for (boolean later : new boolean[] {false, true}) {
      for (String name : ArticleRows.SUMS) {
        Column none = lit(0).cast(inPeriods.schema().apply(name).dataType());
        sums.add(sum(coalesce(when(isIn(later), col(name)), none)).as(name + "_" + end(later)));
      }
    }
    Column[] keys =
        Stream.concat(CELL.stream(), Stream.of(ArticleRows.ARTICLE))
            .map(name -> col(name))
            .toArray(Column[]::new);
    return inPeriods
        .groupBy(keys)
        .agg(sums.get(0), sums.subList(1, sums.size()).toArray(Column[]::new));
  }

  private enum TwoPeriods implements CellRows.Sums<ChangeSums> {
    SUMS;

    @Override
    public ChangeSums none() {
      return new ChangeSums();
    }

    @Override
    public void add(ChangeSums sums, Row article, int first) {
      sums.add(
          ArticleRows.read(article, first),
          ArticleRows.read(article, first + ArticleRows.SUMS.size()));
    }

    @Override
    public ChangeSums ofArray(double[] values) {
      return ChangeSums.ofArray(values);
    }
  }

  private static List<Row> estimates(Map<List<Object>, ChangeSums> cells) {
    Map<List<Object>, List<List<Object>>> families =
        cells.keySet().stream()
            .collect(
                Collectors.groupingBy(Changes::family, LinkedHashMap::new, Collectors.toList()));
    return families.values().stream().flatMap(family -> rows(family, cells).stream()).toList();
  }

  /** What is asked of many sources at once: all of them are one family, all together another. */
  private static List<Object> family(List<Object> cell) {
    List<Object> family = new ArrayList<>(cell);
    int source = CELL.indexOf(Table.SOURCE);
    family.set(source, cell.get(source) == null);
    return family;
  }

  private static List<Row> rows(List<List<Object>> family, Map<List<Object>, ChangeSums> cells) {
    List<ChangeSums> sums =
        family.stream().map(cell -> Objects.requireNonNull(cells.get(cell))).toList();
    List<CellChange> changes = new ArrayList<>();
    for (int i = 0; i < family.size(); i++) {
      changes.add(CellChange.of(sums.get(i), period(family.get(i), 0), period(family.get(i), 1)));
    }
    double[] adjusted =
        Holm.adjusted(
            changes.stream()
                .map(CellChange::change)
                .filter(Objects::nonNull)
                .map(Change::pValue)
                .toList());
    List<Row> rows = new ArrayList<>();
    int corrected = 0;
    for (int i = 0; i < family.size(); i++) {
      Change change = changes.get(i).change();
      rows.add(
          CellRows.row(
              family.get(i),
              change == null ? null : CellRows.rounded(change.change()),
              change == null ? null : CellRows.rounded(change.low()),
              change == null ? null : CellRows.rounded(change.high()),
              change == null ? null : CellRows.rounded(change.pValue()),
              change == null ? null : CellRows.rounded(adjusted[corrected++]),
              sums.get(i).from().labelled(),
              sums.get(i).to().labelled(),
              change == null ? LabelTables.NAIVE : LabelTables.CORRECTED,
              changes.get(i).reason()));
    }
    return rows;
  }

  /** The first or the second period of a cell. */
  private static String period(List<Object> cell, int which) {
    return (String) cell.get(CELL.indexOf(Table.FROM_PERIOD) + which);
  }
}
