package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.endoxa.provenance.Json;
import io.endoxa.provenance.RunManifest;
import io.endoxa.report.QualityReport;
import io.endoxa.report.RunSummary;
import io.endoxa.track.RecordingMlflow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is logged of published runs, and that no server holds a job up. */
@Timeout(60)
class TrackingTest {
  private static final RunManifest MANIFEST =
      new RunManifest(
          1,
          "20240612-sample",
          "sample",
          Map.of(
              "seed",
              "7",
              "input",
              "s3a://key:s3cret@bucket/news",
              "output",
              "abfss://out@account/",
              "model",
              "https://t0ken@host/m"),
          List.of(),
          List.of(),
          "abc",
          "small-v2",
          null,
          7,
          Map.of("endoxa", "0.1.0"),
          "a CPU",
          Map.of("paragraphs", 3703L),
          "2024-06-12T10:00:00Z",
          1.5);

  @TempDir private Path run;
  private final List<String> said = new ArrayList<>();
  private RecordingMlflow mlflow;

  @BeforeEach
  void writeRun() throws IOException {
    mlflow = RecordingMlflow.start();
    Files.createDirectories(run.resolve("model"));
    Files.createDirectories(run.resolve("labelled"));
    for (String name :
        List.of("summary.md", "report.html", "manifest.json", "model/b.bin", "model/a.json")) {
      Files.writeString(run.resolve(name), "bytes of " + name);
    }
    Files.writeString(run.resolve("labelled/part-0.parquet"), "articles");
  }

  @AfterEach
  void close() {
    mlflow.close();
  }

  private void log(JobKind step, RunSummary summary, Duration longest, Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("MLFLOW_TRACKING_URI", mlflow.address());
    log(step, summary, longest, environment, true);
  }

  private void log(
      JobKind step,
      RunSummary summary,
      Duration longest,
      Map<String, String> environment,
      boolean passed) {
    new Tracking(environment, longest, said::add)
        .log(new Configuration(), run.toString(), List.of(step), MANIFEST, summary, passed);
  }

  private static RunSummary summary() throws IOException {
    Path quality = Path.of("models", "south-caucasus", "quality.json");
    return new RunSummary(
        Map.of("paragraphs", 3703L),
        null,
        Json.read("quality.json", Files.readAllBytes(quality), QualityReport.class),
        List.of(),
        List.of());
  }

  private static RunSummary plain() {
    return new RunSummary(Map.of("paragraphs", 2L), null, null, List.of(), List.of());
  }

  private Map<String, String> logged(String kind) {
    Map<String, String> logged = new HashMap<>();
    for (RecordingMlflow.Request request : mlflow.requests()) {
      if (request.line().equals("POST runs/log-batch")) {
        for (JsonNode value : request.json().path(kind)) {
          logged.put(value.path("key").asText(), value.path("value").asText());
        }
      }
    }
    return logged;
  }

  private List<String> files() {
    String put = "PUT /0/r1/artifacts/";
    return mlflow.lines().stream()
        .filter(line -> line.startsWith(put))
        .map(line -> line.substring(put.length()))
        .toList();
  }

  @Test
  void figuresNamesAndModelAreLoggedAndNoArticle() throws IOException {
    RunSummary summary = summary();
    log(JobKind.TRAIN, summary, Duration.ofSeconds(30), Map.of());

    assertThat(said)
        .containsExactly("logged to MLflow: " + mlflow.address() + "/#/experiments/0/runs/r1");
    assertThat(logged("params"))
        .containsOnly(
            Map.entry("seed", "7"),
            Map.entry("input", "s3a://…@bucket/news"),
            Map.entry("output", "abfss://out@account/"),
            Map.entry("model", "https://…@host/m"));
    assertThat(logged("tags"))
        .containsEntry("run_id", "20240612-sample")
        .containsEntry("model_id", "abc")
        .containsEntry("codebook", "small-v2")
        .containsEntry("version.endoxa", "0.1.0")
        .doesNotContainKey("encoder");
    QualityReport quality = Objects.requireNonNull(summary.quality());
    assertThat(logged("metrics"))
        .containsEntry("counts/paragraphs", "3703.0")
        .containsEntry("wall_seconds", "1.5")
        .containsEntry("macro_f1/mean/model", String.valueOf(quality.meanMacroF1("model").value()))
        .containsEntry(
            "macro_f1/mean/tf-idf low", String.valueOf(quality.meanMacroF1("tf-idf").low()))
        .containsEntry(
            "macro_f1/secret_deal/model high",
            String.valueOf(quality.questions().get(0).predictor("model").macroF1().high()))
        .containsKeys(
            "macro_f1/secret_deal/majority",
            "calibration_error/secret_deal/model",
            "macro_f1_minus_best_baseline/mean/model low",
            "frames_micro_f1/model");
    assertThat(files()).containsExactly("summary.md", "model/a.json", "model/b.bin");
    assertThat(mlflow.requests().get(mlflow.requests().size() - 1).body())
        .asString()
        .isEqualTo("bytes of model/b.bin");
  }

