package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.error.UserException;
import io.endoxa.spark.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobCheckTest {
  @TempDir private Path temporary;
  private Path dataset;

  @BeforeEach
  void copyDataset() throws IOException {
    dataset = SmallDataset.copyTo(temporary.resolve("dataset"));
  }

  private List<String> check(String job, String... overrides) {
    List<String> all = new ArrayList<>(List.of(overrides));
    all.add("dataset=" + dataset);
    return JobCheck.check(JobSpec.read(Path.of(job), all));
  }

  private List<String> learningCurve() {
    return check("jobs/learning-curve.yaml");
  }

  @Test
  void thePlanSaysWhatTheGateAsksFor() {
    assertThat(check("jobs/train.yaml", "part=all", "quality-gate={floor: 0.3, mean: 0.4}"))
        .hasSize(3)
        .contains("ask    for a macro-F1 of: every question 0.300; mean 0.400");
  }

  @Test
  void aGateIsLookedAtBeforeSparkStarts() {
    assertThatThrownBy(
            () ->
                check(
                    "jobs/train.yaml", "part=all", "quality-gate={per-question: {scret_deal: 1}}"))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            "--set quality-gate: quality-gate: question 'scret_deal' is unknown. Did you mean"
                + " 'secret_deal'? Known: secret_deal, ");
    assertThatThrownBy(
            () ->
                check(
                    "jobs/train.yaml",
                    "part=all",
                    "quality-gate={baseline: %s, tolerance: 0}".formatted(dataset)))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            "--set quality-gate: quality-gate: baseline '%s': the directory has neither", dataset);
  }

  @Test
  void aQuestionThatIsCalledLikeAColumnIsRenamedBeforeSparkStarts() throws IOException {
    rename("secret_deal", "text");

    assertThatThrownBy(() -> check("jobs/train.yaml", "part=all"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "codebook south-caucasus-v1: the table labelled would have two columns 'text': each"
                + " question makes one of its id, and one of its id and '_confidence'. Rename the"
                + " question; taken are paragraph_id, article_id, paragraph_index, source,"
                + " published_at, title, url, text, frames, duplicate_of.");
  }

  @Test
  void aModelWithAQuestionThatIsCalledLikeAColumnLabelsNothing() throws IOException {
    Path model = TinyModel.writeTo(temporary.resolve("model"), "trade_confidence");
    JobSpec spec =
        JobSpec.read(
            Path.of("jobs/label.yaml"),
            List.of("model=" + model, "input=" + dataset + "/articles"));

    assertThatThrownBy(() -> JobCheck.check(spec))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            "codebook small-v2: the table labelled would have two columns 'trade_confidence': ");
  }

  private void rename(String question, String other) throws IOException {
    try (Stream<Path> files = Files.walk(dataset)) {
      for (Path file : files.filter(f -> f.toString().matches(".*(yaml|jsonl)")).toList()) {
        Files.writeString(file, Files.readString(file).replace(question, other));
      }
    }
  }

  @Test
  void theLearningCurvesPlanCountsBothParts() throws IOException {
    SmallDataset.writeSplits(dataset, "kura-herald", "development");

    // wc -l of the three label files: 34 lines of Kura Herald, 80 of the other two.
    assertThat(learningCurve())
        .containsExactly(
            "train  on growing shares of 80 labels of part train, scored on 34 labels of part"
                + " development, of %s; encoder minilm-l6-v2/int8, seed 7".formatted(dataset),
            "write  out/runs/<run_id>/");
  }

  @Test
  void aLearningCurveNeedsPartsBeforeSparkStarts() throws IOException {
    assertThatThrownBy(this::learningCurve)
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            "part 'train' is asked for, but %s/splits.jsonl does not say", dataset);

    SmallDataset.writeSplits(dataset, "kura-herald", "test");
    assertThatThrownBy(this::learningCurve)
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            dataset + "/splits.jsonl: no labelled article belongs to part 'development'.");
  }

  @Test
  void thePartOfATrainingDoesNotLimitTheCheckBeforeIt() throws IOException {
    SmallDataset.writeSplits(dataset, "kura-herald");
    Files.copy(Path.of("datasets/south-caucasus/checks.yaml"), dataset.resolve("checks.yaml"));
    Path job =
        Files.writeString(
            temporary.resolve("both.yaml"),
            "kind: pipeline\nsteps: [check-dataset, train]\npart: train\n");

    assertThat(check(job.toString()))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("check  114 labels in 14 files of " + dataset),
            line -> assertThat(line).startsWith("train  on 80 labels of part train in 14 files"),
            line -> assertThat(line).startsWith("write  "));
  }

  @Test
  void aJudgeNeedsPartsBeforeSparkStarts() throws IOException {
    String job = Files.writeString(temporary.resolve("t.yaml"), "kind: train\n").toString();
    assertThatThrownBy(() -> check(job, "judge=encoder"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            job
                + ": a judge is trained, and part is 'all', expected 'train': part 'development',"
                + " which nothing may be trained on, chooses the moment to stop and calibrates the"
                + " judge. Set part=train, or take a judge as it is with judge-epochs=0.");

    SmallDataset.writeSplits(dataset, "kura-herald", "test");
    assertThatThrownBy(() -> check(job, "judge=encoder", "part=train"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "%s: a judge is trained, and no labelled article of %s belongs to part 'development',"
                    .formatted(job, dataset)
                + " which chooses the moment to stop and calibrates the judge. Put articles there in"
                + " splits.jsonl, or take a judge as it is with judge-epochs=0.");
  }

  @Test
  void thePlanSaysWhatTheJudgeStartsFrom() throws IOException {
    SmallDataset.writeSplits(dataset, "kura-herald", "development");
    String job = Files.writeString(temporary.resolve("t.yaml"), "kind: train\n").toString();

    assertThat(check(job, "judge=encoder", "part=train").get(0))
        .startsWith("train  on 80 labels of part train in 14 files of ")
        .endsWith("; a judge from encoder, 3 epochs, calibrated on 34 labels of part development");
    Path model = TinyModel.writeTo(temporary.resolve("model"));
    assertThatThrownBy(() -> check(job, "judge=" + model, "part=train"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "judge '%s': has no judge: its manifest names no judge.onnx. Give a run of kind"
                    .formatted(model)
                + " train-judge-base or its model directory, or write judge: encoder.");
  }
}
