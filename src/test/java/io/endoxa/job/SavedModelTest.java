package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.provenance.FileEntry;
import io.endoxa.provenance.Fingerprint;
import io.endoxa.provenance.RunManifest;
import io.endoxa.report.QualityReport;
import io.endoxa.spark.ParquetRows;
import io.endoxa.spark.SharedSpark;
import io.endoxa.track.RecordingMlflow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that use a model which another run has trained. */
class SavedModelTest {
  private static final String DEAL =
      "Nobody in Moscow or Baku has explained why the peacekeepers left so early, and many in the"
          + " town speak of a bargain behind closed doors.";

  @TempDir private Path temporary;

  @Test
  void articlesOfEveryFormatAreLabelled() throws IOException {
    Path input = Files.createDirectories(temporary.resolve("input/deeper"));
    Path txt =
        Files.writeString(
            input.resolve("a.txt"),
            "---\nid: a\nsource: Quay\npublished: 2024-05-01\n---\n" + DEAL + "\n\nIt rained.");
    Files.writeString(
        input.resolve("b.html"),
        "<html><head><meta property='og:site_name' content='Pier'></head><body><article><h1>Left"
            + "</h1><p>"
            + DEAL
            + "</p></article></body></html>");
    Files.writeString(
        temporary.resolve("input/c.jsonl"),
        "{\"text\": \"It rained on the plateau all week.\"}\n{\"text\": \"It snowed there.\"}\n");

    Files.writeString(
        temporary.resolve("input/d.csv"), "source,text\nJetty,\"It thawed,\n\nthen it froze.\"\n");

    JobRunner.Finished finished =
        TrainedRun.run(
            "jobs/label.yaml",
            "model=" + TrainedRun.directory(),
            "input=" + temporary.resolve("input"),
            "output=" + temporary,
            "embeddings=true");

    RunManifest manifest = TrainedRun.manifest(finished.directory());
    assertThat(manifest.modelId())
        .isEqualTo(TrainedRun.manifest(TrainedRun.directory().toString()).modelId());
    assertThat(manifest.counts())
        .containsEntry("articles read", 5L)
        .containsEntry("articles accepted", 5L)
        .containsEntry("paragraphs", 7L)
        .containsEntry("paragraphs repeated", 1L);
    assertThat(manifest.inputs())
        .hasSize(4)
        .contains(
            new FileEntry("file:" + txt, Files.size(txt), Fingerprint.of(Files.readAllBytes(txt))));
    assertThat(manifest.outputs())
        .extracting(entry -> entry.table() + " " + entry.rows())
        .contains("labelled 7", "stances 35", "frames 98", "embeddings 7", "quarantine 0");
    assertThat(finished.summary().plain()).contains("articles accepted", "secret_deal", "agree");
    assertEqualTextsHaveEqualLabels(finished.directory());
  }

  @Test
  void onePartOfADatasetIsReadAndScoredAndThenLogged() throws IOException {
    Path dataset = SmallDataset.copyTo(temporary.resolve("dataset"));
    Path splits = SmallDataset.writeSplits(dataset, "kura-herald");
    List<String> said = new ArrayList<>();
    JobSpec spec =
        JobSpec.read(
            Path.of("jobs/evaluate.yaml"),
            List.of(
                "model=" + TrainedRun.model(),
                "dataset=" + dataset,
                "part=test",
                "output=" + temporary));

    try (RecordingMlflow mlflow = RecordingMlflow.start()) {
      JobRunner.Finished finished =
          JobRunner.run(
              SharedSpark.session(),
              spec,
              said::add,
              Map.of("MLFLOW_TRACKING_URI", mlflow.address()));
      assertOnePartIsScored(finished, dataset, splits, said);
      assertThat(said).last().asString().startsWith("logged to MLflow: " + mlflow.address());
      assertThat(mlflow.lines())
          .endsWith("PUT /0/r1/artifacts/summary.md", "PUT /0/r1/artifacts/quality.json");
      assertThat(mlflow.requests().get(mlflow.requests().size() - 1).body())
          .isEqualTo(Files.readAllBytes(Path.of(finished.directory(), "quality.json")));
    }
  }

  private static void assertOnePartIsScored(
      JobRunner.Finished finished, Path dataset, Path splits, List<String> said) {
    QualityReport quality = Objects.requireNonNull(finished.summary().quality());
    assertThat(quality.split()).isEqualTo("saved model on %s, part test", dataset);
    // cat datasets/south-caucasus/labels/kura-herald.jsonl | wc -l
    assertThat(quality.paragraphs()).isEqualTo(34);
    assertThat(quality.articles()).isEqualTo(4);
    assertThat(said).contains("encoding the paragraphs of 4 articles with minilm-l6-v2/int8");
    assertThat(TrainedRun.manifest(finished.directory()).inputs())
        .extracting(FileEntry::path)
        .contains(splits.toString());
  }

  private static void assertEqualTextsHaveEqualLabels(String run) {
    ParquetRows.Head labelled = ParquetRows.head(new Configuration(), run + "/labelled", 10);
    int text = labelled.names().indexOf("text");
    int first = labelled.names().indexOf("secret_deal");
    int last = labelled.names().indexOf("frames") + 1;
    assertThat(labelled.rows().stream().filter(row -> row.get(text).equals(DEAL)))
        .hasSize(2)
        .extracting(row -> row.subList(first, last))
        .satisfies(rows -> assertThat(rows.get(0)).isEqualTo(rows.get(1)));
  }

  @Test
  void theDatasetThatAModelWasTrainedOnScoresTooWell() {
    JobRunner.Finished finished =
        TrainedRun.run(
            "jobs/evaluate.yaml",
            "model=" + TrainedRun.model(),
            "part=sample",
            "output=" + temporary);
    QualityReport onTraining = Objects.requireNonNull(finished.summary().quality());
    QualityReport heldOut = Objects.requireNonNull(TrainedRun.finished().summary().quality());

    assertThat(onTraining.paragraphs()).isEqualTo(heldOut.paragraphs());
    assertThat(mean(onTraining, QualityReport.MODEL))
        .isGreaterThan(0.7)
        .isGreaterThan(mean(heldOut, QualityReport.MODEL) + 0.2);
    assertThat(mean(heldOut, QualityReport.MODEL)).isGreaterThan(mean(heldOut, "majority"));
    assertThat(finished.summary().plain())
        .contains(
            "If the model was trained or calibrated on these articles, the figures mean nothing.");
    assertThat(List.of(Path.of(finished.directory()).toFile().list()))
        .contains(
            "manifest.json", "summary.md", "report.html", "quality.json", "quality-curves.json");
  }

  private static double mean(QualityReport quality, String predictor) {
    return quality.meanMacroF1(predictor).orThrow();
  }
}
