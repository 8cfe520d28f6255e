package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.codebook.Codebook;
import io.endoxa.provenance.RunBeginning;
import io.endoxa.provenance.RunManifest;
import io.endoxa.spark.RunDraft;
import io.endoxa.spark.RunStore;
import io.endoxa.spark.SharedSpark;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReportTest {
  private static final String ID = "20260101-000000-label-0123abcd";
  private static final String START = "2026-01-01T00:00:00Z";
  private static final RunManifest MANIFEST =
      new RunManifest(
          RunManifest.FORMAT,
          ID,
          "label",
          Map.of(),
          List.of(),
          List.of(),
          null,
          null,
          null,
          7,
          Map.of(),
          "a processor",
          Map.of(),
          START,
          1);

  @TempDir private Path temporary;

  @Test
  void aPageThatCannotBeMadeIsANoteAndNoEndOfTheRun() {
    SparkSession session = SharedSpark.session();
    JobSpec spec =
        JobSpec.read(Path.of("jobs/label.yaml"), List.of("input=pom.xml", "output=" + temporary));
    RunDraft draft =
        new RunStore(session.sparkContext().hadoopConfiguration(), temporary.toString())
            .begin(ID, new RunBeginning(Map.of(), START));
    try (RunContext run = new RunContext(session, spec, ID, draft, line -> {})) {
      run.labelledWith = Codebook.read(Path.of("datasets/south-caucasus/codebook.yaml"));

      // The draft has no tables.
      RunReport.write(run, MANIFEST);

      assertThat(run.notes)
          .singleElement()
          .asString()
          .matches(
              "report.html is not made, for its making ended with \\w+; the tables are whole. The log has more.");
    }
    assertThat(temporary.resolve("runs").resolve(ID).resolve("report.html")).doesNotExist();
  }
}
