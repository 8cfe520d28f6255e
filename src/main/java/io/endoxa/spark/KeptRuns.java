package io.endoxa.spark;

import io.endoxa.provenance.RunBeginning;
import io.endoxa.provenance.RunManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which runs of an output directory stay: the newest, and those that others were made with. */
final class KeptRuns {
  private final List<RunManifest> newest;
  private final List<RunBeginning> running;
  private final List<RunGarbage.Needed> needed = new ArrayList<>();
  private final List<RunManifest> others;

  /**
   * Chooses among the published runs.
   *
   * @param published oldest first
   * @param keep how many of the newest stay
   * @param running the jobs that are being written
   */
  KeptRuns(List<RunManifest> published, int keep, List<RunBeginning> running) {
    int older = Math.max(0, published.size() - keep);
    this.newest = List.copyOf(published.subList(older, published.size()));
    this.others = new ArrayList<>(published.subList(0, older));
    this.running = List.copyOf(running);
    boolean found;
    do { // A run that stays for another may need a third one.
      found = keepOneMore();
    } while (found);
  }

  private boolean keepOneMore() {
    for (RunManifest run : others) {
      Optional<String> reason = reason(run);
      if (reason.isPresent()) {
        others.remove(run);
        needed.add(new RunGarbage.Needed(run, reason.get()));
        return true;
      }
    }
    return false;
  }

  private Optional<String> reason(RunManifest run) {
    if (isNamedByJob(run.runId())) {
      return Optional.of("a running job names it");
    }
    return isNamedByRun(run.runId()) ? Optional.of("a newer run names it") : Optional.empty();
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
    return Stream.concat(newest.stream(), needed.stream().map(RunGarbage.Needed::run))
        .flatMap(
            run ->
                Stream.concat(
                    run.spec().values().stream(), run.inputs().stream().map(input -> input.path())))
        .anyMatch(value -> value.contains(runId));
  }
}
