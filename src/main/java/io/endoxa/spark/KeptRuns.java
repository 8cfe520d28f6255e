package io.endoxa.spark;

import io.endoxa.provenance.RunBeginning;
import io.endoxa.provenance.RunManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Which runs of an output directory stay: the newest, and those that others were made with. */
final class KeptRuns {
  private final List<RunManifest> newest;
  private final List<RunBeginning> running;
  private final Set<String> trained;
  private final List<RunGarbage.Needed> needed = new ArrayList<>();
  private final List<RunManifest> others;

  /**
   * Chooses among the published runs.
   *
   * @param published oldest first
   * @param keep how many of the newest stay
   * @param running the jobs that are being written
   * @param trained ids of the runs that hold the model which they name
   */
  KeptRuns(List<RunManifest> published, int keep, List<RunBeginning> running, Set<String> trained) {
    int older = Math.max(0, published.size() - keep);
    this.newest = List.copyOf(published.subList(older, published.size()));
    this.others = new ArrayList<>(published.subList(0, older));
    this.running = List.copyOf(running);
    this.trained = Set.copyOf(trained);
    boolean found;
    do { // A run that stays for another may need a third one.
      found = keepOneMore();
    } while (found);
  }

  /** Names come first, so that a model which a named run holds keeps no other run. */
  private boolean keepOneMore() {
    for (RunManifest run : others) {
      if (isNamed(run.runId())) {
        keep(run, isNamedByJob(run.runId()) ? "a running job names it" : "a newer run names it");
        return true;
      }
    }
    for (int i = others.size() - 1; i >= 0; i--) {
      if (holdsTheOnlyModel(others.get(i))) {
        keep(others.get(i), "a newer run was made with its model");
        return true;
      }
    }
    return false;
  }

  private void keep(RunManifest run, String reason) {
    others.remove(run);
    needed.add(new RunGarbage.Needed(run, reason));
  }

  /** Whether a run that stays was made with this run's model, and none that stays has it, too. */
  private boolean holdsTheOnlyModel(RunManifest run) {
    List<RunManifest> users =
        staying().filter(other -> Objects.equals(other.modelId(), run.modelId())).toList();
    return trained.contains(run.runId())
        && !users.isEmpty()
        && users.stream().noneMatch(user -> trained.contains(user.runId()));
  }

  private Stream<RunManifest> staying() {
    return Stream.concat(newest.stream(), needed.stream().map(RunGarbage.Needed::run));
  }

  /** The newest runs, oldest first. */
  List<RunManifest> newest() {
    return newest;
  }

  /** Older runs that stay for others. */
  List<RunGarbage.Needed> needed() {
    return List.copyOf(needed);
  }

  /** The runs that nobody needs, oldest first. */
  List<RunManifest> others() {
    return List.copyOf(others);
  }

  /** Whether a running job, or a run that stays, names this run or draft. */
  boolean isNamed(String runId) {
    return isNamedByJob(runId) || isNamedByRun(runId);
  }

  /** Run ids hold a random part, so wherever one stands it means that run. */
  private boolean isNamedByJob(String runId) {
    return running.stream()
        .flatMap(job -> job.spec().values().stream())
        .anyMatch(value -> value.contains(runId));
  }

  private boolean isNamedByRun(String runId) {
    return staying()
        .flatMap(
            run ->
                Stream.concat(
                    run.spec().values().stream(), run.inputs().stream().map(input -> input.path())))
        .anyMatch(value -> value.contains(runId));
  }
}
