package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.classify.JudgeFiles;
import io.endoxa.codebook.Stance;
import io.endoxa.error.UserException;
import io.endoxa.provenance.Json;
import io.endoxa.provenance.RunManifest;
import io.endoxa.report.PredictorQuality;
import io.endoxa.report.QualityReport;
import io.endoxa.report.SearchReport;
import io.endoxa.spark.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A judge beside heads that have learnt nothing: the labels of the train part do not fit its texts,
 * those of the development part do, and the judge knows the difference from elsewhere.
 */
class CodebookJudgeTest {
  private static final String PLAN = "The plan should go ahead.";
  private static final String CODEBOOK =
      """
      id: toy
      version: 1
      questions:
        - id: plan
          proposition: The plan should go ahead.
          agree: for it
          disagree: against it
          paraphrases: [They should do as planned.]
          negations: [The plan should be dropped.]
        - {id: tea, proposition: Tea was served., agree: it was, disagree: it was not}
      """;
  private static final List<String> STANCES = List.of("agree", "disagree", "unrelated");
  private static final List<String> QUICK =
      List.of(
          "folds=2",
          "epochs=1",
          "judge-max-tokens=48",
          "judge-batch-size=8",
          "judge-learning-rate=0.00001",
          "judge-frozen-layers=5");

  @TempDir private static Path temporary;
  private static Path dataset = Path.of("");
  private static Path judge = Path.of("");
  private static JobRunner.@Nullable Finished once;

  @BeforeAll
  static void train() throws IOException {
    dataset = Files.createDirectories(temporary.resolve("dataset"));
    writeDataset();
    judge =
        TinyJudge.writeTo(
            temporary.resolve("judge"),
            PLAN,
            Map.of(
                Stance.AGREE, texts("agree", 900),
                Stance.DISAGREE, texts("disagree", 900),
                Stance.UNRELATED, texts("unrelated", 900)));
    once = train("judge-epochs=1", "search={judge-learning-rate: [0.0000001, 0.00001]}");
  }

  private static JobRunner.Finished train(String... more) {
    List<String> overrides = new ArrayList<>(QUICK);
    overrides.add("judge=" + judge);
    overrides.addAll(List.of(more));
    return job("jobs/train.yaml", overrides);
  }

  private static JobRunner.Finished job(String file, List<String> overrides) {
    List<String> all = new ArrayList<>(overrides);
    if (overrides.stream().noneMatch(key -> key.startsWith("output="))) {
      all.add("output=" + temporary.resolve("out"));
    }
    if (!file.endsWith("label.yaml")) {
      all.add("dataset=" + dataset);
    }
    return JobRunner.run(
        SharedSpark.session(), JobSpec.read(Path.of(file), all), new ArrayList<String>()::add);
  }

  private static List<String> texts(String stance, int from) {
    return IntStream.range(from, from + 8).mapToObj(i -> text(stance, i)).toList();
  }

  private static String text(String stance, int i) {
    return switch (stance) {
      case "agree" -> "The plan is splendid, says speaker %d, who is all for it.".formatted(i);
      case "disagree" -> "The plan is a disaster, says speaker %d, who is against it.".formatted(i);
      default -> "Snow fell on hill %d all night, and the road was closed.".formatted(i);
    };
  }

  /**
   * Articles of four paragraphs: 15 for training, whose texts tell nothing of their labels, and 12
   * others.
   */
  private static void writeDataset() throws IOException {
    Files.createDirectories(dataset.resolve("articles"));
    Files.createDirectories(dataset.resolve("labels"));
    Files.writeString(dataset.resolve("codebook.yaml"), CODEBOOK);
    List<String> articles = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    List<String> splits = new ArrayList<>();
    for (int article = 0; article < 27; article++) {
      boolean train = article < 15;
      String source = "Outlet %s%d".formatted(train ? "" : "of others ", article % 4);
      List<String> paragraphs = new ArrayList<>();
      for (int i = 4 * article; i < 4 * article + 4; i++) {
        String meant = STANCES.get((i + i / 3) % 3);
        String said = train ? STANCES.get(i / 3 % 3) : meant;
        paragraphs.add(text(meant, i));
        labels.add(
            "{\"article\": \"a%d\", \"starts\": \"%s\", \"stances\": {\"plan\": \"%s\", \"tea\": \"unrelated\"}}"
                .formatted(article, text(meant, i), said));
      }
      articles.add(
          "{\"id\": \"a%d\", \"source\": \"%s\", \"text\": \"%s\"}"
              .formatted(article, source, String.join("\\n\\n", paragraphs)));
      splits.add(
          "{\"article\": \"a%d\", \"source\": \"%s\", \"part\": \"%s\"}"
              .formatted(article, source, train ? "train" : "development"));
    }
    Files.write(dataset.resolve("articles/all.jsonl"), articles);
    Files.write(dataset.resolve("labels/all.jsonl"), labels);
    Files.write(dataset.resolve("splits.jsonl"), splits);
  }

