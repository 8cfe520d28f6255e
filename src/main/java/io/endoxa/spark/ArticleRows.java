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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * What the articles of a corpus come to in its cells, for each question and stance: {@link
 * ArticleSums} as rows. The predictions are the model's probabilities, of abstentions as well.
 *
 * <p>A label of a paragraph holds for its copies, and copies belong to the article that their first
 * stands in, for what it says is said once. Labels of copies themselves are left out.
 */
final class ArticleRows {
  /** The article that a text stands in first. */
  static final String ARTICLE = "article";

  /** The columns of {@link ArticleSums}, in its order. */
  static final List<String> SUMS =
      List.of(
          "paragraphs", "labelled", "predicted", "weight", "weighted_truth", "weighted_prediction");

  private static final String TEXT_ID = "text_id";
  private static final String TRUTH = "truth";
  private static final String HAS_STANCE = "has_stance";
  private static final String LABELLED_TEXT = "labelled_text";
  private static final String HAND_WEIGHT = "hand_weight";
  private static final String PREDICTION = "prediction";
  private static final String CELL = "cell";

  private static final StructType HAND_LABELS =
      new StructType()
          .add(TEXT_ID, StringType, false)
          .add(Table.QUESTION_ID, StringType, false)
          .add(TRUTH, StringType, false)
          .add(HAND_WEIGHT, DoubleType, false);

  private ArticleRows() {}

  /**
   * A row per question, stance, source, month and article.
   *
   * @param counted rows of {@link Table#STANCES} that are counted, with month and {@code
   *     duplicate_of}
   * @param firsts paragraph_id and article_id of all paragraphs that are no copies
   */
  static Dataset<Row> of(Dataset<Row> counted, Dataset<Row> firsts, List<HandLabel> byHand) {
    Column weight = col(HAND_WEIGHT);
    return predictions(counted, firsts, byHand)
        .groupBy(
            col(Table.QUESTION_ID),
            col(Table.STANCE),
            col(Table.SOURCE),
            col(Table.MONTH),
            col(ARTICLE))
        .agg(
            count(lit(1)).as(SUMS.get(0)),
            // Texts, until it is known which parts of an article are put together.
            collect_set(col(LABELLED_TEXT)).as(SUMS.get(1)),
            sum(col(PREDICTION)).as(SUMS.get(2)),
            coalesce(sum(weight), lit(0.0)).as(SUMS.get(3)),
            coalesce(sum(weight.multiply(col(HAS_STANCE))), lit(0.0)).as(SUMS.get(4)),
            coalesce(sum(weight.multiply(col(PREDICTION))), lit(0.0)).as(SUMS.get(5)));
  }

  /** A row per paragraph, question and stance, with what people and the model said. */
  private static Dataset<Row> predictions(
      Dataset<Row> counted, Dataset<Row> firsts, List<HandLabel> byHand) {
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
            firsts.select(col(Table.PARAGRAPH_ID).as(TEXT_ID), col(Table.ARTICLE_ID).as(ARTICLE)),
            new String[] {TEXT_ID})
        .join(
            broadcast(counted.sparkSession().createDataFrame(labels, HAND_LABELS)),
            new String[] {TEXT_ID, Table.QUESTION_ID},
            "left")
        .select(
            col(Table.QUESTION_ID),
            col(Table.SOURCE),
            col(Table.MONTH),
            col(ARTICLE),
            when(col(HAND_WEIGHT).isNotNull(), col(TEXT_ID)).as(LABELLED_TEXT),
            col(HAND_WEIGHT),
            inline(array(stances.toArray(Column[]::new))));
  }

  /**
   * A row per question, stance, cell and article, and the sums at its end.
   *
   * @param articles what {@link #of} gives, perhaps with other columns
   * @param cells the cells that a row belongs to, each a struct of these columns
   */
  static Dataset<Row> inCells(Dataset<Row> articles, List<Column> cells, List<String> columns) {
    Column[] sums = SUMS.stream().map(name -> sum(col(name)).as(name)).toArray(Column[]::new);
    // A text that stands in several places is one that people have read.
    sums[1] =
        size(array_distinct(flatten(collect_list(col(SUMS.get(1))))))
            .cast(LongType)
            .as(SUMS.get(1));
    Column[] keys =
        Stream.of(
                Stream.of(col(Table.QUESTION_ID), col(Table.STANCE)),
                columns.stream().map(name -> col(CELL).getField(name).as(name)),
                Stream.of(col(ARTICLE)))
            .flatMap(key -> key)
            .toArray(Column[]::new);
    return articles
        .withColumn(CELL, explode(array(cells.toArray(Column[]::new))))
        .groupBy(keys)
        .agg(sums[0], Arrays.copyOfRange(sums, 1, sums.length));
  }

  /** The sums that a row holds from a column on. */
  static ArticleSums read(Row row, int first) {
    return new ArticleSums(
        row.getLong(first),
        row.getLong(first + 1),
        row.getDouble(first + 2),
        row.getDouble(first + 3),
        row.getDouble(first + 4),
        row.getDouble(first + 5));
  }
}
