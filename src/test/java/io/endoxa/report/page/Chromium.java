package io.endoxa.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A headless Chromium that a test drives by the DevTools protocol. A driver library would bring
 * some thirty jars, other versions of Netty and Guava than Spark's among them; what is needed of
 * the protocol is a JSON object per call.
 */
final class Chromium implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LISTENING = "DevTools listening on ";
  private static final long TIMEOUT_SECONDS = 30;

  private final Process process;
  private final WebSocket socket;
  private final AtomicInteger calls = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();

  private Chromium(Process process, String address) {
    this.process = process;
    this.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(address), new Listener())
            .join();
  }

  /** Where the browser is; empty if it is not installed. */
  static Optional<Path> find() {
    return Stream.of("chromium", "chromium-browser", "google-chrome")
        .map(name -> Path.of("/usr/bin", name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts the browser; {@code profile} is an empty directory. */
  static Chromium start(Path browser, Path profile) throws IOException {
    Process process =
        new ProcessBuilder(
                browser.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile)
            .redirectErrorStream(true)
            .start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(LISTENING)) {
        Thread rest = new Thread(() -> out.lines().forEach(ignored -> {}), "chromium-output");
        rest.setDaemon(true);
        rest.start();
        return new Chromium(process, line.substring(LISTENING.length()));
      }
    }
    throw new IOException("chromium ended with exit code " + process.onExit().join().exitValue());
  }

  /** A tab of its own, which is empty. */
  Tab tab() {
    String target =
        call(null, "Target.createTarget", Map.of("url", "about:blank")).get("targetId").asText();
    String session =
        call(null, "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
            .get("sessionId")
            .asText();
    Tab tab = new Tab(session);
    Stream.of("Page", "Runtime", "Log", "Network").forEach(domain -> tab.call(domain + ".enable"));
    return tab;
  }

  private JsonNode call(@Nullable String session, String method, Map<String, ?> parameters) {
    int id = calls.incrementAndGet();
    ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
    message.set("params", JSON.valueToTree(parameters));
    if (session != null) {
      message.put("sessionId", session);
    }
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    socket.sendText(message.toString(), true).join();
    JsonNode found = answer.orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS).join();
    if (found.has("error")) {
      throw new IllegalStateException(method + ": " + found.get("error"));
    }
    return found.get("result");
  }

  @Override
  public void close() {
    socket.abort();
    process.destroy();
    process.onExit().join();
  }

  /** Takes what the browser sends, which comes in parts. */
  private final class Listener implements WebSocket.Listener {
    private final StringBuilder parts = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket of, CharSequence part, boolean last) {
      parts.append(part);
      if (last) {
        take(parts.toString());
        parts.setLength(0);
      }
      of.request(1);
      return CompletableFuture.completedStage(null);
    }

    private void take(String text) {
      try {
        JsonNode message = JSON.readTree(text);
        if (message.has("id")) {
          Objects.requireNonNull(answers.remove(message.get("id").asInt())).complete(message);
        } else {
          events.add(message);
        }
      } catch (IOException e) {
        throw new IllegalStateException("no JSON: " + text, e);
      }
    }
  }

  /** One page of the browser. */
  final class Tab {
    private final String session;

    private Tab(String session) {
      this.session = session;
    }

    JsonNode call(String method) {
      return call(method, Map.of());
    }

    JsonNode call(String method, Map<String, ?> parameters) {
      return Chromium.this.call(session, method, parameters);
    }

    /** Opens an address and waits until the page is there. */
    void open(String address) throws InterruptedException {
      call("Page.navigate", Map.of("url", address));
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
      while (!js("document.readyState + location.href").asText().equals("complete" + address)) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("not loaded: " + address);
        }
        Thread.sleep(20);
      }
    }

    /** The value of an expression in the page; what a promise is kept with. */
    JsonNode js(String expression) {
      JsonNode result =
          call(
              "Runtime.evaluate",
              Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
      if (result.has("exceptionDetails")) {
        throw new IllegalStateException(expression + ": " + result.get("exceptionDetails"));
      }
      return result.get("result").path("value");
    }

    /** Presses and releases a key that is no letter, such as Tab. */
    void press(String key, int code) {
      for (String type : List.of("rawKeyDown", "keyUp")) {
        call(
            "Input.dispatchKeyEvent",
            Map.of("type", type, "key", key, "code", key, "windowsVirtualKeyCode", code));
      }
    }

    /** What went wrong so far: errors, warnings and exceptions, as the browser says them. */
    List<String> complaints() {
      return of("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded");
    }

    /** Addresses that were asked for so far. */
    List<String> requests() {
      List<String> addresses = new ArrayList<>();
      for (JsonNode event : events) {
        if (isMine(event) && event.get("method").asText().equals("Network.requestWillBeSent")) {
          addresses.add(event.at("/params/request/url").asText());
        }
      }
      return addresses;
    }

    private List<String> of(String... methods) {
      return events.stream()
          .filter(event -> isMine(event) && List.of(methods).contains(event.get("method").asText()))
          .map(JsonNode::toString)
          .toList();
    }

    private boolean isMine(JsonNode event) {
      return event.path("sessionId").asText().equals(session);
    }
  }
}
