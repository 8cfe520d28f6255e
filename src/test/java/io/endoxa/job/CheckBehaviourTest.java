package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.classify.PairScorer;
import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Stance;
import io.endoxa.error.QualityGateException;
import io.endoxa.evaluate.behaviour.Behaviour;
import io.endoxa.evaluate.behaviour.BehaviourScore;
import io.endoxa.evaluate.behaviour.LabelledParagraph;
import io.endoxa.spark.ParquetRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckBehaviourTest {
  private static final String JOB = "jobs/check-behaviour.yaml";
  private static final String BARGAIN =
      "Nobody in the capital has denied the bargain that was struck in private last winter.";
  private static final String NO_BARGAIN =
      "Everybody in the capital has denied a bargain that was struck in private last winter.";
  private static final float[] AGREE = {2, 0, 0, 0};
  private static final float[] DISAGREE = {0, 2, 0, 0};

  @TempDir private Path temporary;

  private TinyDataset dataset() throws IOException {
    return new TinyDataset(temporary.resolve("dataset"))
        .article("a", "\"source\": \"Quay\"", BARGAIN)
        .article("b", "\"source\": \"Quay\"", NO_BARGAIN)
        .article("c", "", "Snow closed the pass, and it's still closed.")
        .label("a", "Nobody", "agree", "\"pair_id\": \"one\"")
        .label("b", "Everybody", "disagree", "\"pair_id\": \"one\"")
        .label("c", "Snow", "unrelated", "");
  }

  private List<String> arguments(String... more) throws IOException {
    return Stream.concat(
            Stream.of(
                "model=" + TrainedRun.model(),
                "dataset=" + dataset().directory(),
                "part=all",
                "cases-per-check=4",
                "output=" + temporary),
            Stream.of(more))
        .toList();
  }

  @Test
  void everyCheckIsReportedAndTextStaysInTheTables() throws IOException {
    JobRunner.Finished finished =
        TrainedRun.run(JOB, arguments("min-pass-rate=[first-letter=1]").toArray(String[]::new));

    assertThat(finished.plainSummary())
        .contains("Behaviour\ncheck ")
        .containsPattern("labelled paragraphs +3\\R")
        .contains(Behaviour.words())
        .contains("negated-question: not applicable: this model does not read the question.")
        .contains("speaker-swap: not applicable: no labelled paragraph can be changed so.")
        .doesNotContain("bargain that was struck");
    ParquetRows.Head scores = table(finished, "behaviour");
    assertThat(scores.rows())
        .extracting(row -> row.subList(0, 3))
        .contains(
            List.of("first-letter", "4", "4"),
            List.of("invisible-characters", "4", "4"),
            List.of("negated-question", "0", "0"),
            List.of("quotation-voice", "4", "4"));
    ParquetRows.Head cases = table(finished, "behaviour_cases");
    assertThat(cases.rows()).filteredOn(row -> row.get(0).equals("minimal-pair")).hasSize(1);
    assertThat(cases.rows())
        .filteredOn(row -> row.get(0).equals("quote-style"))
        .extracting(row -> row.get(cases.names().indexOf("text_after")))
        .containsOnly("Snow closed the pass, and it’s still closed.");
    assertThat(Files.readString(Path.of(finished.directory(), BehaviourReport.FAILURES)))
        .startsWith("# Failures\n")
        .contains("## first-letter: the case of the first letter changes nothing\n\n0 of 4 cases")
        .contains("Not applicable: this model does not read the question.");
  }

  private static ParquetRows.Head table(JobRunner.Finished finished, String name) {
    return ParquetRows.head(new Configuration(), finished.directory() + "/" + name, 1000);
  }

  @Test
  void aMissedRateFailsTheJobAndLeavesTheReport() throws IOException {
    String[] arguments =
        arguments("min-pass-rate=[first-letter=1, negated-question=0]").toArray(String[]::new);

    assertThatThrownBy(() -> TrainedRun.run(JOB, arguments))
        .isInstanceOf(QualityGateException.class)
        .hasMessageStartingWith("Behaviour\ncheck ")
        .hasMessageContaining(
            "The model does not behave as min-pass-rate asks for: negated-question passes nowhere"
                + " (this model does not read the question), asked for 0.000. Failures stand in failures.md.\n"
                + "The run is in "
                + temporary)
        .hasMessageNotContaining("bargain that was struck");
    try (Stream<Path> files = Files.walk(temporary.resolve("runs"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains("manifest.json", "failures.md");
    }
  }

  @Test
  void thePlanNamesModelAndLabels() throws IOException {
    assertThat(JobCheck.check(JobSpec.read(Path.of(JOB), arguments())))
        .first()
        .asString()
        .startsWith("check  the behaviour of model ")
        .endsWith(
            " on 3 labels of %s, 4 cases a check, seed 7".formatted(temporary.resolve("dataset")));
  }

  /** The negated-question score of a judge on two paragraphs that take a side. */
  private BehaviourScore negated(@Nullable PairScorer judge) {
    Codebook codebook = Codebook.read(Path.of("datasets/south-caucasus/codebook.yaml"));
    List<LabelledParagraph> paragraphs =
        List.of(
            new LabelledParagraph(
                "p", "a", null, BARGAIN, Map.of("secret_deal", Stance.AGREE), null),
            new LabelledParagraph(
                "q", "b", null, NO_BARGAIN, Map.of("secret_deal", Stance.DISAGREE), null));
    JobSpec spec = JobSpec.read(Path.of(JOB), List.of("model=m"));
    return new CheckBehaviourStep(codebook, paragraphs, judge, spec)
        .judged((text, question) -> AGREE).stream()
            .map(CheckBehaviourStep.Judged::score)
            .filter(score -> score.behaviour() == Behaviour.NEGATED_QUESTION)
            .findFirst()
            .orElseThrow();
  }

  @Test
  void aJudgeIsAskedTheNegatedQuestion() {
    PairScorer reader =
        (question, text) ->
            question.startsWith("The early withdrawal") == text.equals(BARGAIN) ? AGREE : DISAGREE;

    assertThat(negated(reader).cases()).isEqualTo(2);
    assertThat(negated(reader).passed()).isEqualTo(2);
    assertThat(negated((question, text) -> AGREE).passed()).isZero();
  }

  @Test
  void whoTakesNoSideOrReadsNoQuestionHasNoRate() {
    assertThat(negated((question, text) -> new float[] {0, 0, 0, 2}).passRate().reason())
        .isEqualTo(CheckBehaviourStep.NO_SIDE);
    assertThat(negated(null).passRate().reason()).isEqualTo(CheckBehaviourStep.READS_NO_QUESTION);
  }
}
