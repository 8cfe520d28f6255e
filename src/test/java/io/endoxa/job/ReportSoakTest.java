package io.endoxa.job;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Question;
import io.endoxa.codebook.Stance;
import io.endoxa.provenance.Json;
import io.endoxa.provenance.RunBeginning;
import io.endoxa.provenance.RunManifest;
import io.endoxa.report.QualityReport;
import io.endoxa.report.page.Measured;
import io.endoxa.report.page.ReportHtml;
import io.endoxa.report.page.RunPage;
import io.endoxa.spark.RunDraft;
import io.endoxa.spark.RunStore;
import io.endoxa.spark.SharedSpark;
import io.endoxa.spark.Table;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long the report of a large run takes and how large it is: tables of 100,000 paragraphs from
 * 300 sources in 60 months, with drawn labels, and every share corrected. {@code
 * -Dendoxa.soak.paragraphs=20000} takes fewer.
 */
@Tag("soak")
class ReportSoakTest {
  private static final int PARAGRAPHS = Integer.getInteger("endoxa.soak.paragraphs", 100_000);
  private static final int OF_AN_ARTICLE = 8;
  private static final double MOST_SECONDS = 60;
  private static final int MOST_BYTES = 5_000_000;
  private static final Path MODEL = Path.of("models", "south-caucasus");

  @TempDir private Path temporary;

  private final Codebook codebook = Codebook.read(MODEL.resolve("codebook.yaml"));

