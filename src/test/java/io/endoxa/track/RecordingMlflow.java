package io.endoxa.track;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that answers as MLflow does, as far as it is asked here, and remembers the requests. */
public final class RecordingMlflow implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String API = "/api/2.0/mlflow/";
  private static final String FILES = "/api/2.0/mlflow-artifacts/artifacts";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private volatile String artifactUri = "mlflow-artifacts:/0/r1/artifacts";

  /** What came in. */
  public static final class Request {
    private final String line;
    private final String authorization;
    private final byte[] body;

    private Request(String line, String authorization, byte[] body) {
      this.line = line;
      this.authorization = authorization;
      this.body = body;
    }

    /** Method and path without what all paths begin with. */
    public String line() {
      return line;
    }

    public String authorization() {
      return authorization;
    }

    public byte[] body() {
      return body;
    }

    public JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new AssertionError(line, e);
      }
    }
  }

  private record Answer(int status, String body) {}

  private RecordingMlflow() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** Starts one. */
  public static RecordingMlflow start() throws IOException {
    RecordingMlflow mlflow = new RecordingMlflow();
    mlflow.answer("experiments/get-by-name", 404, "{\"error_code\": \"RESOURCE_DOES_NOT_EXIST\"}");
    mlflow.answer("experiments/create", 200, "{\"experiment_id\": \"17\"}");
    return mlflow;
  }

  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Answers a call so; a status of 0 means never. */
  public void answer(String call, int status, String body) {
    answers.put(call, new Answer(status, body));
  }

  public void keepsFilesIn(String uri) {
    artifactUri = uri;
  }

  public List<Request> requests() {
    return List.copyOf(requests);
  }

  public List<String> lines() {
    return requests.stream().map(Request::line).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().toString();
    String call = path.startsWith(API) ? path.substring(API.length()) : path.replace(FILES, "");
    requests.add(
        new Request(
            exchange.getRequestMethod() + " " + call,
            Objects.requireNonNullElse(
                exchange.getRequestHeaders().getFirst("Authorization"), "none"),
            exchange.getRequestBody().readAllBytes()));
    Answer answer = answers.get(call.replaceFirst("\\?.*", ""));
    if (answer == null) {
      answer = new Answer(200, call.equals("runs/create") ? created() : "{}");
    }
    if (answer.status == 0) {
      awaitClosing();
    }
    if (answer.status / 100 == 3) {
      exchange.getResponseHeaders().set("Location", address() + "/elsewhere");
    }
    byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(Math.max(200, answer.status), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private String created() {
    return JSON.valueToTree(
            Map.of("run", Map.of("info", Map.of("run_id", "r1", "artifact_uri", artifactUri))))
        .toString();
  }

  private void awaitClosing() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
