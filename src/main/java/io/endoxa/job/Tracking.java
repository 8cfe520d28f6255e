package io.endoxa.job;

import io.endoxa.provenance.RunManifest;
import io.endoxa.report.RunSummary;
import io.endoxa.track.MlflowServer;
import io.endoxa.track.TrackingException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.conf.Configuration;

/**
 * Logs published runs that train, evaluate or label to the MLflow server that the environment
 * names; if it names none, no thread is started and nothing is contacted. Whatever happens, the run
 * is complete, and the job goes on after two minutes at the most.
 */
final class Tracking {
  /** How long a server may hold a job up. */
  static final Duration LONGEST = Duration.ofMinutes(2);

  private static final Set<JobKind> TRACKED =
      Set.of(JobKind.TRAIN, JobKind.EVALUATE, JobKind.LABEL);

  private final Map<String, String> environment;
  private final Duration longest;
  private final Progress progress;

  Tracking(Map<String, String> environment, Duration longest, Progress progress) {
    this.environment = Map.copyOf(environment);
    this.longest = longest;
    this.progress = progress;
  }

  /**
   * Logs a run and says where, or why not.
   *
   * @param directory where it is published
   * @param passed whether it passed its quality gate and kept its data's contract
   */
  void log(
      Configuration hadoop,
      String directory,
      List<JobKind> steps,
      RunManifest manifest,
      RunSummary summary,
      boolean passed) {
    Optional<MlflowServer> server = MlflowServer.of(environment);
    if (server.isEmpty() || steps.stream().noneMatch(TRACKED::contains)) {
      return;
    }
    ExecutorService thread =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread made = new Thread(task, "endoxa-mlflow");
              made.setDaemon(true);
              return made;
            });
    Future<String> page =
        thread.submit(
            () ->
                server
                    .get()
                    .log(
                        RunRecording.of(
                            hadoop, directory, manifest, summary, passed, environment)));
    try {
      progress.say("logged to MLflow: " + page.get(longest.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      notLogged("it takes longer than %d s".formatted(longest.toSeconds()));
    } catch (ExecutionException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      notLogged(
          cause instanceof TrackingException
              ? String.valueOf(cause.getMessage())
              // Its message may quote what was sent, the token too.
              : cause.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      notLogged("the job is being stopped");
    } finally {
      thread.shutdownNow();
    }
  }

  /** In one line, whatever the server says. */
  private void notLogged(String reason) {
    progress.say(
        "not, or not wholly, logged to MLflow: %s. The run is complete"
            .formatted(reason.replaceAll("[\\s\\p{Cntrl}]+", " ")));
  }
}
