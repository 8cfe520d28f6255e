package io.endoxa.job;

import io.endoxa.error.DataContractException;
import io.endoxa.error.QualityGateException;
import io.endoxa.provenance.Cpu;
import io.endoxa.provenance.RunBeginning;
import io.endoxa.provenance.RunManifest;
import io.endoxa.provenance.Versions;
import io.endoxa.report.RunSummary;
import io.endoxa.spark.FullDisk;
import io.endoxa.spark.RunDraft;
import io.endoxa.spark.RunStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.fs.FSError;
import org.apache.spark.sql.SparkSession;

/** Runs a job from its spec to a published run. */
public final class JobRunner {
  private static final DateTimeFormatter RUN_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private JobRunner() {}

  /**
   * A published run.
   *
   * @param directory where it lies
   * @param summary what there is to say about it
   */
  public record Finished(String directory, RunSummary summary) {
    /** The summary for a terminal. */
    public String plainSummary() {
      return summary.plain();
    }
  }

  /**
   * Starts Spark and runs the job. The master and its resources come from the JVM's settings or
   * from spark-submit.
   */
  public static Finished run(JobSpec spec, Progress progress) {
    JobCheck.check(spec);
    try (StopNotice notice = StopNotice.listening(progress)) {
      progress.say("starting Spark");
      SparkSession session = Sessions.open("endoxa " + spec.name());
      try {
        notice.working(
            new KeptWork(
                session.sparkContext().hadoopConfiguration(),
                spec.output(),
                session.sparkContext().startTime()));
        return run(session, spec, progress, notice, System.getenv());
      } finally {
        session.stop();
      }
    }
  }

  /** Runs the job in a session that somebody else opened and will close. */
  public static Finished run(SparkSession session, JobSpec spec, Progress progress) {
    return run(session, spec, progress, System.getenv());
  }

  /** The same in another environment, which says where runs are tracked. */
  static Finished run(
      SparkSession session, JobSpec spec, Progress progress, Map<String, String> environment) {
    try (StopNotice nobody = StopNotice.deaf()) {
      return run(session, spec, progress, nobody, environment);
    }
  }

  /** A name that every file system takes, and that no reader takes for a pattern. */
  static String runId(Instant started, String job, UUID random) {
    return "%s-%s-%s"
        .formatted(
            RUN_TIME.format(started),
            job.replaceAll("[^\\p{L}\\p{N}._-]+", "-"),
            random.toString().substring(0, 8));
  }

  private static Finished run(
      SparkSession session,
      JobSpec spec,
      Progress progress,
      StopNotice notice,
      Map<String, String> environment) {
    Instant started = Instant.now();
    String runId = runId(started, spec.name(), UUID.randomUUID());
    RunStore store = new RunStore(session.sparkContext().hadoopConfiguration(), spec.output());
    RunDraft draft = store.begin(runId, new RunBeginning(spec.values(), text(started)));
    try (RunContext run = new RunContext(session, spec, runId, draft, progress);
        Heartbeat heartbeat = new Heartbeat(draft)) {
      heartbeat.start();
      for (JobKind step : spec.steps()) {
        if (run.brokenContract != null) {
          break; // What is broken is nothing to build on.
        }
        switch (step) {
          case TRAIN -> TrainStep.run(run);
          case LABEL -> LabelStep.run(run);
          case EVALUATE -> EvaluateStep.run(run);
          case CHECK_DATASET -> CheckDatasetStep.run(run);
          case LEARNING_CURVE -> LearningCurveStep.run(run);
          case TRAIN_JUDGE_BASE -> TrainJudgeBaseStep.run(run);
          case BENCHMARK -> BenchmarkStep.run(run);
          case BENCHMARK_INGEST -> IngestBenchmarkStep.run(run);
          case NEW_QUESTION -> NewQuestionStep.run(run);
          case CHECK_BEHAVIOUR -> CheckBehaviourStep.run(run);
          case DESCRIBE_MODEL -> DescribeModelStep.run(run);
          case PIPELINE -> throw new IllegalStateException("a pipeline is not a step");
        }
      }
      if (run.failedGate != null && spec.steps().contains(JobKind.TRAIN)) {
        throw new QualityGateException(
            "%s%nNothing is published. What the steps have written is in %s, which is no run."
                .formatted(run.failedGate, draft.directory()));
      }
      run.countEncoded();
      RunManifest manifest = manifest(run, started);
      RunReport.write(run, manifest);
      RunSummary summary =
          new RunSummary(run.counts, run.labels, run.quality, run.tables, run.notes);
      draft.writeFile(
          RunSummary.FILE, summary.markdown("Run " + runId).getBytes(StandardCharsets.UTF_8));
      notice.publish(draft.directory(), () -> draft.publish(manifest));
      run.afterPublishing.forEach(Runnable::run);
      new Tracking(environment, Tracking.LONGEST, progress)
          .log(
              session.sparkContext().hadoopConfiguration(),
              draft.directory(),
              spec.steps(),
              manifest,
              summary,
              run.brokenContract == null && run.failedGate == null);
      if (run.brokenContract != null) {
        throw new DataContractException(run.brokenContract);
      }
      if (run.failedGate != null) {
        throw new QualityGateException(
            "%s%nThe run is in %s.".formatted(run.failedGate, draft.directory()));
      }
      return new Finished(draft.directory(), summary);
    } catch (Exception | FSError e) {
      FullDisk.explain(draft, e);
      throw e;
    }
  }

  private static RunManifest manifest(RunContext run, Instant started) {
    double wallSeconds = Duration.between(started, Instant.now()).toMillis() / 1000.0;
    return new RunManifest(
        RunManifest.FORMAT,
        run.runId(),
        run.spec().name(),
        run.spec().values(),
        run.inputs(),
        run.draft().tables(),
        run.modelId,
        run.codebook,
        run.encoder,
        run.spec().seed(),
        Versions.all(),
        Cpu.name(),
        run.counts,
        text(started),
        wallSeconds);
  }

  private static String text(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