  @Test
  void theReportOfALargeRunIsMadeInAMinuteAndStaysSmall() throws IOException {
    RunDraft draft =
        new RunStore(
                SharedSpark.session().sparkContext().hadoopConfiguration(), temporary.toString())
            .begin(
                "20260101-000000-label-0123abcd",
                new RunBeginning(Map.of(), "2026-01-01T00:00:00Z"));
    draft.codebook(Files.readString(MODEL.resolve("codebook.yaml")));
    write(draft);

    long start = System.nanoTime();
    long startCpu = cpuNanos();
    RunPage.Labelled labelled =
        new ReportTables(SharedSpark.session(), draft.directory(), codebook, true, List.of())
            .gather(Map.of("paragraphs", (long) PARAGRAPHS), 7);
    byte[] page =
        ReportHtml.of(new RunPage(manifest(draft), labelled, measured(), List.of(), List.of()));
    double seconds = (System.nanoTime() - start) / 1e9;
    double ofCpu = (cpuNanos() - startCpu) / 1e9;

    System.out.printf(
        Locale.ROOT,
        "report of %,d paragraphs: %.1f s, %.1f s of CPU, %,d bytes, %,d shares, %,d examples%n",
        PARAGRAPHS,
        seconds,
        ofCpu,
        page.length,
        labelled.shares().size(),
        labelled.examples().size());
    assertThat(labelled.sources()).hasSize(RunPage.MOST_SOURCES);
    // Others may use the machine; on idle cores it takes no longer than this.
    assertThat(ofCpu).isLessThan(MOST_SECONDS);
    assertThat(page).hasSizeLessThan(MOST_BYTES);
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private void write(RunDraft draft) {
    Dataset<Row> paragraphs = paragraphs().persist();
    Dataset<Row> stances = stances(paragraphs).persist();
    draft.write(
        Table.ARTICLES,
        filled(Table.ARTICLES, paragraphs.dropDuplicates("article_id")),
        PARAGRAPHS);
    draft.write(Table.PARAGRAPHS, filled(Table.PARAGRAPHS, paragraphs), PARAGRAPHS);
    draft.write(Table.DROPPED, filled(Table.DROPPED, paragraphs.limit(500)), 500);
    draft.write(Table.QUARANTINE, filled(Table.QUARANTINE, paragraphs.limit(500)), 500);
    draft.write(Table.STANCES, filled(Table.STANCES, stances), 5L * PARAGRAPHS);
    draft.write(
        Table.labelled(codebook), filled(Table.labelled(codebook), wide(paragraphs)), PARAGRAPHS);
    draft.write(Table.SHARES, shares(stances), PARAGRAPHS);
    draft.write(Table.CHANGES, filled(Table.CHANGES, changes(stances)), 20);
    stances.unpersist();
    paragraphs.unpersist();
  }

  /** Few sources have most of the articles. */
  private static Dataset<Row> paragraphs() {
    return SharedSpark.session()
        .range(PARAGRAPHS)
        .withColumn("article", expr("id div " + OF_AN_ARTICLE))
        .withColumn("article_id", expr("md5(string(article))"))
        .withColumn("paragraph_id", expr("md5(concat('p', id))"))
        .withColumn("paragraph_index", expr("int(id % 8)"))
        .withColumn(
            "source",
            expr("concat('Outlet ', int(300 * pow(pmod(xxhash64(article), 1000) / 1000, 3)))"))
        .withColumn(
            "published_at",
            expr("timestamp_seconds(1577836800 + pmod(xxhash64(article, 2), 60 * 30 * 86400))"))
        .withColumn("title", expr("concat('Headline ', article)"))
        .withColumn(
            "text", expr("concat('Paragraph ', id, repeat(' says what it has to say.', 20))"));
  }

  private Dataset<Row> stances(Dataset<Row> paragraphs) {
    Column[] labels =
        codebook.questionIds().stream()
            .map(
                id ->
                    struct(
                        lit(id).as("question_id"),
                        stance(id).as("stance"),
                        sure(id).as("confidence")))
            .toArray(Column[]::new);
    return paragraphs
        .withColumn("label", explode(array(labels)))
        .select(col("*"), col("label.*"))
        .withColumn("abstained", col("confidence").lt(0.4));
  }

  private static Column stance(String question) {
    return expr(
        "element_at(array('agree', 'disagree', 'discuss', 'unrelated', 'unrelated', 'unrelated'), int(1 + pmod(xxhash64(id, '%s'), 6)))"
            .formatted(question));
  }

  private static Column sure(String question) {
    return expr("float(0.3 + 0.7 * pmod(xxhash64(id, '%s', 1), 1000) / 1000)".formatted(question));
  }

  private Dataset<Row> wide(Dataset<Row> paragraphs) {
    Dataset<Row> wide = paragraphs.withColumn("frames", lit("economic, political"));
    for (Question question : codebook.questions()) {
      wide =
          wide.withColumn(question.id(), when(sure(question.id()).geq(0.4), stance(question.id())))
              .withColumn(Table.confidenceColumn(question.id()), sure(question.id()));
    }
    return wide;
  }

  /** Every cell corrected, as with many labels by hand: more cannot stand in a report. */
  private static Dataset<Row> shares(Dataset<Row> stances) {
    Column[] cells =
        Stream.of(Stance.values())
            .map(stance -> struct(lit(stance.label()).as("stance"), col(stance.label()).as("n")))
            .toArray(Column[]::new);
    List<Column> counts =
        new ArrayList<>(List.of(count_distinct(col("article_id")).as("n_articles")));
    for (Stance stance : Stance.values()) {
      counts.add(count(when(col("stance").equalTo(stance.label()), lit(1))).as(stance.label()));
    }
    Dataset<Row> counted =
        stances
            .withColumn("month", date_format(col("published_at"), "yyyy-MM"))
            .cube("question_id", "source", "month")
            .agg(count(lit(1)).as("n_paragraphs"), counts.toArray(Column[]::new))
            .where(col("question_id").isNotNull())
            .withColumn("cell", explode(array(cells)))
            .withColumn("stance", col("cell.stance"))
            .withColumn("naive", expr("cell.n / n_paragraphs"))
            .withColumn("corrected", expr("naive * 0.912345"))
            .withColumn("low", expr("naive * 0.812345"))
            .withColumn("high", expr("naive * 1.012345"));
    return filled(Table.SHARES, counted.withColumn("n_labelled", lit(40L)));
  }

  /**
   * The table's columns; one that is not there is null, or a word or number where it must not be.
   */
  /** Of all sources; those of single ones are seldom corrected. */
  private static Dataset<Row> changes(Dataset<Row> stances) {
    return stances
        .select(Table.QUESTION_ID, Table.STANCE)
        .distinct()
        .withColumn(Table.FROM_PERIOD, lit("2023-01/2023-12"))
        .withColumn(Table.TO_PERIOD, lit("2024-01/2024-12"))
        .withColumn("naive_change", lit(0.02));
  }

  private static Dataset<Row> filled(Table table, Dataset<Row> rows) {
    List<Column> columns = new ArrayList<>();
    for (StructField field : table.schema().fields()) {
      Column value =
          List.of(rows.columns()).contains(field.name())
              ? col(field.name())
              : field.nullable() ? lit(null) : lit("0");
      columns.add(value.cast(field.dataType()).as(field.name()));
    }
    return rows.select(columns.toArray(Column[]::new));
  }

  private static Measured measured() throws IOException {
    byte[] quality = Files.readAllBytes(MODEL.resolve(QualityReport.FILE));
    return new Measured(Json.read(QualityReport.FILE, quality, QualityReport.class), null);
  }

  private static RunManifest manifest(RunDraft draft) {
    return new RunManifest(
        RunManifest.FORMAT,
        "20260101-000000-label-0123abcd",
        "label",
        Map.of(),
        List.of(),
        draft.tables(),
        "0123456789abcdef",
        "south-caucasus-v1",
        "minilm-l6-v2/int8",
        7,
        Map.of(),
        "drawn",
        Map.of(),
        "2026-01-01T00:00:00Z",
        1);
  }
}
