package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.endoxa.annotate.HeldOutGroups;
import io.endoxa.annotate.StancePair;
import io.endoxa.annotate.Stories;
import io.endoxa.classify.PairScorer;
import io.endoxa.codebook.Stance;
import io.endoxa.error.QualityGateException;
import io.endoxa.error.UserException;
import io.endoxa.report.BenchmarkReport;
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
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkTest {
  private static final String JOB =
      """
      kind: benchmark
      pairs: scored.jsonl
      train-pairs: train.jsonl.gz
      note: Written for this test.
      """;

  @TempDir private Path temporary;

  @BeforeEach
  void writePairs() throws IOException {
    write("scored.jsonl", pairs(0, 30));
    write("train.jsonl.gz", pairs(30, 90));
  }

  /** Whoever says "good" agrees: words tell, the question does not. */
  private static List<String> pairs(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(
            i ->
                """
                {"group": "g%d", "question": "Topic %d", "text": "This is a %s thing %d", \
                "stance": "%s", "seen": "%d"}"""
                    .formatted(
                        i / 3,
                        i % 4,
                        i % 3 == 0 ? "bad" : "good",
                        i,
                        i % 3 == 0 ? "disagree" : "agree",
                        i % 2))
        .toList();
  }

  private void write(String name, List<String> lines) throws IOException {
    StancePairFiles.write(temporary.resolve(name), lines);
  }

  private JobSpec spec(String yaml, String... overrides) throws IOException {
    Path file = Files.writeString(temporary.resolve("toy.yaml"), yaml);
    List<String> all =
        new ArrayList<>(List.of("data=" + temporary, "output=" + temporary.resolve("out")));
    all.addAll(List.of(overrides));
    return JobSpec.read(file, all);
  }

  private BenchmarkSpec benchmark(String yaml, String... overrides) throws IOException {
    return Objects.requireNonNull(spec(yaml, overrides).benchmark());
  }

  private static JobRunner.Finished run(JobSpec spec) {
    return JobRunner.run(SharedSpark.session(), spec, line -> {});
  }

  private static JsonNode report(String directory) throws IOException {
    return new JsonMapper().readTree(Path.of(directory, BenchmarkReport.FILE).toFile());
  }

  private JsonNode reportOfOnlyRun() throws IOException {
    try (var runs = Files.list(temporary.resolve("out/runs"))) {
      return report(runs.findFirst().orElseThrow().toString());
    }
  }

  private static double figure(JsonNode report, int part, int score, String metric) {
    return report.at("/parts/%d/scores/%d/%s/value".formatted(part, score, metric)).asDouble();
  }

  @Test
  void baselinesAreScoredByPart() throws IOException {
    JobRunner.Finished finished = run(spec(JOB));
    JsonNode report = report(finished.directory());

    assertThat(report.at("/parts").findValuesAsText("name"))
        .containsExactly("all", "zero-shot", "few-shot");
    assertThat(report.at("/parts/0/scores").findValuesAsText("of"))
        .containsExactly("majority", "tf-idf", "vectors");
    // 20 of 30 agree: accuracy 2/3, F1 of agree 0.8, of disagree 0, their mean 0.4.
    assertThat(figure(report, 0, 0, "accuracy")).isCloseTo(2 / 3.0, within(1e-9));
    assertThat(figure(report, 0, 0, "macroF1")).isCloseTo(0.4, within(1e-9));
    assertThat(figure(report, 0, 1, "accuracy")).isEqualTo(1);
    assertThat(report.at("/parts/0/pairs").asInt()).isEqualTo(30);
    assertThat(report.at("/parts/1/pairs").asInt()).isEqualTo(15);
    assertThat(report.at("/parts/0/groups").asInt()).isEqualTo(10);
    assertThat(report.at("/stances").toString()).isEqualTo("[\"agree\",\"disagree\"]");
    assertThat(finished.plainSummary())
        .contains(
            "toy, all: 30 pairs in 10 groups",
            "pairs scored                            30",
            "agree P/R/F1",
            "Written for this test.",
            "Every predictor chooses among the stances of this data set: agree, disagree.");
    assertThat(TrainedRun.manifest(finished.directory()).inputs())
        .extracting(file -> Path.of(file.path()).getFileName().toString())
        .contains("scored.jsonl", "train.jsonl.gz");
  }

  @Test
  void aFigureThatIsNotAsExpectedEndsTheJobAfterTheRunIsPublished() throws IOException {
    String expected =
        """
        expected:
          - {of: majority, metric: accuracy, figure: 0.667, within: 0.001}
          - {of: majority, metric: macro-f1, figure: 0.3, within: 0.01}
          - {of: tf-idf, part: few-shot, metric: agree-f1, figure: null, within: 0.01}
        """;
    JobSpec spec = spec(JOB + expected);

    assertThat(spec.values())
        .containsEntry(
            "expected",
            "{of: majority, metric: accuracy, figure: 0.667, within: 0.001}, {of: majority, metric:"
                + " macro-f1, figure: 0.3, within: 0.01}, {of: tf-idf, part: few-shot, metric:"
                + " agree-f1, figure: null, within: 0.01}");
    assertThatThrownBy(() -> run(spec))
        .isInstanceOf(QualityGateException.class)
        .hasMessageStartingWith(
            temporary
                + "/toy.yaml:7: macro-f1 of majority on part all is 0.400, expected 0.300, 0.01 more"
                + " or less.\nFind out what changed the figure; if it is right, write it down.\n"
                + "The run is in "
                + temporary
                + "/out/runs/");
    assertThat(reportOfOnlyRun().at("/expected/1/found").asDouble()).isCloseTo(0.4, within(1e-9));
  }

  @Test
  void textsThatAreScoredAreNotTrainedOn() throws IOException {
    List<String> train = new ArrayList<>(pairs(30, 90));
    train.addAll(pairs(0, 12));
    write("train.jsonl.gz", train);
    BenchmarkData data = BenchmarkData.read(benchmark(JOB), 7);

    assertThat(data.train()).hasSize(60);
    assertThat(data.counts())
        .containsEntry("pairs for training baselines", 72L)
        .containsEntry("  with a text that is scored, left out", 12L)
        .containsEntry("  drawn of the rest and trained on", 60L);
    assertThat(BenchmarkData.read(benchmark(JOB, "train-per-stance=5"), 7).train()).hasSize(10);
  }

  @Test
  void withoutTrainPairsTextsAndStoriesAreHeldOutByName() throws IOException {
    List<String> lines =
        IntStream.range(0, 400)
            .mapToObj(
                i ->
                    """
                    {"group": "t%d", "question": "Story %d", "text": "Text %d", "stance": "%s"}"""
                        .formatted(
                            i % 100,
                            i / 10,
                            i % 100,
                            i / 40 == i % 100 / 10 ? "discuss" : "unrelated"))
            .toList();
    write("scored.jsonl", lines);
    BenchmarkData data = BenchmarkData.read(benchmark("kind: benchmark\npairs: scored.jsonl\n"), 7);
    Stories stories = Stories.of(data.scored());

    assertThat(data.parts())
        .extracting(BenchmarkData.Part::name)
        .containsExactly("new-texts", "new-stories");
    assertThat(data.scored())
        .allMatch(
            pair -> HeldOutGroups.hasNewText(pair) || HeldOutGroups.isOfNewStories(pair, stories));
    assertThat(data.train()).isNotEmpty().noneMatch(HeldOutGroups::hasNewText);
    BenchmarkData.Part newStories = data.parts().get(1);
    assertThat(newStories.rows())
        .isNotEmpty()
        .allSatisfy(
            row -> {
              StancePair pair = data.scored().get(row);
              assertThat(data.train()).noneMatch(other -> other.question().equals(pair.question()));
            });
  }

  @Test
  void aJudgeChoosesAmongTheStancesOfTheSet() throws IOException {
    // Discuss scores highest, but the set does not know it; then "good" decides.
    PairScorer judge =
        (question, text) -> {
          float[] logits = new float[Stance.COUNT];
          logits[Stance.DISCUSS.position()] = 9;
          logits[text.contains("good") ? 0 : 1] = 1;
          return logits;
        };
    JobSpec spec = spec(JOB);
    RunDraft draft =
        new RunStore(new Configuration(), spec.output()).begin("r", PlainRuns.BEGINNING);
    try (RunContext run = new RunContext(SharedSpark.session(), spec, "r", draft, line -> {})) {
      BenchmarkStep.run(run, judge);
    }
    JsonNode report = report(draft.directory());

    assertThat(report.at("/parts/0/scores/3/of").asText()).isEqualTo("judge");
    assertThat(figure(report, 0, 3, "accuracy")).isEqualTo(1);
    assertThat(figure(report, 2, 3, "macroF1")).isEqualTo(1);
  }

  @Test
  void theDataIsAskedFor() {
    assertThatThrownBy(() -> JobSpec.read(Path.of("jobs/benchmarks/fnc1.yaml"), List.of()))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "jobs/benchmarks/fnc1.yaml needs data=DIRECTORY with fnc1-train-pairs.jsonl.gz,"
                + " fnc1-train-bodies.jsonl.gz, which are not part of Endoxa. Add --set"
                + " data=DIRECTORY.");
    JobSpec vast = JobSpec.read(Path.of("jobs/benchmarks/vast.yaml"), List.of("data=nowhere"));
    assertThatThrownBy(() -> JobCheck.check(vast))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "nowhere/vast-dev.jsonl.gz: there is no such file. Check 'data', the directory of the"
                + " data set's files.");
  }

  @Test
  void thePlanCountsPairs() throws IOException {
    assertThat(JobCheck.check(spec(JOB)))
        .containsExactly(
            "score  baselines trained on 60 pairs on 30 pairs of %s/scored.jsonl; encoder"
                    .formatted(temporary)
                + " minilm-l6-v2/int8, seed 7",
            "write  %s/out/runs/<run_id>/".formatted(temporary));
  }

  @Test
  void aModelWithoutAJudgeIsRefusedBeforeSparkStarts() throws IOException {
    Path model = TinyModel.writeTo(temporary.resolve("heads-alone"));
    JobSpec spec = spec(JOB, "model=" + model);

    assertThatThrownBy(() -> JobCheck.check(spec))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "model '%s': has no judge: its manifest names no judge.onnx. Give a run of kind"
                    .formatted(model)
                + " train-judge-base or its model directory, or leave 'model' out to score the"
                + " baselines alone.");
  }
}
