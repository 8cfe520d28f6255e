package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.endoxa.classify.PairScorer;
import io.endoxa.codebook.Stance;
import io.endoxa.error.QualityGateException;
import io.endoxa.error.UserException;
import io.endoxa.provenance.ModelManifest;
import io.endoxa.report.NewQuestionReport;
import io.endoxa.spark.PlainRuns;
import io.endoxa.spark.RunDraft;
import io.endoxa.spark.RunStore;
import io.endoxa.spark.SharedSpark;
import io.endoxa.spark.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Words tell which stance a paragraph takes on the plan, and all are unrelated to the tea. */
class NewQuestionTest {
  private static final Path JOB = Path.of("jobs/benchmarks/new-question.yaml");
  private static final String CODEBOOK =
      """
      id: toy
      version: 1
      questions:
        - {id: plan, proposition: The plan should go ahead., agree: for it, disagree: against it}
        - {id: tea, proposition: Tea was served., agree: it was, disagree: it was not}
      """;
  private static final List<String> STANCES = List.of("agree", "disagree", "discuss", "unrelated");

  @TempDir private static Path temporary;
  private static Path dataset = Path.of("");

  /** Articles of three paragraphs: 20 for training, 8 for development. */
  @BeforeAll
  static void writeDataset() throws IOException {
    dataset = Files.createDirectories(temporary.resolve("dataset"));
    Files.createDirectories(dataset.resolve("articles"));
    Files.createDirectories(dataset.resolve("labels"));
    Files.writeString(dataset.resolve("codebook.yaml"), CODEBOOK);
    List<String> articles = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    List<String> splits = new ArrayList<>();
    for (int article = 0; article < 28; article++) {
      List<String> paragraphs = new ArrayList<>();
      for (int i = 3 * article; i < 3 * article + 3; i++) {
        String stance = STANCES.get(i % 4);
        paragraphs.add(text(stance, i));
        labels.add(
            "{\"article\": \"a%d\", \"starts\": \"%s\", \"stances\": {\"plan\": \"%s\", \"tea\": \"unrelated\"}}"
                .formatted(article, text(stance, i), stance));
      }
      articles.add(
          "{\"id\": \"a%d\", \"source\": \"Outlet %d\", \"text\": \"%s\"}"
              .formatted(article, article, String.join("\\n\\n", paragraphs)));
      splits.add(
          "{\"article\": \"a%d\", \"source\": \"Outlet %d\", \"part\": \"%s\"}"
              .formatted(article, article, article < 20 ? "train" : "development"));
    }
    Files.write(dataset.resolve("articles/all.jsonl"), articles);
    Files.write(dataset.resolve("labels/all.jsonl"), labels);
    Files.write(dataset.resolve("splits.jsonl"), splits);
  }

  private static String text(String stance, int i) {
    return switch (stance) {
      case "agree" -> "The plan is splendid, says speaker %d, who is all for it.".formatted(i);
      case "disagree" -> "The plan is a disaster, says speaker %d, who is against it.".formatted(i);
      case "discuss" -> "Whether the plan is wise, asked member %d, nobody knows yet.".formatted(i);
      default -> "Snow fell on hill %d all night, and the road was closed.".formatted(i);
    };
  }

  private static JobSpec spec(String... overrides) {
    return spec(JOB, overrides);
  }

