package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.error.UserException;
import io.endoxa.evaluate.Metric;
import io.endoxa.evaluate.Reliability;
import io.endoxa.evaluate.RiskCoverage;
import io.endoxa.provenance.Json;
import io.endoxa.report.PredictorQuality;
import io.endoxa.report.QualityReport;
import io.endoxa.report.QuestionScores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gate held against what was measured. */
class OpenedGateTest {
  private static final List<String> QUESTIONS = List.of("deal", "trade");
  private static final Metric NONE = Metric.none("every example is 'unrelated'");

  @TempDir private Path temporary;

  private OpenedGate gate(String yaml, JobKind step) throws IOException {
    Path job =
        Files.writeString(
            temporary.resolve("job.yaml"), "kind: train\ndataset: d\nquality-gate: " + yaml);
    return OpenedGate.of(JobSpec.read(job, List.of()), new Configuration(), QUESTIONS, step)
        .orElseThrow();
  }

  private OpenedGate gate(String yaml) throws IOException {
    return gate(yaml, JobKind.TRAIN);
  }

  /** The demands that a failure names: its lines after the table of figures and an empty line. */
  private static List<String> demands(OpenedGate gate, QualityReport quality) {
    String failure = gate.failure(quality).orElseThrow();
    return failure.substring(failure.lastIndexOf("\n\n") + 2).lines().toList();
  }

  private static QualityReport quality(Metric deal, Metric trade) {
    return quality("2 folds", deal, trade);
  }

  private static QualityReport quality(String split, Metric deal, Metric trade) {
    double sum = (deal.exists() ? deal.orThrow() : 0) + (trade.exists() ? trade.orThrow() : 0);
    int measured = (deal.exists() ? 1 : 0) + (trade.exists() ? 1 : 0);
    return new QualityReport(
        split,
        4,
        40,
        2,
        List.of(
            new PredictorQuality(
                "model",
                /* baseline= */ false,
                measured,
                measured == 0 ? NONE : Metric.of(sum / measured),
                NONE,
                NONE,
                new Reliability(NONE, List.of()),
                new RiskCoverage(NONE, List.of()),
                null)),
        null,
        List.of(of("deal", deal), of("trade", trade)),
        List.of(),
        null,
        List.of(),
        null);
  }

  private static QualityReport.OfQuestion of(String question, Metric macroF1) {
    return new QualityReport.OfQuestion(
        question,
        Map.of(),
        List.of(
            new QuestionScores("tf-idf", Metric.of(0.99), NONE, NONE, NONE, Map.of(), null),
            new QuestionScores("model", macroF1, NONE, NONE, NONE, Map.of(), null)));
  }

