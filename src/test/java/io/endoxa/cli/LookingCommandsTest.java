package io.endoxa.cli;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.job.TrainedRun;
import io.endoxa.provenance.RunManifest;
import io.endoxa.spark.PlainRuns;
import io.endoxa.spark.RunDraft;
import io.endoxa.spark.RunStore;
import io.endoxa.spark.SharedSpark;
import io.endoxa.spark.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that change nothing: show, list, compare, doctor. */
class LookingCommandsTest {
  @TempDir private Path temporary;

  private static void assertMistake(Called called, String message) {
    assertThat(called.err()).isEqualTo("error: " + message + System.lineSeparator());
    assertThat(called.code()).isEqualTo(2);
  }

  @Test
  void aRunShowsItsSummary() {
    Called called = Called.endoxa("show", TrainedRun.directory().toString());

    assertThat(called.code()).isZero();
    assertThat(called.out())
        .startsWith("# Run " + TrainedRun.directory().getFileName())
        .contains("articles accepted", "## Labels", "secret_deal", "## Quality");
  }

  @Test
  void aModelShowsItsCard() throws IOException {
    Called called = Called.endoxa("show", TrainedRun.model().toString());

    assertThat(called.code()).isZero();
    assertThat(called.out()).isEqualTo(Files.readString(TrainedRun.model().resolve("card.md")));
  }

  @Test
  void aTableShowsItsFirstRows() {
    Called called = Called.endoxa("show", TrainedRun.directory() + "/stances", "--rows", "2");

    assertThat(called.code()).isZero();
    assertThat(called.out()).endsWith("2 rows shown\n");
    assertThat(called.out().lines().filter(line -> line.startsWith("question_id"))).hasSize(2);
    assertThat(called.out())
        .containsPattern("published_at +\\d{4}-\\d{2}-\\d{2}T")
        .containsPattern("p_agree +0\\.\\d+");
  }

  @Test
  void anEmptyTableShowsNoRows() {
    assertThat(Called.endoxa("show", TrainedRun.directory() + "/quarantine").out())
        .isEqualTo("0 rows shown\n");
  }

  @Test
  void whatCleaningDroppedIsShownByArticle() {
    Called called = Called.endoxa("show", TrainedRun.directory().toString(), "--dropped");

    assertThat(called.code()).isZero();
    assertThat(called.out())
        .containsPattern("(?m)^dropped +credit +©")
        .containsPattern("\\d+ lines dropped: .*credit \\d+")
        .containsPattern("\\d+ paragraphs kept with a mark");
  }

  @Test
  void droppedLinesOfSomethingElseAreNotShown() {
    assertMistake(
        Called.endoxa("show", temporary.toString(), "--dropped"),
        "'%s': is not a run that labelled articles: it has no tables dropped and paragraphs. Run"
                .formatted(temporary)
            + " 'scripts/endoxa list' to see the runs.");
  }

  @Test
  void somethingElseIsNotShown() throws IOException {
    Path file = Files.writeString(temporary.resolve("notes.txt"), "x");

    for (Path path : new Path[] {temporary, temporary.resolve("nowhere"), file}) {
      assertMistake(
          Called.endoxa("show", path.toString()),
          "'%s': is not a run, a model or a table. Run 'scripts/endoxa list' to see the runs."
              .formatted(path));
    }
  }

  @Test
  void theListNamesJobsEncodersModelsAndRuns() {
    String output = TrainedRun.directory().toString().replaceFirst("/runs/.*", "");
    Called called = Called.endoxa("list", output);

    assertThat(called.code()).isZero();
    assertThat(called.out())
        .contains(
            "  jobs/sample.yaml                  pipeline",
            "  jobs/label.yaml                   label",
            "  jobs/train-judge-base.yaml        train-judge-base",
            "  jobs/benchmarks/perspectrum.yaml  benchmark",
            "  minilm-l6-v2",
            "  models/south-caucasus             south-caucasus-v1, model ",
            "  models/judges/general             any question, model ")
        .containsPattern(
            "runs in %s:\\R  %s +[\\d,]+ rows in 10 tables, model [0-9a-f]{16}, \\d+ s"
                .formatted(output, TrainedRun.directory()));
  }