  private static JobRunner.Finished trained() {
    return Objects.requireNonNull(once);
  }

  private static Path model() {
    return Path.of(trained().directory(), "model");
  }

  @Test
  void aTrainingKeepsTheJudgeForTheQuestionThatItHelpsWith() throws IOException {
    assertThat(model().toFile().list())
        .contains(JudgeFiles.ONNX, JudgeFiles.HEAD, JudgeFiles.SETTINGS, "cross-validation.json");
    QualityReport quality = Objects.requireNonNull(trained().summary().quality());
    assertThat(quality.split())
        .isEqualTo(
            "trained on part train, measured on part development, calibration cross-fitted over"
                + " articles");
    assertThat(quality.paragraphs()).isEqualTo(48);
    assertThat(quality.predictors())
        .extracting(PredictorQuality::name)
        .containsExactly(
            "majority",
            "tf-idf",
            "pooled tf-idf",
            "vectors",
            "linear",
            "neural",
            "heads",
            "judge",
            "model");
    double heads = quality.meanMacroF1(QualityReport.HEADS).orThrow();
    assertThat(quality.meanMacroF1(QualityReport.JUDGE).orThrow()).isGreaterThan(0.8);
    assertThat(quality.meanMacroF1(QualityReport.MODEL).orThrow())
        .isGreaterThan(0.8)
        .isGreaterThan(heads + 0.2);
    assertThat(trained().plainSummary())
        .contains("What the judge costs and brings", "labelled paragraphs of the development part")
        .containsPattern("(?m)^plan +yes +1000 +open +0.00 % ")
        .containsPattern("(?m)^tea +no +0 +open ")
        .contains("The judge started from %s (".formatted(judge))
        .contains("0 of its 4 sources stand in the train part too")
        .doesNotContain("NaN");
    assertThat(Files.readString(model().resolve("card.md")))
        .contains(
            "## What the judge costs and brings",
            "The same part chose the moment to stop the judge")
        .doesNotContain("No source stands in training and test at once");
  }

  @Test
  void theBestSettingOfTheJudgeIsTakenAndAllAreShown() throws IOException {
    List<SearchReport.Tried> tried =
        Json.read(
                SearchReport.FILE,
                Files.readAllBytes(model().resolve(SearchReport.FILE)),
                SearchReport.class)
            .tried();

    assertThat(tried)
        .extracting(of -> of.head() + " " + of.setting())
        .containsExactly(
            "judge judge-epochs 1, judge-learning-rate 1.0E-7, judge-frozen-layers 5",
            "judge judge-epochs 1, judge-learning-rate 1.0E-5, judge-frozen-layers 5");
    int best = SearchReport.best(tried.stream().map(SearchReport.Tried::macroF1).toList());
    assertThat(tried.get(best).chosen()).isTrue();
    assertThat(tried.get(1 - best).chosen()).isFalse();
    assertThat(trained().plainSummary()).contains("Search among settings", tried.get(0).setting());
  }