  private Path write(String name, QualityReport quality) throws IOException {
    Path file = temporary.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, Json.bytes(quality));
  }

  @Test
  void aModelThatReachesEveryFigurePasses() throws IOException {
    Path before = write("before/quality.json", quality(Metric.of(0.42), Metric.of(0.6)));

    assertThat(
            gate("{floor: 0.4, mean: 0.45, baseline: %s, tolerance: 0.02}".formatted(before))
                // 0.42 - 0.02 is a little more than 0.4 in binary.
                .failure(quality(Metric.of(0.4), Metric.of(0.58))))
        .isEmpty();
  }

  @Test
  void everyQuestionBelowItsFloorIsNamed() throws IOException {
    QualityReport quality = quality(Metric.of(0.43, 0.331, 0.514), Metric.of(0.3));

    assertThat(gate("{floor: 0.3}").failure(quality)).isEmpty();
    OpenedGate gate = gate("{floor: 0.35, per-question: {deal: 0.45}}");
    assertThat(demands(gate, quality))
        .containsExactly(
            "deal: macro-F1 is 0.430 (95 % 0.331-0.514), asked for 0.450",
            "trade: macro-F1 is 0.300, asked for 0.350");
    assertThat(gate.failure(quality).orElseThrow())
        .startsWith(
            "the model does not pass the gate at %s/job.yaml:3: quality-gate.%n%n2 folds: 40"
                .formatted(temporary))
        .contains("macro-F1  model");
  }

  @Test
  void aFloorOfAQuestionMayBeBelowThatOfAll() throws IOException {
    assertThat(
            gate("{floor: 0.4, per-question: {trade: 0.2}}")
                .failure(quality(Metric.of(0.5), Metric.of(0.25))))
        .isEmpty();
  }

  @Test
  void theMeanHasAFloorOfItsOwn() throws IOException {
    assertThat(demands(gate("{mean: 0.5}"), quality(Metric.of(0.6), Metric.of(0.3))))
        .containsExactly("the mean: macro-F1 is 0.450, asked for 0.500");
  }

  @Test
  void aFallBelowTheBaselineIsNamedWithItsFile() throws IOException {
    Path before = write("before/quality.json", quality("5 folds", Metric.of(0.5), Metric.of(0.6)));

    assertThat(
            demands(
                gate("{floor: 0.4, baseline: %s, tolerance: 0.02}".formatted(before)),
                quality(Metric.of(0.47), Metric.of(0.58))))
        .containsExactly(
            "deal: macro-F1 is 0.470, asked for 0.480, which is 0.020 below the 0.500 in " + before,
            before + " was measured by: 5 folds.");
  }

  @Test
  void figuresOfAnotherSplitAreComparedWithAWarning() throws IOException {
    Path before = write("before/quality.json", quality("5 folds", Metric.of(0.5), Metric.of(0.6)));
    OpenedGate gate = gate("{floor: 0.4, baseline: %s, tolerance: 0.02}".formatted(before));

    assertThat(gate.otherSplit(quality("5 folds", Metric.of(0.5), Metric.of(0.6)))).isEmpty();
    assertThat(gate.otherSplit(quality("part test", Metric.of(0.5), Metric.of(0.6))))
        .hasValue(
            "The quality gate compares figures of different splits: these of part test, those of %s"
                    .formatted(before)
                + " of 5 folds.");
    assertThat(gate("{floor: 0.4}").otherSplit(quality(NONE, NONE))).isEmpty();
  }

  @Test
  void aQuestionWithoutAFigureFailsWithTheReason() throws IOException {
    QualityReport quality = quality(NONE, Metric.of(0.5));

    assertThat(demands(gate("{floor: 0.4}"), quality))
        .containsExactly(
            "deal: macro-F1 has no value (every example is 'unrelated'), asked for 0.400. Label"
                + " more, or name it in 'except'.");
    assertThat(gate("{floor: 0}").failure(quality)).isPresent();
    assertThat(gate("{mean: 0.4}").failure(quality)).isPresent();
    OpenedGate without = gate("{floor: 0.4, except: [deal]}");
    assertThat(without.failure(quality)).isEmpty();
    assertThat(without.notes(QUESTIONS)).containsExactly("The quality gate asks nothing of deal.");
  }

  @Test
  void aQuestionThatTheBaselineLacksIsHeldToTheFloorAlone() throws IOException {
    Path before = write("before/quality.json", quality(Metric.of(0.5), NONE));
    OpenedGate gate = gate("{floor: 0.3, baseline: %s, tolerance: 0}".formatted(before));

    assertThat(gate.failure(quality(Metric.of(0.5), Metric.of(0.3)))).isEmpty();
    assertThat(gate.failure(quality(Metric.of(0.5), Metric.of(0.2)))).isPresent();
    assertThat(gate.notes(QUESTIONS))
        .containsExactly(
            before + " has no figure of trade: the quality gate asks for the floor alone.");
  }

  @Test
  void aBaselineIsAFileAModelOrARun() throws IOException {
    Path cross = write("run/model/quality.json", quality("folds", Metric.of(0.5), NONE));
    Path test = write("run/quality.json", quality("test", Metric.of(0.5), NONE));

    for (Map.Entry<Path, Path> found :
        Map.of(cross, cross, cross.getParent(), cross, test, test, temporary.resolve("run"), cross)
            .entrySet()) {
      assertThat(baseline(found.getKey(), JobKind.TRAIN).file().path())
          .isEqualTo(found.getValue().toString());
    }
    assertThat(baseline(temporary.resolve("run"), JobKind.EVALUATE).split()).isEqualTo("test");
    Files.delete(test);
    assertThat(baseline(temporary.resolve("run"), JobKind.EVALUATE).split()).isEqualTo("folds");
  }

  private static GateBaseline baseline(Path path, JobKind step) {
    return GateBaseline.read(new Configuration(), path.toString(), "job.yaml:3", step);
  }

  @Test
  void aBaselineThatIsNotThereIsTheUsersMistake() throws IOException {
    Path empty = Files.createDirectories(temporary.resolve("empty"));

    assertThatThrownBy(() -> baseline(empty.resolve("none"), JobKind.TRAIN))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "job.yaml:3: baseline '%s/none': there is no such file or directory. Give a"
                + " quality.json, or a run or model directory that has one.",
            empty);
    assertThatThrownBy(() -> baseline(empty, JobKind.TRAIN))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "job.yaml:3: baseline '%s': the directory has neither quality.json nor"
                + " model/quality.json. Give a quality.json, or a run or model directory that has"
                + " one.",
            empty);
  }

  @Test
  void aBaselineOfOtherQuestionsIsTheUsersMistake() throws IOException {
    Path before = write("before/quality.json", quality(NONE, NONE));
    assertThatThrownBy(() -> gate("{baseline: %s, tolerance: 0}".formatted(before)))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "%s/job.yaml:3: quality-gate: baseline '%s' has no figure of any question of the"
                + " codebook: deal, trade. Name another one.",
            temporary, before);
  }

  @Test
  void aBaselineOfAnotherVersionIsRead() throws IOException {
    Path file =
        Files.writeString(
            temporary.resolve("old.json"),
            """
            {"split": "by hand", "new": 1, "questions": [{"question": "deal", "more": {},
             "predictors": [{"name": "model", "other": 3,
               "macroF1": {"value": 0.5, "low": null, "high": null, "reason": null}}]}]}
            """);
    assertThat(baseline(file, JobKind.TRAIN).macroF1()).isEqualTo(Map.of("deal", 0.5));

    Files.writeString(file, "{\"split\": \"by hand\", \"questions\": null}");
    assertThatThrownBy(() -> baseline(file, JobKind.TRAIN))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(file + ":1: is not what Endoxa writes: ");
  }
}