  @Test
  void aRunEqualsItself() {
    String run = TrainedRun.directory().toString();
    Called called = Called.endoxa("compare", run, run);

    assertThat(called.code()).isZero();
    assertThat(called.out())
        .matches(
            "([\\d,]+) and \\1 rows of stances, 0 differences, largest distance of a probability"
                + " 0\\.0e\\+00\\R");
  }

  /** A copy of the run's stances, with one question gone and another's confidence moved a bit. */
  private String otherRun() {
    Configuration hadoop = new Configuration();
    RunDraft draft = new RunStore(hadoop, temporary.toString()).begin("other", PlainRuns.BEGINNING);
    Dataset<Row> stances =
        SharedSpark.session()
            .read()
            .parquet(TrainedRun.directory() + "/stances")
            .where("question_id <> 'secret_deal'")
            .withColumn(
                "confidence",
                expr("if(question_id = 'economic_turn', confidence - float(0.001), confidence)"));
    draft.write(Table.STANCES, stances, 1);
    draft.publish(RunStore.readManifest(hadoop, TrainedRun.directory().toString()));
    return draft.directory();
  }

  @Test
  void runsThatDifferAreTold() {
    Called called = Called.endoxa("compare", TrainedRun.directory().toString(), otherRun());

    assertThat(called.code()).isEqualTo(3);
    assertThat(called.out().lines()).hasSize(11);
    long paragraphs = rowsOfStances() / 5;
    assertThat(called.out())
        .endsWith(
            "%,d and %,d rows of stances, %,d differences, largest distance of a probability 1.0e-03%n"
                .formatted(5 * paragraphs, 4 * paragraphs, 2 * paragraphs));
  }

  @Test
  void rowsOutOfTheirOrderAreNotCompared() throws IOException {
    String run = otherRun();
    Path table = Path.of(run, "stances");
    try (Stream<Path> files = Files.list(table)) {
      Path file =
          files.filter(one -> one.toString().endsWith(".parquet")).findFirst().orElseThrow();
      Files.copy(file, table.resolve("zz-again.parquet"));
    }

    Called called = Called.endoxa("compare", run, run);

    assertThat(called.code()).isEqualTo(2);
    assertThat(called.err())
        .startsWith("error: run '%s': in the table stances, ".formatted(run))
        .contains("expected the rows in the order of their key, each once");
  }

  private static long rowsOfStances() {
    return RunStore.readManifest(new Configuration(), TrainedRun.directory().toString())
        .outputs()
        .stream()
        .filter(table -> table.table().equals("stances"))
        .mapToLong(RunManifest.TableEntry::rows)
        .sum();
  }

  @Test
  void somethingElseIsNotCompared() {
    String run = TrainedRun.directory().toString();

    assertMistake(
        Called.endoxa("compare", run, temporary.toString()),
        "%s: is not a finished run: it has no manifest.json. Run 'scripts/endoxa list' to see the"
                .formatted(temporary)
            + " runs.");
    assertMistake(
        Called.endoxa("compare", temporary + "/nowhere", run),
        "%s/nowhere: is not a finished run: it has no manifest.json. Run 'scripts/endoxa list' to"
                .formatted(temporary)
            + " see the runs.");
  }

  @Test
  void theDoctorFindsThisMachineWell() {
    Called called = Called.endoxa("doctor");

    assertThat(called.out())
        .doesNotContain("BAD")
        .contains(
            "ok    OMP_NUM_THREADS is 1",
            "ok    encoders: bge-small-en-v1.5, minilm-l6-v2",
            "ok    Spark 4.1.0 at local[2]",
            "ok    ONNX Runtime and tokenizer on driver",
            "ok    ND4J on driver");
    assertThat(called.code()).isZero();
  }
}