  @Test
  void theReportQuotesArticlesAndIsSentToThoseWhoAskForIt() {
    log(JobKind.LABEL, plain(), Duration.ofSeconds(30), Map.of("ENDOXA_MLFLOW_REPORT", "true"));

    assertThat(files()).startsWith("summary.md", "report.html");
  }

  @Test
  void withoutAServerNothingHappens() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    log(JobKind.TRAIN, plain(), Duration.ofSeconds(1), Map.of("PATH", "/bin"), true);

    assertThat(said).isEmpty();
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> !before.contains(thread))
        .noneMatch(thread -> thread.getName().matches("(endoxa-mlflow|HttpClient).*"));
  }

  @Test
  void whatNeitherTrainsNorEvaluatesNorLabelsIsNotLogged() {
    log(JobKind.CHECK_DATASET, plain(), Duration.ofSeconds(1), Map.of());

    assertThat(mlflow.requests()).isEmpty();
    assertThat(said).isEmpty();
  }

  @Test
  void aServerThatTakesItsTimeWithAFileHoldsAJobUpNoLongerThanAllowed() {
    mlflow.answer("/0/r1/artifacts/summary.md", 0, "");

    log(JobKind.LABEL, plain(), Duration.ofSeconds(1), Map.of());

    assertThat(said)
        .containsExactly(
            "not, or not wholly, logged to MLflow: it takes longer than 1 s. The run is complete");
    assertThat(mlflow.lines()).contains("POST runs/update");
  }

  @Test
  void whyARunIsNotLoggedIsSaidInOneLine() {
    mlflow.answer("runs/create", 500, "{\"message\": \"first\\nsecond \\u001b[2J\"}");

    log(JobKind.EVALUATE, plain(), Duration.ofSeconds(30), Map.of());

    assertThat(said)
        .containsExactly(
            ("not, or not wholly, logged to MLflow: %s answered 500 to runs/create: first second [2J."
                    + " The run is complete")
                .formatted(mlflow.address()));
  }

  @Test
  void aRunThatFailedItsGateIsMarked() {
    log(
        JobKind.EVALUATE,
        plain(),
        Duration.ofSeconds(30),
        Map.of("MLFLOW_TRACKING_URI", mlflow.address()),
        false);

    assertThat(mlflow.requests())
        .filteredOn(request -> request.line().equals("POST runs/update"))
        .allMatch(request -> request.json().path("status").asText().equals("FAILED"))
        .hasSize(1);
  }

  @Test
  void theCommitIsReadFromItsFiles() throws IOException {
    String commit = "d139d77".repeat(6).substring(0, 40);
    Path git = Files.createDirectories(run.resolve(".git/refs/heads"));
    Files.writeString(run.resolve(".git/HEAD"), "ref: refs/heads/main\n");
    assertThat(RunRecording.commit(run.resolve(".git"))).isNull();
    Files.writeString(git.resolve("main"), commit + "\n");
    assertThat(RunRecording.commit(run.resolve(".git"))).isEqualTo(commit);
    Files.writeString(run.resolve(".git/HEAD"), commit + "\n");
    assertThat(RunRecording.commit(run.resolve(".git"))).isEqualTo(commit);
    assertThat(RunRecording.commit(run.resolve("elsewhere"))).isNull();
  }
}
