package io.endoxa.spark;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.endoxa.annotate.HandLabel;
import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Stance;
import io.endoxa.decide.AbstainReason;
import io.endoxa.estimate.PeriodPair;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * Turns what {@link LabelParagraphs} adds into the flat tables of a run.
 *
 * @param labelled paragraphs with stances and frames, cached by the caller
 */
public record LabelTables(Dataset<Row> labelled, Codebook codebook, String modelId, String runId) {
  /** The method of a share that is counted and not corrected. */
  static final String NAIVE = "naive";

  /** The method of one that is corrected by labels by hand. */
  static final String CORRECTED = "ppi++";

  private static final String UNKNOWN = "unknown";
  private static final String NO_LABELS = "no labels by hand are given";

  /** Rows of {@link Table#STANCES}. */
  public Dataset<Row> stances() {
    return labelled
        .select(
            col("*"),
            posexplode(col(LabelParagraphs.STANCES)).as(new String[] {"number", "labels"}))
        .select(col("*"), col("labels.*"))
        .withColumn(Table.EVIDENCE_SENTENCE, evidence(Table.EVIDENCE_SENTENCE))
        .withColumn(Table.EVIDENCE_START, evidence(Table.EVIDENCE_START))
        .withColumn(Table.EVIDENCE_END, evidence(Table.EVIDENCE_END))
        .withColumn("model_id", lit(modelId))
        .withColumn("codebook_version", lit(codebook.label()))
        .withColumn("run_id", lit(runId));
  }

  /** Of the stance with this number; null where nobody has looked for it. */
  private Column evidence(String column) {
    return labelled.schema().getFieldIndex(FindEvidence.EVIDENCE).isEmpty()
        ? lit(null).cast(Table.STANCES.schema().apply(column).dataType())
        : get(col(FindEvidence.EVIDENCE), col("number")).getField(column);
  }

  /** The paragraphs on which native code crashed. */
  public Dataset<Row> crashed() {
    return labelled.where(
        coalesce(
            col(LabelParagraphs.STANCES)
                .getItem(0)
                .getField("abstain_reason")
                .equalTo(AbstainReason.NATIVE_CRASH.label()),
            lit(false)));
  }

  /** Rows of {@link Table#FRAMES}. */
  public Dataset<Row> frames() {
    return labelled
        .withColumn("labels", explode(col(LabelParagraphs.FRAMES)))
        .select(col(Table.PARAGRAPH_ID), col("labels.*"))
        .withColumn("model_id", lit(modelId))
        .withColumn("run_id", lit(runId));
  }

  /** Rows of {@link Table#labelled}. */
  public Dataset<Row> wide() {
    Map<String, Column> made = new HashMap<>();
    for (int i = 0; i < codebook.questions().size(); i++) {
      String id = codebook.questions().get(i).id();
      Column label = col(LabelParagraphs.STANCES).getItem(i);
      made.put(id, when(not(label.getField("abstained")), label.getField(Table.STANCE)));
      made.put(Table.confidenceColumn(id), label.getField("confidence"));
    }
    made.put(
        "frames",
        array_join(
            array_sort(expr("transform(filter(frames, f -> f.present), f -> f.frame_id)")), ", "));
    // A question may be called like a column of paragraphs that the wide table leaves out.
    return labelled.select(
        Arrays.stream(Table.labelled(codebook).schema().fieldNames())
            .map(name -> made.getOrDefault(name, col(name)).as(name))
            .toArray(Column[]::new));
  }

  /**
   * Rows of {@link Table#SHARES}. Abstentions stay in the denominator, but for paragraphs that the
   * model was not asked about because of their language, or because native code crashed on them.
   *
   * @param countCopies whether a copied paragraph counts wherever it stands, or where it stood
   *     first alone
   * @param byHand labels of a random sample of the paragraphs that are no copies; without any,
   *     nothing is corrected for the classifier's errors
   */
  public Dataset<Row> shares(boolean countCopies, List<HandLabel> byHand) {
    Dataset<Row> counted = counted(countCopies);
    Dataset<Row> naive = naiveShares(counted);
    if (!byHand.isEmpty()) {
      return CorrectedShares.of(naive, articles(counted, byHand));
    }
    Column none = lit(null).cast(DataTypes.DoubleType);
    return naive
        .withColumn("corrected", none)
        .withColumn("low", none)
        .withColumn("high", none)
        .withColumn("dsl", none)
        .withColumn("dsl_low", none)
        .withColumn("dsl_high", none)
        .withColumn("n_labelled", lit(0L))
        .withColumn("n_labelled_articles", lit(0L))
        .withColumn("method", lit(NAIVE))
        .withColumn("pooled_to", lit(null).cast(DataTypes.StringType))
        .withColumn(Table.REASON, lit(NO_LABELS));
  }

