package io.endoxa.spark;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.endoxa.annotate.HandLabel;
import io.endoxa.codebook.Stance;
import io.endoxa.estimate.ArticleSums;
import io.endoxa.estimate.CellSums;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Corrects counted shares by labels that people gave to a random sample of the paragraphs. The
 * predictions are the model's probabilities, of abstentions as well.
 *
 * <p>A label of a paragraph holds for its copies, and copies belong to the article that their first
 * stands in, for what it says is said once. Labels of copies themselves are left out.
 */
final class CorrectedShares {
  private static final String TEXT_ID = "text_id";
  private static final String TRUTH = "truth";
  private static final String HAS_STANCE = "has_stance";
  private static final String LABELLED_TEXT = "labelled_text";
  private static final String HAND_WEIGHT = "hand_weight";
  private static final String ARTICLE = "article";
  private static final String PREDICTION = "prediction";
  private static final String MONTH = "month";
  private static final String OF = "of_";
  private static final String[] CELL = {Table.QUESTION_ID, Table.STANCE, Table.SOURCE, MONTH};
  private static final List<String> SUMS =
      List.of(
          "paragraphs", "labelled", "predicted", "weight", "weighted_truth", "weighted_prediction");

  private static final StructType HAND_LABELS =
      new StructType()
          .add(TEXT_ID, StringType, false)
          .add(Table.QUESTION_ID, StringType, false)
          .add(TRUTH, StringType, false)
          .add(HAND_WEIGHT, DoubleType, false);

  private static final StructType CELL_SUMS =
      new StructType()
          .add(Table.QUESTION_ID, StringType, false)
          .add(Table.STANCE, StringType, false)
          .add(Table.SOURCE, StringType)
          .add(MONTH, StringType)
          .add("sums", DataTypes.createArrayType(DoubleType, false), false);

  private static final StructType ESTIMATES =
      new StructType()
          .add(OF + Table.QUESTION_ID, StringType, false)
          .add(OF + Table.STANCE, StringType, false)
          .add(OF + Table.SOURCE, StringType)
          .add(OF + MONTH, StringType)
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
   * @param counted rows of {@link Table#STANCES} that are counted, with month and {@code
   *     duplicate_of}
   * @param articles paragraph_id and article_id of all paragraphs that are no copies
   */
  static Dataset<Row> of(
      Dataset<Row> naive, Dataset<Row> counted, Dataset<Row> articles, List<HandLabel> byHand) {
    Dataset<Row> estimates =
        inLevels(byArticle(predictions(counted, articles, byHand)))
            .mapPartitions(foldArticles(), Encoders.row(CELL_SUMS))
            .repartition(col(Table.QUESTION_ID), col(Table.STANCE))
            .mapPartitions(estimateCells(), Encoders.row(ESTIMATES));
    Column same = lit(true);
    for (String column : CELL) {
      same = same.and(col(column).eqNullSafe(col(OF + column)));
    }
    return naive.join(estimates, same);
  }

  /** A row per paragraph, question and stance, with what people and the model said. */
  private static Dataset<Row> predictions(
      Dataset<Row> counted, Dataset<Row> articles, List<HandLabel> byHand) {
    List<Row> labels =
        byHand.stream()
            .map(
                label ->
                    RowFactory.create(
                        label.paragraphId(),
                        label.questionId(),
                        label.stance().label(),
                        1 / label.inclusionProbability()))
            .toList();
    List<Column> stances = new ArrayList<>();
    for (int i = 0; i < Stance.COUNT; i++) {
      String stance = Stance.at(i).label();
      stances.add(
          struct(
              lit(stance).as(Table.STANCE),
              col("p_" + stance).cast(DoubleType).as(PREDICTION),
              col(TRUTH).equalTo(stance).cast(DoubleType).as(HAS_STANCE)));
    }
    return counted
        .withColumn(TEXT_ID, coalesce(col(Table.DUPLICATE_OF), col(Table.PARAGRAPH_ID)))
        .join(
            articles.select(col(Table.PARAGRAPH_ID).as(TEXT_ID), col(Table.ARTICLE_ID).as(ARTICLE)),
            new String[] {TEXT_ID})
        .join(
            broadcast(counted.sparkSession().createDataFrame(labels, HAND_LABELS)),
            new String[] {TEXT_ID, Table.QUESTION_ID},
            "left")
        .select(
            col(Table.QUESTION_ID),
            col(Table.SOURCE),
            col(MONTH),
            col(ARTICLE),
            when(col(HAND_WEIGHT).isNotNull(), col(TEXT_ID)).as(LABELLED_TEXT),
            col(HAND_WEIGHT),
            inline(array(stances.toArray(Column[]::new))));
  }

