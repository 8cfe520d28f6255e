package io.endoxa.job;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.endoxa.annotate.HandLabel;
import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Question;
import io.endoxa.report.page.RunPage;
import io.endoxa.spark.RunTables;
import io.endoxa.spark.Table;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what the report shows from the tables of a run, in a few passes whose results do not grow
 * with the number of paragraphs.
 */
final class ReportTables {
  static final String UNKNOWN = "unknown";
  private static final String DAY = "yyyy-MM-dd";

  private final SparkSession session;
  private final String directory;
  private final Codebook codebook;
  private final boolean countCopies;
  private final List<HandLabel> byHand;

  /**
   * Of the tables in a run's directory.
   *
   * @param codebook that the run labelled with
   * @param countCopies whether shares count copied paragraphs, too
   * @param byHand what people labelled of the paragraphs
   */
  ReportTables(
      SparkSession session,
      String directory,
      Codebook codebook,
      boolean countCopies,
      List<HandLabel> byHand) {
    this.session = session;
    this.directory = directory;
    this.codebook = codebook;
    this.countCopies = countCopies;
    this.byHand = byHand;
  }

  /**
   * Reads the tables.
   *
   * @param counts of the run
   * @param seed decides among examples that are equally certain
   */
  RunPage.Labelled gather(Map<String, Long> counts, long seed) {
    Dataset<Row> shares = read(Table.SHARES);
    List<String> sources = sources(shares);
    return new RunPage.Labelled(
        codebook,
        corpus(counts),
        sources,
        new ReportShares(shares, sources).gather(),
        ReportChanges.in(read(Table.CHANGES), sources),
        frames(sources),
        new ReportExamples(
                read(Table.STANCES), read(Table.PARAGRAPHS), byHand, codebook.questionIds(), seed)
            .gather());
  }

  private Dataset<Row> read(Table table) {
    return RunTables.read(session, directory, table);
  }

  private static List<String> sources(Dataset<Row> shares) {
    return shares
        .where(col(Table.SOURCE).isNotNull().and(col("month").isNull()))
        .groupBy(Table.SOURCE)
        .agg(max("n_paragraphs").as("n"))
        .orderBy(desc("n"), col(Table.SOURCE))
        .limit(RunPage.MOST_SOURCES)
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private RunPage.Corpus corpus(Map<String, Long> counts) {
    Column day = date_format(col(Table.PUBLISHED_AT), DAY);
    Row articles =
        read(Table.ARTICLES)
            .where(col(Table.DUPLICATE_OF).isNull())
            .agg(
                min(day),
                max(day),
                count(when(col(Table.PUBLISHED_AT).isNull(), lit(1))),
                count_distinct(col(Table.SOURCE)))
            .head();
    List<RunPage.Quarantined> quarantined =
        read(Table.QUARANTINE)
            .groupBy(Table.REASON)
            .agg(count(lit(1)).as("n"), min(Table.SOURCE_FILE))
            .orderBy(desc("n"), col(Table.REASON))
            .collectAsList()
            .stream()
            .map(row -> new RunPage.Quarantined(row.getString(0), row.getLong(1), row.getString(2)))
            .toList();
    return new RunPage.Corpus(
        counts,
        text(articles, 0),
        text(articles, 1),
        articles.getLong(2),
        articles.getLong(3),
        quarantined,
        dropped());
  }

  private Map<String, Long> dropped() {
    Map<String, Long> lines = new LinkedHashMap<>();
    read(Table.DROPPED)
        .groupBy(Table.REASON)
        .agg(count(lit(1)).as("n"))
        .orderBy(desc("n"), col(Table.REASON))
        .collectAsList()
        .forEach(row -> lines.put(row.getString(0), row.getLong(1)));
    return lines;
  }

  /** Of the wide table, which has stances and frames in one row: nothing is joined. */
  private List<RunPage.FrameCount> frames(List<String> sources) {
    Column[] labels =
        codebook.questions().stream()
            .map(Question::id)
            .map(id -> struct(lit(id).as(Table.QUESTION_ID), col(id).as(Table.STANCE)))
            .toArray(Column[]::new);
    Dataset<Row> wide = read(Table.labelled(codebook));
    Column source = coalesce(col(Table.SOURCE), lit(UNKNOWN));
    // The whole of a stance stands beside its frames as one more of them.
    Column frames =
        when(col("frames").equalTo(""), array(lit("")))
            .otherwise(split(concat(lit(", "), col("frames")), ", "));
    return wide
        .where(countCopies ? lit(true) : col(Table.DUPLICATE_OF).isNull())
        .select(
            oneOf(sources, source).as(Table.SOURCE),
            frames.as("frames"),
            explode(array(labels)).as("label"))
        .where(col("label.stance").isNotNull())
        .select(
            col("label." + Table.QUESTION_ID),
            col("label." + Table.STANCE),
            col(Table.SOURCE),
            explode(col("frames")).as("frame"))
        .groupBy(Table.QUESTION_ID, Table.STANCE, Table.SOURCE, "frame")
        .agg(count(lit(1)))
        .orderBy(Table.QUESTION_ID, Table.STANCE, Table.SOURCE, "frame")
        .collectAsList()
        .stream()
        .map(
            row ->
                new RunPage.FrameCount(
                    row.getString(0),
                    row.getString(1),
                    text(row, 2),
                    row.getString(3).isEmpty() ? null : row.getString(3),
                    row.getLong(4)))
        .toList();
  }

  /**
   * A source if it is one of these, else null. By a function, since Spark logs its plans, in which
   * a literal would stand.
   */
  static Column oneOf(List<String> sources, Column source) {
    Set<String> known = new HashSet<>(sources);
    UDF1<String, @Nullable String> ifKnown = name -> known.contains(name) ? name : null;
    return udf(ifKnown, StringType).apply(source);
  }

  static @Nullable String text(Row row, int column) {
    return row.isNullAt(column) ? null : row.getString(column);
  }

  static @Nullable Double number(Row row, int column) {
    return row.isNullAt(column) ? null : row.getDouble(column);
  }

  static Column[] columns(String... names) {
    return Stream.of(names).map(name -> col(name)).toArray(Column[]::new);
  }
}