  /**
   * The months that counted paragraphs are of, in order.
   *
   * @param countCopies as of {@link #shares}
   */
  public List<YearMonth> months(boolean countCopies) {
    return counted(countCopies)
        .where(col(Table.MONTH).notEqual(UNKNOWN))
        .select(Table.MONTH)
        .distinct()
        .collectAsList()
        .stream()
        .map(row -> YearMonth.parse(row.getString(0)))
        .sorted()
        .toList();
  }

  /**
   * Rows of {@link Table#CHANGES}.
   *
   * @param countCopies as of {@link #shares}
   * @param byHand as of {@link #shares}
   * @param months what {@link #months} gives
   */
  public Dataset<Row> changes(
      boolean countCopies,
      List<HandLabel> byHand,
      List<PeriodPair> periods,
      List<YearMonth> months) {
    Dataset<Row> counted = counted(countCopies);
    Changes changes = Changes.between(periods, months, labelled.sparkSession());
    Dataset<Row> naive = changes.naive(counted);
    if (!byHand.isEmpty()) {
      return changes.corrected(naive, articles(counted, byHand));
    }
    Column none = lit(null).cast(DataTypes.DoubleType);
    return naive
        .withColumn("corrected_change", none)
        .withColumn("low", none)
        .withColumn("high", none)
        .withColumn("p_value", none)
        .withColumn("p_adjusted", none)
        .withColumn("n_labelled_from", lit(0L))
        .withColumn("n_labelled_to", lit(0L))
        .withColumn("method", lit(NAIVE))
        .withColumn(Table.REASON, lit(NO_LABELS));
  }

  private Dataset<Row> articles(Dataset<Row> counted, List<HandLabel> byHand) {
    return ArticleRows.of(counted, CopiedParagraphs.firsts(labelled), byHand);
  }

  private Dataset<Row> counted(boolean countCopies) {
    String otherLanguage = AbstainReason.OTHER_LANGUAGE.label();
    String crash = AbstainReason.NATIVE_CRASH.label();
    return stances()
        .where(countCopies ? lit(true) : col(Table.DUPLICATE_OF).isNull())
        .where(not(coalesce(col("abstain_reason").isin(otherLanguage, crash), lit(false))))
        .withColumn(Table.SOURCE, coalesce(col(Table.SOURCE), lit(UNKNOWN)))
        .withColumn(
            Table.MONTH, coalesce(date_format(col(Table.PUBLISHED_AT), "yyyy-MM"), lit(UNKNOWN)));
  }

  private static Dataset<Row> naiveShares(Dataset<Row> counted) {
    List<Column> aggregates = new ArrayList<>();
    aggregates.add(count_distinct(col(Table.ARTICLE_ID)).as("n_articles"));
    List<Column> cells = new ArrayList<>();
    for (int i = 0; i < Stance.COUNT; i++) {
      String label = Stance.at(i).label();
      Column counts = not(col("abstained")).and(col(Table.STANCE).equalTo(label));
      aggregates.add(count(when(counts, lit(1))).as(label));
      cells.add(struct(lit(label).as(Table.STANCE), col(label).as("n_stance")));
    }
    return counted
        .cube(col(Table.QUESTION_ID), col(Table.SOURCE), col(Table.MONTH))
        .agg(count(lit(1)).as("n_paragraphs"), aggregates.toArray(Column[]::new))
        .where(col(Table.QUESTION_ID).isNotNull())
        .withColumn("cell", explode(array(cells.toArray(Column[]::new))))
        .withColumn(Table.STANCE, col("cell").getField(Table.STANCE))
        .withColumn("naive", col("cell").getField("n_stance").divide(col("n_paragraphs")));
  }
}
