package io.endoxa.job;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.endoxa.error.UserException;
import io.endoxa.evaluate.Metric;
import io.endoxa.provenance.FileEntry;
import io.endoxa.provenance.FingerprintStream;
import io.endoxa.provenance.Json;
import io.endoxa.report.QualityReport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The figures of an earlier model that a gate holds a new one against.
 *
 * @param file where they were read
 * @param split how they were measured, in words
 * @param macroF1 by question id; a question without a figure is left out
 */
record GateBaseline(FileEntry file, String split, Map<String, Double> macroF1) {
  private static final String OF_DIRECTORY = QualityReport.FILE;
  private static final String OF_TRAINING = TrainStep.MODEL_DIRECTORY + "/" + QualityReport.FILE;

  GateBaseline {
    macroF1 = Map.copyOf(macroF1);
  }

  /** As much of a report as is compared, so that one of another version can be a baseline. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Report(String split, List<Question> questions) {
    Report {
      questions = List.copyOf(questions);
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Question(String question, List<Predictor> predictors) {
    Question {
      predictors = List.copyOf(predictors);
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Predictor(String name, Metric macroF1) {}

  /**
   * Reads the baseline of a gate from any file system that Hadoop knows. A run that both trained
   * and evaluated has two reports: a train step takes the one of the training.
   *
   * @param path a quality.json, or a run or model directory
   * @param place of the gate
   * @param step that is held against it
   * @throws UserException if there is none, or it is not what a run writes
   */
  static GateBaseline read(Configuration hadoop, String path, String place, JobKind step) {
    try {
      Path given = new Path(path);
      FileSystem fileSystem = given.getFileSystem(hadoop);
      return read(fileSystem, find(fileSystem, given, place, step));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path find(FileSystem fileSystem, Path given, String place, JobKind step)
      throws IOException {
    boolean there = fileSystem.exists(given);
    if (there && fileSystem.getFileStatus(given).isFile()) {
      return given;
    }
    List<String> names =
        step == JobKind.TRAIN
            ? List.of(OF_TRAINING, OF_DIRECTORY)
            : List.of(OF_DIRECTORY, OF_TRAINING);
    for (String name : names) {
      Path file = new Path(given, name);
      if (fileSystem.exists(file)) {
        return file;
      }
    }
    throw new UserException(
        "%s: baseline '%s': %s. Give a %s, or a run or model directory that has one."
            .formatted(
                place,
                given,
                there
                    ? "the directory has neither %s nor %s".formatted(OF_DIRECTORY, OF_TRAINING)
                    : "there is no such file or directory",
                OF_DIRECTORY));
  }

  private static GateBaseline read(FileSystem fileSystem, Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = fileSystem.open(file)) {
      bytes = in.readAllBytes();
    }
    FileEntry entry;
    try (FingerprintStream in = new FingerprintStream(new ByteArrayInputStream(bytes))) {
      entry = in.finish(file.toString());
    }
    Report report = Json.read(file.toString(), bytes, Report.class);
    Map<String, Double> macroF1 = new TreeMap<>();
    for (Question question : report.questions()) {
      for (Predictor predictor : question.predictors()) {
        if (predictor.name().equals(QualityReport.MODEL) && predictor.macroF1().exists()) {
          macroF1.put(question.question(), predictor.macroF1().orThrow());
        }
      }
    }
    return new GateBaseline(entry, report.split(), macroF1);
  }

  /** Throws {@link UserException} if there is a figure of none of these questions. */
  void requireAnyOf(List<String> questionIds, String place) {
    if (questionIds.stream().noneMatch(macroF1::containsKey)) {
      throw new UserException(
          "%s: baseline '%s' has no figure of any question of the codebook: %s. Name another one."
              .formatted(place, file.path(), String.join(", ", questionIds)));
    }
  }

  /** The questions among these that it has no figure of. */
  List<String> without(List<String> questionIds) {
    List<String> without = new ArrayList<>(questionIds);
    without.removeAll(macroF1.keySet());
    return without;
  }
}