  @Test
  void labelsComeFromTheJudgeWhateverThePartitions() throws IOException {
    Path input =
        Files.writeString(
            temporary.resolve("news.jsonl"),
            "{\"id\": \"n1\", \"text\": \"%s\\n\\n%s\"}%n{\"id\": \"n2\", \"text\": \"%s\\n\\n%s\"}%n"
                .formatted(
                    text("agree", 301),
                    text("disagree", 302),
                    text("disagree", 303),
                    text("unrelated", 304)));
    List<String> runs = new ArrayList<>();
    for (int partitions : List.of(1, 3)) {
      runs.add(
          job(
                  "jobs/label.yaml",
                  List.of(
                      "model=" + model(),
                      "input=" + input,
                      "partitions=" + partitions,
                      "output=" + temporary.resolve("on" + partitions)))
              .directory());
    }

    RunManifest manifest = TrainedRun.manifest(runs.get(0));
    assertThat(manifest.counts())
        .containsEntry("paragraphs", 4L)
        .containsEntry("pairs read by the judge", 4L);
    assertThat(manifest.modelId()).isEqualTo(TrainedRun.manifest(trained().directory()).modelId());
    RunComparison comparison = RunComparison.of(runs.get(0), runs.get(1));
    assertThat(comparison.equal()).as(String.join("\n", comparison.lines())).isTrue();
    List<Row> stances =
        SharedSpark.session()
            .read()
            .parquet(runs.get(0) + "/stances")
            .where("question_id = 'plan'")
            .orderBy("article_id", "paragraph_id")
            .collectAsList();
    List<Row> paragraphs =
        SharedSpark.session()
            .read()
            .parquet(runs.get(0) + "/paragraphs")
            .orderBy("article_id", "paragraph_id")
            .collectAsList();
    for (int i = 0; i < 4; i++) {
      String text = paragraphs.get(i).getAs("text");
      assertThat(stances.get(i).<String>getAs("stance"))
          .as(text)
          .isEqualTo(
              text.contains("splendid")
                  ? "agree"
                  : text.contains("disaster") ? "disagree" : "unrelated");
    }
  }

  @Test
  void anEvaluationSetsTheJudgeAndTheModelWithoutGateBesideTheModel() {
    JobRunner.Finished finished =
        job("jobs/evaluate.yaml", List.of("model=" + model(), "part=development"));

    QualityReport quality = Objects.requireNonNull(finished.summary().quality());
    assertThat(quality.predictors())
        .extracting(PredictorQuality::name)
        .endsWith("linear", "neural", "heads", "judge", "without gate", "model");
    assertThat(quality.meanMacroF1(QualityReport.MODEL).orThrow()).isGreaterThan(0.8);
    // All gates of so few pairs are open.
    assertThat(quality.meanMacroF1(QualityReport.WITHOUT_GATE))
        .isEqualTo(quality.meanMacroF1(QualityReport.MODEL));
    assertThat(TrainedRun.manifest(finished.directory()).counts())
        .containsEntry("pairs read by the judge", 48L);
    assertThat(finished.plainSummary())
        .contains("asks its judge about 1000 pairs per 1,000 paragraphs, of 2,000.");
  }

  @Test
  void aJudgeOfNoEpochsIsTakenAsItIsAndNeedsNoOtherPart() throws IOException {
    // Heads with such a penalty say nothing, and leave all to the judge.
    JobRunner.Finished finished =
        train("judge-epochs=0", "max-error=0.3", "part=development", "regularisation=3");

    for (String file : List.of(JudgeFiles.ONNX, JudgeFiles.HEAD, JudgeFiles.SETTINGS)) {
      assertThat(Path.of(finished.directory(), "model", file))
          .hasSameBinaryContentAs(judge.resolve(file));
    }
    assertThat(Files.readAllBytes(model().resolve(JudgeFiles.HEAD)))
        .isNotEqualTo(Files.readAllBytes(judge.resolve(JudgeFiles.HEAD)));
    assertThat(finished.plainSummary())
        .containsPattern("plan: max-error 0.3 .* of 48 held-out")
        .containsPattern("(?m)^plan +yes +1000 +open +0.00 % ")
        .containsPattern("(?m)^tea +no +0 +open ")
        .contains("the judge has learnt none of the paragraphs");
    QualityReport quality = Objects.requireNonNull(finished.summary().quality());
    assertThat(quality.split())
        .isEqualTo("2-fold cross-validation grouped by source, part development");
    assertThat(quality.predictors())
        .extracting(PredictorQuality::name)
        .endsWith("linear", "neural", "heads", "judge", "model");
    assertThat(quality.meanMacroF1(QualityReport.JUDGE).orThrow()).isGreaterThan(0.8);
  }

  @Test
  void aJudgeAloneLabelsNothing() {
    for (String job : List.of("jobs/label.yaml", "jobs/evaluate.yaml")) {
      List<String> overrides =
          List.of(
              "model=" + judge,
              job.endsWith("label.yaml")
                  ? "input=" + dataset.resolve("articles")
                  : "part=development");
      String message =
          "model '%s': is a judge of any question and labels nothing by itself. Train a model that asks it: scripts/endoxa run jobs/train.yaml --set judge=%s."
              .formatted(judge, judge);

      assertThatThrownBy(() -> job(job, overrides))
          .isInstanceOf(UserException.class)
          .hasMessage(message);
    }
  }
}