  private static JobSpec spec(Path job, String... overrides) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "dataset=" + dataset,
                "output=" + temporary.resolve("out"),
                "paragraphs=16",
                "draws=2",
                "expected=[]"));
    all.addAll(List.of(overrides));
    return JobSpec.read(job, all);
  }

  private static JobRunner.Finished run(JobSpec spec) {
    return JobRunner.run(SharedSpark.session(), spec, line -> {});
  }

  private static JsonNode report(String directory) throws IOException {
    return new JsonMapper().readTree(Path.of(directory, NewQuestionReport.FILE).toFile());
  }

  @Test
  void headsLearnFromTheDrawnParagraphsAloneAndScoreTheOtherPart() throws IOException {
    JobRunner.Finished finished = run(spec());
    JsonNode report = report(finished.directory());

    assertThat(report.at("/scores").findValuesAsText("of"))
        .containsExactly("majority", "tf-idf", "heads", "heads-calibrated");
    // Six of each stance are scored: F1 of the one that is always said 2 * 6 / (6 + 24), others 0.
    assertThat(report.at("/scores/0/mean/value").asDouble()).isEqualTo(0.1);
    assertThat(report.at("/scores/2/mean/value").asDouble()).isGreaterThan(0.9);
    // Nothing but unrelated can be said of the tea, which takes no skill and has no figure.
    assertThat(report.at("/scores/2/questions/1/value").isNull()).isTrue();
    assertThat(report.at("/questions/0/paragraphs").toString())
        .contains("\"agree\":4", "\"discuss\":4");
    assertThat(report.at("/questions/0/fewestArticles").asInt()).isEqualTo(16);
    assertThat(finished.plainSummary())
        .contains("A new question with 16 labelled paragraphs, scored on part development")
        .contains("mean of 2 questions, 2 draws each")
        .containsPattern("paragraphs of train +60")
        .containsPattern("paragraphs of development +24")
        .containsPattern("(?m)^majority +0\\.100 .* 0\\.100 +- *$")
        .containsPattern("(?m)^plan +4 +4 +4 +4 +16 *$")
        .doesNotContain("NaN");
  }

  @Test
  void aJudgeReadsEveryPairOnceAndIsWeighedByTheDrawnParagraphs() throws IOException {
    // It tells the stances apart but calls agreement what is none.
    Map<String, Integer> reads = new ConcurrentHashMap<>();
    PairScorer judge =
        (question, text) -> {
          reads.merge(question + text, 1, Integer::sum);
          float[] logits = new float[Stance.COUNT];
          logits[0] = 2.5f;
          for (int stance = 0; stance < Stance.COUNT; stance++) {
            int number = Integer.parseInt(text.replaceAll("\\D", ""));
            logits[stance] += text.equals(text(STANCES.get(stance), number)) ? 2 : 0;
          }
          return logits;
        };
    JobSpec spec = spec();
    RunDraft draft =
        new RunStore(new Configuration(), spec.output()).begin("judged", PlainRuns.BEGINNING);
    try (RunContext run = new RunContext(SharedSpark.session(), spec, "r", draft, line -> {})) {
      NewQuestionStep.run(run, judge);
    }
    JsonNode report = report(draft.directory());

    assertThat(report.at("/scores").findValuesAsText("of"))
        .containsExactlyElementsOf(NewQuestionTrial.PREDICTORS);
    double alone = report.at("/scores/4/mean/value").asDouble();
    assertThat(alone).isLessThan(0.2);
    assertThat(report.at("/scores/5/mean/value").asDouble()).isGreaterThan(alone + 0.5);
    assertThat(report.at("/scores/6/mean/value").asDouble()).isGreaterThan(0.9);
    // All 24 scored paragraphs for both questions, and of the train part those of two draws at
    // most.
    assertThat(reads.values()).containsOnly(1);
    assertThat(reads).hasSizeBetween(48 + 2 * 16, 48 + 4 * 16);
  }

  @Test
  void aJudgeThatARunLeftIsReadFromItsDirectory() throws IOException {
    Path judge = writeJudge(temporary.resolve("judge"));
    JobSpec spec = spec("judge=" + judge, "draws=1");
    assertThat(JobCheck.check(spec).get(0)).contains(" and the judge of %s (".formatted(judge));

    JobRunner.Finished finished = run(spec);
    assertThat(report(finished.directory()).at("/scores").findValuesAsText("of"))
        .containsExactlyElementsOf(NewQuestionTrial.PREDICTORS);
    // Two questions on the 24 scored paragraphs and on their own 16 drawn ones.
    assertThat(finished.plainSummary()).containsPattern("pairs read by the judge +80");
  }

  private static Path writeJudge(Path directory) throws IOException {
    return TinyJudge.writeTo(
        directory,
        "The plan should go ahead.",
        Map.of(
            Stance.AGREE, List.of(text("agree", 900)),
            Stance.DISAGREE, List.of(text("disagree", 900)),
            Stance.UNRELATED, List.of(text("unrelated", 900))));
  }

  @Test
  void theTrainPartIsScoredWithoutTheArticlesThatAreDrawn() throws IOException {
    // All are drawn, so that none is left to score.
    JobRunner.Finished finished = run(spec("part=train", "draws=1", "paragraphs=60"));

    assertThat(finished.plainSummary())
        .contains("scored on part train")
        .doesNotContain("paragraphs of development");
    assertThat(report(finished.directory()).at("/scores/0/mean/value").isNull()).isTrue();
    assertThat(report(finished.directory()).at("/scores/0/deviation/value").isNull()).isTrue();
  }

  @Test
  void aFigureThatIsNotAsExpectedEndsTheJobAndThoseOfOtherPartsSayNothing() {
    JobSpec spec =
        spec(
            "draws=1",
            "expected=[{of: majority, part: development, metric: macro-f1, figure: 0.3, within: 0.01},"
                + " {of: majority, part: test, metric: macro-f1, figure: 0.3, within: 0.01},"
                + " {of: judge, part: development, metric: macro-f1, figure: 0.3, within: 0.01}]");

    assertThatThrownBy(() -> run(spec))
        .isInstanceOf(QualityGateException.class)
        .hasMessageStartingWith(
            "--set expected: macro-f1 of majority on part development is 0.100, expected 0.300, 0.01"
                + " more or less.\nFind out what changed the figure; if it is right, write it down.\n"
                + "The run is in ");
  }

  @Test
  void thePlanNamesPartsAndDraws() {
    assertThat(JobCheck.check(spec()))
        .containsExactly(
            "score  heads trained on 16 paragraphs of 60 labels of part train on 24 labels of part"
                + " development of %s, 2 draws a question; encoder minilm-l6-v2/int8, seed 7"
                    .formatted(dataset),
            "write  %s/runs/<run_id>/".formatted(temporary.resolve("out")));
  }

  @Test
  void whatCannotBeScoredOrJudgeIsSaid() throws IOException {
    Path file =
        Files.writeString(temporary.resolve("bare.yaml"), "kind: new-question\ndataset: d\n");
    assertThatThrownBy(() -> JobSpec.read(file, List.of()))
        .isInstanceOf(UserException.class)
        .hasMessage(
            file
                + ": part is 'all', expected the one to score, of development, test, train: the"
                + " labelled paragraphs are drawn from part 'train'. Set part=development.");
    Path model = TinyModel.writeTo(temporary.resolve("heads-alone"));
    assertThatThrownBy(() -> JobCheck.check(spec("judge=" + model)))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "judge '%s': has no judge: its manifest names no judge.onnx. Give a run of kind"
                    .formatted(model)
                + " train-judge-base or its model directory, or leave 'judge' out to score heads"
                + " alone.");
    Path codebookJudge = writeJudge(temporary.resolve("of-codebook"));
    Path manifest = codebookJudge.resolve(ModelManifest.FILE);
    Files.writeString(
        manifest, Files.readString(manifest).replace(TrainJudgeBaseStep.ANY_QUESTION, "toy-v1"));
    assertThatThrownBy(() -> JobCheck.check(spec("judge=" + codebookJudge)))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "judge '%s': belongs to a model of codebook toy-v1, so it may know questions and"
                    .formatted(codebookJudge)
                + " paragraphs that are to be new. Give a run of kind train-judge-base or its model"
                + " directory, or leave 'judge' out to score heads alone.");
  }

  @Test
  void anExpectedFigureNamesAPredictorOfThisJobAndAPart() {
    assertThatThrownBy(
            () ->
                spec(
                    "expected=[{of: vectors, part: test, metric: macro-f1, figure: 0.3, within: 0}]"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("of 'vectors' is unknown.");
    assertThatThrownBy(
            () -> spec("expected=[{of: heads, metric: macro-f1, figure: 0.3, within: 0}]"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("key 'part' is missing");
  }
}
