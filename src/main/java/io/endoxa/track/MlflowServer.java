package io.endoxa.track;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The MLflow server that the environment names, by the variables of MLflow's own clients: {@code
 * MLFLOW_TRACKING_URI}, {@code MLFLOW_EXPERIMENT_NAME} or {@code MLFLOW_EXPERIMENT_ID}, {@code
 * MLFLOW_TRACKING_USERNAME} with {@code MLFLOW_TRACKING_PASSWORD} or {@code MLFLOW_TRACKING_TOKEN},
 * {@code MLFLOW_HTTP_REQUEST_TIMEOUT} in seconds.
 *
 * <p>Nothing is contacted before {@link #log}. The first call that fails ends it; none is tried
 * again. The run on the server then counts as failed.
 */
public final class MlflowServer {
  private static final String TRACKING_URI = "MLFLOW_TRACKING_URI";
  private static final String DEFAULT_EXPERIMENT = "0";
  private static final String DEFAULT_SECONDS = "10";
  private static final int MOST_PARAMS_OR_TAGS = 100;
  private static final int MOST_METRICS = 1000;

  private final Map<String, String> environment;

  private MlflowServer(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** The server, or empty if the environment names none. */
  public static Optional<MlflowServer> of(Map<String, String> environment) {
    return environment.getOrDefault(TRACKING_URI, "").isBlank()
        ? Optional.empty()
        : Optional.of(new MlflowServer(environment));
  }

  /**
   * Logs a finished run, its files last.
   *
   * @return the address of its page
   * @throws TrackingException if the server cannot be reached, refuses, or keeps its files where
   *     they cannot be sent to
   */
  public String log(TrackedRun run) throws TrackingException {
    URI address = address();
    String base = address.toString().replaceFirst("/+$", "");
    MlflowCalls calls = new MlflowCalls(base, authorization(), answering());
    String experiment = experiment(calls);
    MlflowCalls.Answer created =
        calls.post(
            "runs/create",
            Map.of(
                "experiment_id", experiment,
                "run_name", run.name(),
                "start_time", run.startMillis()));
    String id = created.text("run", "info", "run_id");
    if (id.isEmpty()) {
      throw new TrackingException(base + " answered without a run_id: it is no MLflow server");
    }
    logValues(calls, id, run);
    end(calls, id, run, run.passed());
    for (TrackedFile file : run.files()) {
      send(calls, address, created.text("run", "info", "artifact_uri"), file);
    }
    return "%s/#/experiments/%s/runs/%s".formatted(base, experiment, id);
  }

  /** Without user and password, which must not get into messages. */
  private URI address() throws TrackingException {
    String named = environment.getOrDefault(TRACKING_URI, "").strip();
    try {
      URI uri = URI.create(named);
      if (String.valueOf(uri.getScheme()).matches("https?") && uri.getHost() != null) {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return URI.create(uri.getScheme() + "://" + uri.getHost() + port + uri.getRawPath());
      }
    } catch (IllegalArgumentException e) {
      // Said below, without the text, which may hold a password.
    }
    throw new TrackingException(
        TRACKING_URI
            + " is no http:// or https:// address; others are not supported, nor names of hosts with"
            + " '_', which Java does not connect to");
  }

  /** The value of a header, which no line may show. */
  private @Nullable String authorization() throws TrackingException {
    String user = environment.get("MLFLOW_TRACKING_USERNAME");
    String password = environment.get("MLFLOW_TRACKING_PASSWORD");
    String token = environment.get("MLFLOW_TRACKING_TOKEN");
    String inUri = URI.create(environment.getOrDefault(TRACKING_URI, "").strip()).getUserInfo();
    if (user != null && password != null) {
      return basic(user + ":" + password);
    }
    if (token != null) {
      if (token.strip().chars().anyMatch(Character::isISOControl)) {
        throw new TrackingException(
            "MLFLOW_TRACKING_TOKEN holds a line break or another control character");
      }
      return "Bearer " + token.strip();
    }
    return inUri == null ? null : basic(inUri);
  }

  private static String basic(String userAndPassword) {
    return "Basic "
        + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
  }

  private Duration answering() throws TrackingException {
    String seconds = environment.getOrDefault("MLFLOW_HTTP_REQUEST_TIMEOUT", DEFAULT_SECONDS);
    if (!seconds.matches("[1-9][0-9]{0,3}")) {
      throw new TrackingException(
          "MLFLOW_HTTP_REQUEST_TIMEOUT is '%s', expected seconds such as 10".formatted(seconds));
    }
    return Duration.ofSeconds(Long.parseLong(seconds));
  }

  /** The id of the experiment, which is made if there is none of this name. */
  private String experiment(MlflowCalls calls) throws TrackingException {
    String name = environment.getOrDefault("MLFLOW_EXPERIMENT_NAME", "").strip();
    if (name.isEmpty()) {
      return environment.getOrDefault("MLFLOW_EXPERIMENT_ID", DEFAULT_EXPERIMENT);
    }
    MlflowCalls.Answer found = find(calls, name);
    if (!found.isGood() && found.errorCode().equals("RESOURCE_DOES_NOT_EXIST")) {
      MlflowCalls.Answer made = calls.tryPost("experiments/create", Map.of("name", name));
      if (!made.errorCode().equals("RESOURCE_ALREADY_EXISTS")) {
        return calls.required("experiments/create", made).text("experiment_id");
      }
      found = find(calls, name); // Another job has made it meanwhile.
    }
    return calls.required("experiments/get-by-name", found).text("experiment", "experiment_id");
  }

  private static MlflowCalls.Answer find(MlflowCalls calls, String name) throws TrackingException {
    return calls.get("experiments/get-by-name", "experiment_name", name);
  }

  /** A record that lacks values is marked as failed, and does not run on for ever. */
  private static void logValues(MlflowCalls calls, String id, TrackedRun run)
      throws TrackingException {
    try {
      tryLogValues(calls, id, run);
    } catch (TrackingException e) {
      try {
        end(calls, id, run, false);
      } catch (TrackingException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  private static void end(MlflowCalls calls, String id, TrackedRun run, boolean good)
      throws TrackingException {
    calls.post(
        "runs/update",
        Map.of("run_id", id, "status", good ? "FINISHED" : "FAILED", "end_time", run.endMillis()));
  }

  /** In portions: a request may hold 100 params or tags, or 1,000 metrics. */
  private static void tryLogValues(MlflowCalls calls, String id, TrackedRun run)
      throws TrackingException {
    for (List<Map<String, ?>> part : parts(run.params(), Map.of(), MOST_PARAMS_OR_TAGS)) {
      calls.post("runs/log-batch", Map.of("run_id", id, "params", part));
    }
    for (List<Map<String, ?>> part : parts(run.tags(), Map.of(), MOST_PARAMS_OR_TAGS)) {
      calls.post("runs/log-batch", Map.of("run_id", id, "tags", part));
    }
    Map<String, Long> when = Map.of("timestamp", run.endMillis(), "step", 0L);
    for (List<Map<String, ?>> part : parts(run.metrics(), when, MOST_METRICS)) {
      calls.post("runs/log-batch", Map.of("run_id", id, "metrics", part));
    }
  }

  private static List<List<Map<String, ?>>> parts(
      Map<String, ?> values, Map<String, ?> beside, int most) {
    List<List<Map<String, ?>>> parts = new ArrayList<>();
    values.forEach(
        (name, value) -> {
          if (parts.isEmpty() || parts.get(parts.size() - 1).size() == most) {
            parts.add(new ArrayList<>());
          }
          Map<String, Object> entry = new HashMap<>(beside);
          entry.put("key", name);
          entry.put("value", value);
          parts.get(parts.size() - 1).add(entry);
        });
    return parts;
  }

  /** Through the server where it offers that, else into a directory of this machine. */
  private static void send(MlflowCalls calls, URI address, String artifacts, TrackedFile file)
      throws TrackingException {
    URI place = absolute(artifacts);
    String scheme = place.getScheme() == null ? "file" : place.getScheme();
    if (scheme.equals("mlflow-artifacts") && isAt(place, address)) {
      calls.put(place.getRawPath() + "/" + file.path(), file);
    } else if (scheme.equals("file") && isHere(address)) {
      copy(file, Path.of(place.getPath()).resolve(file.path()));
    } else {
      throw unsupported(artifacts);
    }
  }

  private static URI absolute(String artifacts) throws TrackingException {
    try {
      URI place = URI.create(artifacts);
      if (place.getPath() != null && place.getPath().startsWith("/")) {
        return place;
      }
    } catch (IllegalArgumentException e) {
      // Nothing that we know how to send to.
    }
    throw unsupported(artifacts);
  }

  private static TrackingException unsupported(String artifacts) {
    return new TrackingException(
        ("the server keeps files in '%s', which is not supported: parameters and metrics are logged,"
                + " files are not. Start it with --serve-artifacts")
            .formatted(artifacts.replaceFirst("//[^/]*@", "//")));
  }

  /** Whether files go to the server itself: no other gets the password. */
  private static boolean isAt(URI place, URI address) {
    return place.getAuthority() == null || place.getAuthority().equals(address.getAuthority());
  }

  /** Whether a path of the server is one of this machine. */
  private static boolean isHere(URI address) {
    try {
      return InetAddress.getByName(address.getHost()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static void copy(TrackedFile file, Path target) throws TrackingException {
    try (InputStream in = file.content().open()) {
      Files.createDirectories(target.getParent());
      Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new TrackingException("%s cannot be written: %s".formatted(target, e.getMessage()), e);
    }
  }
}
