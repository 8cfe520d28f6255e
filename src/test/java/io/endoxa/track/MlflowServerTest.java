package io.endoxa.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class MlflowServerTest {
  @TempDir private Path temporary;
  private RecordingMlflow mlflow;

  @BeforeEach
  void start() throws IOException {
    mlflow = RecordingMlflow.start();
  }

  @AfterEach
  void stop() {
    mlflow.close();
  }

  private String log(TrackedRun run, String... variables) throws TrackingException {
    Map<String, String> environment = new HashMap<>();
    environment.put("MLFLOW_TRACKING_URI", mlflow.address());
    for (int i = 0; i < variables.length; i += 2) {
      environment.put(variables[i], variables[i + 1]);
    }
    return MlflowServer.of(environment).orElseThrow().log(run);
  }

  private static TrackedRun run(TrackedFile... files) {
    return new TrackedRun(
        "20240612-sample",
        1000,
        3000,
        true,
        Map.of("seed", "7"),
        Map.of("macro_f1/mean/model", 0.755),
        Map.of("model_id", "abc"),
        List.of(files));
  }

  private static TrackedFile file(String path, byte[] bytes) {
    return new TrackedFile(path, bytes.length, () -> new ByteArrayInputStream(bytes));
  }

  private JsonNode sent(String line) {
    return mlflow.requests().stream()
        .filter(request -> request.line().equals(line))
        .findFirst()
        .orElseThrow(() -> new AssertionError(line + " is not among " + mlflow.lines()))
        .json();
  }

  @Test
  void withoutAnAddressThereIsNoServer() {
    assertThat(MlflowServer.of(Map.of("MLFLOW_EXPERIMENT_NAME", "news"))).isEmpty();
    assertThat(MlflowServer.of(Map.of("MLFLOW_TRACKING_URI", " "))).isEmpty();
  }

  @Test
  void aRunArrivesWholeAndItsFilesByteForByte() throws TrackingException {
    byte[] weights = new byte[3_000_000];
    new Random(7).nextBytes(weights);

    String page =
        log(
            run(file("summary.md", new byte[0]), file("model/weights.bin", weights)),
            "MLFLOW_EXPERIMENT_NAME",
            "news & views");

    assertThat(page).isEqualTo(mlflow.address() + "/#/experiments/17/runs/r1");
    assertThat(mlflow.lines())
        .containsExactly(
            "GET experiments/get-by-name?experiment_name=news+%26+views",
            "POST experiments/create",
            "POST runs/create",
            "POST runs/log-batch",
            "POST runs/log-batch",
            "POST runs/log-batch",
            "POST runs/update",
            "PUT /0/r1/artifacts/summary.md",
            "PUT /0/r1/artifacts/model/weights.bin");
    assertThat(sent("POST experiments/create")).hasToString("{\"name\":\"news & views\"}");
    JsonNode created = sent("POST runs/create");
    assertThat(created.path("experiment_id").asText()).isEqualTo("17");
    assertThat(created.path("run_name").asText()).isEqualTo("20240612-sample");
    assertThat(created.path("start_time").asLong()).isEqualTo(1000);
    List<JsonNode> batches =
        mlflow.requests().subList(3, 6).stream().map(RecordingMlflow.Request::json).toList();
    JsonNode param = batches.get(0).path("params").get(0);
    assertThat(param.path("key").asText()).isEqualTo("seed");
    assertThat(param.path("value").asText()).isEqualTo("7");
    assertThat(batches.get(1).path("tags").get(0).path("value").asText()).isEqualTo("abc");
    JsonNode metric = batches.get(2).path("metrics").get(0);
    assertThat(metric.path("key").asText()).isEqualTo("macro_f1/mean/model");
    assertThat(metric.path("value").asDouble()).isEqualTo(0.755);
    assertThat(metric.path("timestamp").asLong()).isEqualTo(3000);
    JsonNode updated = sent("POST runs/update");
    assertThat(updated.path("status").asText()).isEqualTo("FINISHED");
    assertThat(updated.path("end_time").asLong()).isEqualTo(3000);
    assertThat(mlflow.requests().get(7).body()).isEmpty();
    assertThat(mlflow.requests().get(8).body()).isEqualTo(weights);
  }

  @Test
  void anExperimentIsFoundByNameOrTakenById() throws TrackingException {
    String known = "{\"experiment\": {\"experiment_id\": \"5\"}}";
    mlflow.answer("experiments/get-by-name", 200, known);

    assertThat(log(run(), "MLFLOW_EXPERIMENT_NAME", "news")).contains("/experiments/5/");
    assertThat(log(run(), "MLFLOW_EXPERIMENT_ID", "23")).contains("/experiments/23/");
    assertThat(log(run())).contains("/experiments/0/");
    assertThat(mlflow.lines()).doesNotContain("POST experiments/create");
  }

  @Test
  void anExperimentThatAnotherJobMakesMeanwhileIsAskedForAgain() {
    mlflow.answer("experiments/create", 400, "{\"error_code\": \"RESOURCE_ALREADY_EXISTS\"}");

    assertThatThrownBy(() -> log(run(), "MLFLOW_EXPERIMENT_NAME", "news"))
        .isInstanceOf(TrackingException.class)
        .hasMessage(
            mlflow.address() + " answered 404 to experiments/get-by-name: RESOURCE_DOES_NOT_EXIST");
    assertThat(mlflow.lines())
        .filteredOn(line -> line.startsWith("GET experiments/get-by-name"))
        .hasSize(2);
  }

  @Test
  void manyValuesGoInPortionsAndNoneIsLost() throws TrackingException {
    Map<String, String> texts = new TreeMap<>();
    Map<String, Double> figures = new TreeMap<>();
    for (int i = 0; i < 250; i++) {
      texts.put("key %04d".formatted(i), "value " + i);
    }
    for (int i = 0; i < 2500; i++) {
      figures.put("figure %04d".formatted(i), i / 10.0);
    }

    log(new TrackedRun("many", 0, 1, false, texts, figures, texts, List.of()));

    assertThat(portions("params")).containsExactly(100, 100, 50);
    assertThat(portions("tags")).containsExactly(100, 100, 50);
    assertThat(portions("metrics")).containsExactly(1000, 1000, 500);
    assertThat(values("params", "key")).containsExactlyElementsOf(texts.keySet());
    assertThat(values("metrics", "value"))
        .containsExactlyElementsOf(figures.values().stream().map(String::valueOf).toList());
    assertThat(sent("POST runs/update").path("status").asText()).isEqualTo("FAILED");
  }

  private List<JsonNode> batches(String kind) {
    return mlflow.requests().stream()
        .filter(request -> request.line().equals("POST runs/log-batch"))
        .map(request -> request.json().path(kind))
        .filter(values -> !values.isEmpty())
        .toList();
  }

  private List<Integer> portions(String kind) {
    return batches(kind).stream().map(JsonNode::size).toList();
  }

  private List<String> values(String kind, String field) {
    List<String> values = new ArrayList<>();
    batches(kind).forEach(batch -> batch.forEach(value -> values.add(value.path(field).asText())));
    return values;
  }

  @Test
  void namesAndValuesAreWhatTheServerAllows() {
    TrackedRun run =
        new TrackedRun(
            "odd",
            0,
            1,
            true,
            Map.of("a:b (c)", "x".repeat(7000)),
            Map.of("ü".repeat(300), 1.0),
            Map.of("tf-idf/mean low_1.0", "y".repeat(6000)),
            List.of());

    assertThat(run.params().keySet()).containsExactly("a_b _c_");
    assertThat(run.params().get("a_b _c_")).hasSize(6000).endsWith("x…");
    assertThat(run.metrics().keySet()).containsExactly("_".repeat(250));
    assertThat(run.tags().get("tf-idf/mean low_1.0")).hasSize(5000);
    assertThatThrownBy(() -> file("../up", new byte[0]))
        .hasMessage("no plain path below a directory: ../up");
  }

  @Test
  void passwordOrTokenGoIntoTheHeaderAlone() throws TrackingException {
    String user = "MLFLOW_TRACKING_USERNAME";
    String token = "MLFLOW_TRACKING_TOKEN";
    String inUri = mlflow.address().replace("://", "://ann:s3cret@");

    log(run(), user, "ann", "MLFLOW_TRACKING_PASSWORD", "pässword", token, "t0ken");
    log(run(), token, "t0ken\n");
    String page = log(run(), "MLFLOW_TRACKING_URI", inUri);
    log(run(), user, "ann");

    assertThat(mlflow.requests().stream().map(RecordingMlflow.Request::authorization).distinct())
        .containsExactly(basic("ann:pässword"), "Bearer t0ken", basic("ann:s3cret"), "none");
    assertThat(page).doesNotContain("s3cret");
    assertThatThrownBy(() -> log(run(), token, "t0\nken"))
        .isInstanceOf(TrackingException.class)
        .hasMessage("MLFLOW_TRACKING_TOKEN holds a line break or another control character");
    mlflow.answer("runs/create", 403, "no");
    assertThatThrownBy(() -> log(run(), "MLFLOW_TRACKING_URI", inUri))
        .hasMessage(mlflow.address() + " answered 403 to runs/create");
  }

  private static String basic(String text) {
    return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void filesOfAServerOnThisMachineAreCopied() throws TrackingException, IOException {
    Path files = temporary.resolve("0/r1/artifacts");
    byte[] card = {1, 2, 3};

    mlflow.keepsFilesIn(files.toUri().toString());
    log(run(file("model/card.md", card)));
    mlflow.keepsFilesIn(files.toString());
    log(run(file("summary.md", card)));

    assertThat(Files.readAllBytes(files.resolve("model/card.md"))).isEqualTo(card);
    assertThat(Files.readAllBytes(files.resolve("summary.md"))).isEqualTo(card);
    assertThat(mlflow.lines()).noneMatch(line -> line.startsWith("PUT"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3://bucket/0/r1",
        "mlflow-artifacts://elsewhere:5000/0/r1",
        "./mlruns/0/r1",
        "C:\\mlruns"
      })
  void filesThatTheServerKeepsElsewhereAreNotSentAndTheRestIs(String place) {
    mlflow.keepsFilesIn(place);

    assertThatThrownBy(() -> log(run(file("summary.md", new byte[1]))))
        .isInstanceOf(TrackingException.class)
        .hasMessage(
            "the server keeps files in '%s', which is not supported: parameters and metrics are logged,"
                    .formatted(place)
                + " files are not. Start it with --serve-artifacts");
    assertThat(mlflow.lines()).contains("POST runs/update").noneMatch(line -> line.contains("PUT"));
  }

  @Test
  void aServerThatRefusesIsAskedOnceAndItsRunCountsAsFailed() {
    mlflow.answer(
        "runs/log-batch", 400, "{\"error_code\": \"BAD_REQUEST\", \"message\": \"too much\"}");

    assertThatThrownBy(() -> log(run()))
        .hasMessage(mlflow.address() + " answered 400 to runs/log-batch: BAD_REQUEST too much");
    assertThat(mlflow.lines())
        .containsExactly("POST runs/create", "POST runs/log-batch", "POST runs/update");
    assertThat(sent("POST runs/update").path("status").asText()).isEqualTo("FAILED");
  }

  @Test
  void whateverElseAnswersIsNoServer() {
    mlflow.answer("runs/create", 200, "<html>Welcome</html>");

    assertThatThrownBy(() -> log(run()))
        .hasMessage(mlflow.address() + " answered without a run_id: it is no MLflow server");
  }

  @Test
  void aRedirectIsNotFollowed() {
    mlflow.answer("runs/create", 302, "");

    assertThatThrownBy(() -> log(run()))
        .hasMessage(mlflow.address() + " answered 302 to runs/create");
    assertThat(mlflow.lines()).containsExactly("POST runs/create");
  }

  @Test
  void aServerThatHangsIsLeftAfterTheTimeThatTheEnvironmentNames() {
    mlflow.answer("runs/create", 0, "");

    assertThatThrownBy(() -> log(run(), "MLFLOW_HTTP_REQUEST_TIMEOUT", "1"))
        .hasMessage(mlflow.address() + " did not answer to runs/create: request timed out");
    assertThatThrownBy(() -> log(run(), "MLFLOW_HTTP_REQUEST_TIMEOUT", "soon"))
        .hasMessage("MLFLOW_HTTP_REQUEST_TIMEOUT is 'soon', expected seconds such as 10");
  }

  @Test
  void aServerThatIsNotThereIsNamed() {
    mlflow.close();

    assertThatThrownBy(() -> log(run()))
        .isInstanceOf(TrackingException.class)
        .hasMessageStartingWith(mlflow.address() + " did not answer to runs/create: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "databricks",
        "sqlite:///a:s3cret@b",
        "/data/mlruns",
        "http:// s3cret",
        "http://a:s3cret@ml_flow:5000"
      })
  void otherKindsOfAddressesAreRefusedWithoutTheirText(String address) {
    assertThatThrownBy(() -> log(run(), "MLFLOW_TRACKING_URI", address))
        .isInstanceOf(TrackingException.class)
        .hasMessage(
            "MLFLOW_TRACKING_URI is no http:// or https:// address; others are not supported, nor"
                + " names of hosts with '_', which Java does not connect to");
  }
}
