package io.endoxa.job;

import io.endoxa.evaluate.Metric;
import io.endoxa.provenance.RunManifest;
import io.endoxa.report.FrameQuality;
import io.endoxa.report.PredictorQuality;
import io.endoxa.report.QualityReport;
import io.endoxa.report.QuestionScores;
import io.endoxa.report.RunSummary;
import io.endoxa.track.TrackedFile;
import io.endoxa.track.TrackedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import org.jspecify.annotations.Nullable;

/** What a tracking server gets of a published run: figures, names and the model, and no article. */
final class RunRecording {
  /** The report quotes articles, so it is sent only to those who ask for it. */
  static final String WITH_REPORT = "ENDOXA_MLFLOW_REPORT";

  private static final String REPORT = "report.html";
  private static final String MODEL = "model";

  private RunRecording() {}

  static TrackedRun of(
      Configuration hadoop,
      String directory,
      RunManifest manifest,
      RunSummary summary,
      boolean passed,
      Map<String, String> environment)
      throws IOException {
    long started = Instant.parse(manifest.startedAt()).toEpochMilli();
    boolean withReport = "true".equals(environment.get(WITH_REPORT));
    return new TrackedRun(
        manifest.runId(),
        started,
        started + Math.round(1000 * manifest.wallSeconds()),
        passed,
        params(manifest),
        metrics(manifest, summary),
        tags(manifest, directory),
        files(hadoop, directory, withReport));
  }

  /** The job's keys. What stands between // and @ of an address may be a password. */
  private static Map<String, String> params(RunManifest manifest) {
    Map<String, String> params = new TreeMap<>();
    manifest.spec().forEach((key, value) -> params.put(key, withoutPasswords(value)));
    return params;
  }

  /** A token may stand alone before the @; in Azure's addresses it is a container. */
  private static String withoutPasswords(String value) {
    return value.replaceAll("(?<!abfss?:|wasbs?:)//[^/@\\s]+@", "//…@");
  }

  private static Map<String, String> tags(RunManifest manifest, String directory) {
    Map<String, String> tags = new TreeMap<>();
    manifest.versions().forEach((name, version) -> tags.put("version." + name, version));
    tags.put("mlflow.source.name", manifest.job());
    tags.put("mlflow.source.type", "JOB");
    tags.put("run_id", manifest.runId());
    tags.put("run_directory", withoutPasswords(directory));
    tags.put("cpu", manifest.cpu());
    put(tags, "model_id", manifest.modelId());
    put(tags, "codebook", manifest.codebook());
    put(tags, "encoder", manifest.encoder());
    put(tags, "mlflow.source.git.commit", commit(Installation.home().resolve(".git")));
    return tags;
  }

  private static void put(Map<String, String> tags, String name, @Nullable String value) {
    if (value != null) {
      tags.put(name, value);
    }
  }

  /** The commit that is checked out, or null if that is not known without asking git. */
  static @Nullable String commit(Path git) {
    try {
      String head = Files.readString(git.resolve("HEAD")).strip();
      String commit =
          head.startsWith("ref: ")
              ? Files.readString(git.resolve(head.substring("ref: ".length()))).strip()
              : head;
      return commit.matches("[0-9a-f]{40,64}") ? commit : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static Map<String, Double> metrics(RunManifest manifest, RunSummary summary) {
    Map<String, Double> metrics = new TreeMap<>();
    metrics.put("wall_seconds", manifest.wallSeconds());
    summary.counts().forEach((name, count) -> metrics.put("counts/" + name, count.doubleValue()));
    RunSummary.Labels labels = summary.labels();
    if (labels != null) {
      labels
          .byQuestion()
          .forEach(
              (question, counts) ->
                  counts.forEach(
                      (stance, count) ->
                          metrics.put(
                              "labels/%s/%s".formatted(question, stance), count.doubleValue())));
    }
    QualityReport quality = summary.quality();
    if (quality != null) {
      put(metrics, quality);
    }
    return metrics;
  }

  private static void put(Map<String, Double> metrics, QualityReport quality) {
    for (PredictorQuality predictor : quality.predictors()) {
      put(metrics, "macro_f1/mean/" + predictor.name(), predictor.macroF1());
      if (predictor.againstBaseline() != null) {
        put(
            metrics,
            "macro_f1_minus_best_baseline/mean/" + predictor.name(),
            predictor.againstBaseline().macroF1());
      }
    }
    for (QualityReport.OfQuestion question : quality.questions()) {
      for (QuestionScores scores : question.predictors()) {
        String of = question.question() + "/" + scores.name();
        put(metrics, "macro_f1/" + of, scores.macroF1());
        put(metrics, "calibration_error/" + of, scores.calibrationError());
      }
    }
    if (quality.frames() != null) {
      for (FrameQuality.OfPredictor predictor : quality.frames().predictors()) {
        put(metrics, "frames_micro_f1/" + predictor.name(), predictor.microF1());
      }
    }
  }

  /** A figure and the ends of its interval, as far as there are any. */
  private static void put(Map<String, Double> metrics, String name, Metric metric) {
    if (metric.value() != null) {
      metrics.put(name, metric.value());
    }
    if (metric.low() != null && metric.high() != null) {
      metrics.put(name + " low", metric.low());
      metrics.put(name + " high", metric.high());
    }
  }

  /** Summary and figures first, then the model's files. */
  private static List<TrackedFile> files(Configuration hadoop, String directory, boolean withReport)
      throws IOException {
    org.apache.hadoop.fs.Path run = new org.apache.hadoop.fs.Path(directory);
    FileSystem fileSystem = run.getFileSystem(hadoop);
    List<String> names = new ArrayList<>(List.of(RunSummary.FILE, QualityReport.FILE));
    if (withReport) {
      names.add(REPORT);
    }
    List<TrackedFile> files = new ArrayList<>();
    for (String name : names) {
      org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(run, name);
      if (fileSystem.exists(path)) {
        files.add(file(fileSystem, name, fileSystem.getFileStatus(path)));
      }
    }
    List<TrackedFile> ofModel = new ArrayList<>();
    org.apache.hadoop.fs.Path model = new org.apache.hadoop.fs.Path(run, MODEL);
    if (fileSystem.exists(model)) {
      RemoteIterator<LocatedFileStatus> listed = fileSystem.listFiles(model, false);
      while (listed.hasNext()) {
        FileStatus status = listed.next();
        ofModel.add(file(fileSystem, MODEL + "/" + status.getPath().getName(), status));
      }
    }
    ofModel.sort(Comparator.comparing(TrackedFile::path));
    files.addAll(ofModel);
    return files;
  }

  private static TrackedFile file(FileSystem fileSystem, String name, FileStatus status) {
    return new TrackedFile(name, status.getLen(), () -> fileSystem.open(status.getPath()));
  }
}
