package io.endoxa.job;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.endoxa.annotate.HandLabel;
import io.endoxa.codebook.Stance;
import io.endoxa.decide.AbstainReason;
import io.endoxa.report.page.RunPage;
import io.endoxa.report.page.RunPage.Kind;
import io.endoxa.spark.Table;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.StructType;

/**
 * Chooses the paragraphs that a report shows: of each question the earliest that agree, of each
 * stance those that the model is most certain of, and those that it doubts most. A source has at
 * most {@value #OF_A_SOURCE} of a list, and no text stands there twice.
 */
final class ReportExamples {
  private static final int OF_A_LIST = 6;
  private static final int OF_A_SOURCE = 2;

  /** Doubtful paragraphs that count all the same. */
  private static final int DOUBTFUL_COUNTED = 3;

  private static final String KIND = "kind";
  private static final String LIST = "list";
  private static final String RANK = "rank";
  private static final String CONFIDENCE = "confidence";
  private static final String ABSTAINED = "abstained";
  private static final String BY_HAND = "by_hand";

  private static final StructType HAND_LABELS =
      new StructType()
          .add(Table.PARAGRAPH_ID, StringType, false)
          .add(Table.QUESTION_ID, StringType, false)
          .add(BY_HAND, StringType, false);

  private final Dataset<Row> stances;
  private final Dataset<Row> paragraphs;
  private final List<HandLabel> byHand;
  private final List<String> questions;
  private final long seed;

  /**
   * Of rows of {@link Table#STANCES} and {@link Table#PARAGRAPHS}.
   *
   * @param byHand what people labelled of the paragraphs
   * @param questions in the order of the codebook
   * @param seed decides among paragraphs that are equally certain
   */
  ReportExamples(
      Dataset<Row> stances,
      Dataset<Row> paragraphs,
      List<HandLabel> byHand,
      List<String> questions,
      long seed) {
    this.stances = stances;
    this.paragraphs = paragraphs;
    this.byHand = byHand;
    this.questions = questions;
    this.seed = seed;
  }

  List<RunPage.Example> gather() {
    Dataset<Row> asked = asked();
    Column abstained = col(ABSTAINED);
    Column most = lit(OF_A_LIST);
    Dataset<Row> certain =
        best(
            asked.where(not(abstained).and(col(Table.STANCE).notEqual(Stance.UNRELATED.label()))),
            Kind.CERTAIN,
            col(Table.STANCE),
            col(CONFIDENCE).desc(),
            most);
    Dataset<Row> doubtful =
        best(
            asked,
            Kind.DOUBTFUL,
            abstained,
            col(CONFIDENCE).asc(),
            when(abstained, most).otherwise(lit(DOUBTFUL_COUNTED)));
    List<Row> chosen = certain.unionByName(doubtful).unionByName(firsts(asked)).collectAsList();
    return withTexts(chosen);
  }

  /** What people said stands above what the model says. */
  private Dataset<Row> firsts(Dataset<Row> asked) {
    Column byModel =
        col(BY_HAND)
            .isNull()
            .and(not(col(ABSTAINED)))
            .and(col(Table.STANCE).equalTo(Stance.AGREE.label()));
    return best(
        asked
            .where(col(Table.PUBLISHED_AT).isNotNull())
            .where(byModel.or(col(BY_HAND).equalTo(Stance.AGREE.label()))),
        Kind.FIRST,
        col(BY_HAND).isNull(),
        col(Table.PUBLISHED_AT).asc(),
        lit(1));
  }

  /** What the model was asked about, each text once, with what people said of it. */
  private Dataset<Row> asked() {
    Column unasked =
        col("abstain_reason")
            .isin(AbstainReason.OTHER_LANGUAGE.label(), AbstainReason.NATIVE_CRASH.label());
    return stances
        .where(not(coalesce(unasked, lit(false))))
        .join(
            paragraphs.where(col(Table.DUPLICATE_OF).isNull()).select(Table.PARAGRAPH_ID),
            new String[] {Table.PARAGRAPH_ID},
            "left_semi")
        .join(
            broadcast(handLabels()), new String[] {Table.PARAGRAPH_ID, Table.QUESTION_ID}, "left");
  }

