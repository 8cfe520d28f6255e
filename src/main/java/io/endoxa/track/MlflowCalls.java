package io.endoxa.track;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Single calls of MLflow's REST API 2.0: one try each, no redirect. */
final class MlflowCalls {
  private static final Duration CONNECTING = Duration.ofSeconds(5);
  private static final int LONGEST_MESSAGE = 200;
  private static final JsonMapper JSON = new JsonMapper();

  private final String base;
  private final @Nullable String authorization;
  private final Duration answering;
  private final HttpClient client;

  /**
   * Calls of one server.
   *
   * @param base its address, without a slash at the end
   * @param authorization the header's value; null for none
   * @param answering how long a call may take that sends no file
   */
  MlflowCalls(String base, @Nullable String authorization, Duration answering) {
    this.base = base;
    this.authorization = authorization;
    this.answering = answering;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(ProxySelector.getDefault())
            .connectTimeout(CONNECTING)
            .build();
  }

  /**
   * An answer that is no success: MLflow's own code of the error, such as RESOURCE_DOES_NOT_EXIST.
   */
  record Answer(int status, JsonNode body) {
    boolean isGood() {
      return status >= 200 && status < 300;
    }

    String errorCode() {
      return body.path("error_code").asText();
    }

    /** A text of the answer, or "" where it has none. */
    String text(String... path) {
      JsonNode found = body;
      for (String name : path) {
        found = found.path(name);
      }
      return found.asText();
    }
  }

  /** Asks, with one parameter. */
  Answer get(String call, String name, String value) throws TrackingException {
    String query = name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    return send(
        call, request("/api/2.0/mlflow/" + call + "?" + query).timeout(answering).GET().build());
  }

  /** Sends JSON, and expects success. */
  Answer post(String call, Map<String, ?> body) throws TrackingException {
    return required(call, tryPost(call, body));
  }

  /** Sends JSON, and gives whatever comes back. */
  Answer tryPost(String call, Map<String, ?> body) throws TrackingException {
    return send(
        call,
        request("/api/2.0/mlflow/" + call)
            .timeout(answering)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JSON.valueToTree(body).toString()))
            .build());
  }

  /** Sends a file through the server; as long as it takes. */
  void put(String path, TrackedFile file) throws TrackingException {
    BodyPublisher bytes =
        file.bytes() == 0
            ? BodyPublishers.noBody()
            : BodyPublishers.fromPublisher(
                BodyPublishers.ofInputStream(() -> open(file)), file.bytes());
    required(
        file.path(),
        send(
            file.path(),
            request("/api/2.0/mlflow-artifacts/artifacts" + path)
                .header("Content-Type", "application/octet-stream")
                .PUT(bytes)
                .build()));
  }

  private static InputStream open(TrackedFile file) {
    try {
      return file.content().open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
    return authorization == null ? request : request.header("Authorization", authorization);
  }

  /** Success, or a message with the server's own words. */
  Answer required(String call, Answer answer) throws TrackingException {
    if (!answer.isGood()) {
      String said = (answer.errorCode() + " " + answer.text("message")).strip();
      throw new TrackingException(
          "%s answered %d to %s%s"
              .formatted(
                  base,
                  answer.status(),
                  call,
                  said.isEmpty()
                      ? ""
                      : ": " + said.substring(0, Math.min(LONGEST_MESSAGE, said.length()))));
    }
    return answer;
  }

  private Answer send(String call, HttpRequest request) throws TrackingException {
    try {
      HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), read(response.body()));
    } catch (IOException e) {
      throw new TrackingException(
          "%s did not answer to %s: %s"
              .formatted(
                  base,
                  call,
                  e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrackingException("%s was too slow at %s".formatted(base, call), e);
    }
  }

  /** Proxies answer with pages, too: those have no fields. */
  private static JsonNode read(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      return JSON.createObjectNode();
    }
  }
}