  private static Dataset<Row> byArticle(Dataset<Row> predictions) {
    Column weight = col(HAND_WEIGHT);
    return predictions
        .groupBy(
            col(Table.QUESTION_ID), col(Table.STANCE), col(Table.SOURCE), col(MONTH), col(ARTICLE))
        .agg(
            count(lit(1)).as(SUMS.get(0)),
            collect_set(col(LABELLED_TEXT)).as(SUMS.get(1)),
            sum(col(PREDICTION)).as(SUMS.get(2)),
            coalesce(sum(weight), lit(0.0)).as(SUMS.get(3)),
            coalesce(sum(weight.multiply(col(HAS_STANCE))), lit(0.0)).as(SUMS.get(4)),
            coalesce(sum(weight.multiply(col(PREDICTION))), lit(0.0)).as(SUMS.get(5)));
  }

  /** The same by source and month, by source, by month, and for all. */
  private static Dataset<Row> inLevels(Dataset<Row> articles) {
    List<Column> levels = new ArrayList<>();
    for (int level = 0; level < 4; level++) {
      levels.add(
          struct(
              when(lit(level % 2 == 0), col(Table.SOURCE)).as(Table.SOURCE),
              when(lit(level < 2), col(MONTH)).as(MONTH)));
    }
    Column[] sums = SUMS.stream().map(name -> sum(col(name)).as(name)).toArray(Column[]::new);
    // A text that stands in several places is one that people have read.
    sums[1] = size(array_distinct(flatten(collect_list(col(SUMS.get(1)))))).cast(LongType);
    return articles
        .withColumn("level", explode(array(levels.toArray(Column[]::new))))
        .groupBy(
            col(Table.QUESTION_ID),
            col(Table.STANCE),
            col("level.source").as(Table.SOURCE),
            col("level.month").as(MONTH),
            col(ARTICLE))
        .agg(sums[0], Arrays.copyOfRange(sums, 1, sums.length));
  }

  /** In a static factory, as all functions for Spark. A partition holds its cells in memory. */
  private static MapPartitionsFunction<Row, Row> foldArticles() {
    return articles -> {
      Map<ShareCell, CellSums> cells = new LinkedHashMap<>();
      while (articles.hasNext()) {
        Row row = articles.next();
        int first = CELL.length + 1;
        cells
            .computeIfAbsent(ShareCell.of(row), cell -> new CellSums())
            .add(
                new ArticleSums(
                    row.getLong(first),
                    row.getLong(first + 1),
                    row.getDouble(first + 2),
                    row.getDouble(first + 3),
                    row.getDouble(first + 4),
                    row.getDouble(first + 5)));
      }
      return cells.entrySet().stream()
          .map(entry -> entry.getKey().with(entry.getValue().toArray()))
          .iterator();
    };
  }

  /** All cells of a question and stance are in one partition. */
  private static MapPartitionsFunction<Row, Row> estimateCells() {
    return parts -> {
      Map<ShareCell, CellSums> cells = new LinkedHashMap<>();
      while (parts.hasNext()) {
        Row row = parts.next();
        double[] sums =
            row.<Double>getList(CELL.length).stream().mapToDouble(Double::doubleValue).toArray();
        cells
            .computeIfAbsent(ShareCell.of(row), cell -> new CellSums())
            .merge(CellSums.ofArray(sums));
      }
      return cells.keySet().stream().map(cell -> cell.estimate(cells)).iterator();
    };
  }
}