  private Dataset<Row> handLabels() {
    List<Row> rows =
        byHand.stream()
            .map(
                label ->
                    RowFactory.create(
                        label.paragraphId(), label.questionId(), label.stance().label()))
            .toList();
    return stances.sparkSession().createDataFrame(rows, HAND_LABELS);
  }

  /** The first of each list, by rank within its source and then among all. */
  private Dataset<Row> best(Dataset<Row> rows, Kind kind, Column list, Column first, Column most) {
    Column[] order = {first, xxhash64(col(Table.PARAGRAPH_ID), lit(seed)), col(Table.PARAGRAPH_ID)};
    Column question = col(Table.QUESTION_ID);
    return rows.withColumn(LIST, list)
        .withColumn(
            RANK,
            row_number()
                .over(Window.partitionBy(question, col(LIST), col(Table.SOURCE)).orderBy(order)))
        .where(col(RANK).leq(OF_A_SOURCE))
        .withColumn(RANK, row_number().over(Window.partitionBy(question, col(LIST)).orderBy(order)))
        .where(col(RANK).leq(most))
        .select(
            lit(kind.name()).as(KIND),
            question,
            col(Table.STANCE),
            col(RANK),
            col(Table.PARAGRAPH_ID),
            col(ABSTAINED),
            col(CONFIDENCE),
            col("p_agree"),
            col("p_disagree"),
            col("p_discuss"),
            col("p_unrelated"),
            col("evidence_start"),
            col("evidence_end"),
            col(BY_HAND));
  }

  private List<RunPage.Example> withTexts(List<Row> chosen) {
    Object[] ids = chosen.stream().map(row -> row.getString(4)).distinct().toArray();
    Map<String, Row> texts =
        paragraphs
            .where(col(Table.PARAGRAPH_ID).isin(ids))
            .select(
                col(Table.PARAGRAPH_ID),
                col(Table.SOURCE),
                date_format(col(Table.PUBLISHED_AT), "yyyy-MM-dd"),
                col(Table.TITLE),
                col(Table.URL),
                col("voice"),
                col(Table.TEXT))
            .collectAsList()
            .stream()
            .collect(Collectors.toMap(row -> row.getString(0), row -> row));
    return chosen.stream()
        .sorted(
            Comparator.comparingInt((Row row) -> questions.indexOf(row.getString(1)))
                .thenComparing(row -> row.getString(0))
                .thenComparingDouble(ReportExamples::place)
                .thenComparing(row -> row.getInt(3)))
        .map(row -> example(row, Objects.requireNonNull(texts.get(row.getString(4)))))
        .toList();
  }

  /** The certain ones stance by stance, the doubtful ones by how doubtful they are. */
  private static double place(Row row) {
    return switch (Kind.valueOf(row.getString(0))) {
      case FIRST -> 0;
      case CERTAIN -> Stance.of(row.getString(2), row.getString(4)).position();
      case DOUBTFUL -> row.getFloat(6);
    };
  }

  private static RunPage.Example example(Row row, Row text) {
    return new RunPage.Example(
        row.getString(1),
        Kind.valueOf(row.getString(0)),
        row.getString(2),
        ReportTables.text(row, 13),
        row.getBoolean(5),
        row.getFloat(6),
        IntStream.range(7, 7 + Stance.COUNT).mapToObj(i -> (double) row.getFloat(i)).toList(),
        ReportTables.text(text, 1),
        ReportTables.text(text, 2),
        ReportTables.text(text, 3),
        ReportTables.text(text, 4),
        ReportTables.text(text, 5),
        text.getString(6),
        row.isNullAt(11) ? null : row.getInt(11),
        row.isNullAt(12) ? null : row.getInt(12),
        row.getString(4));
  }
}
