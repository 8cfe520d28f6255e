package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.classify.ParagraphFeatures;
import io.endoxa.classify.SparseTerms;
import io.endoxa.decide.StanceModel;
import io.endoxa.error.QualityGateException;
import io.endoxa.evaluate.Leakage;
import io.endoxa.evaluate.Metric;
import io.endoxa.evaluate.SeedSpread;
import io.endoxa.report.FrameQuality;
import io.endoxa.report.PredictorQuality;
import io.endoxa.report.QualityReport;
import io.endoxa.report.Slice;
import io.endoxa.spark.ModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a training reports of itself. */
class QualityOfTrainingTest {
  private static final List<String> PREDICTORS =
      List.of("majority", "tf-idf", "pooled tf-idf", "vectors", "linear", "neural", "model");

  @TempDir private Path temporary;

  @Test
  void everyPredictorIsHeldAgainstTheBestBaseline() {
    QualityReport quality = Objects.requireNonNull(TrainedRun.finished().summary().quality());

    assertThat(quality.predictors())
        .extracting(PredictorQuality::name)
        .containsExactlyElementsOf(PREDICTORS);
    String best = Objects.requireNonNull(quality.bestBaseline());
    double toBeat = quality.meanMacroF1(best).orThrow();
    for (PredictorQuality predictor : quality.predictors()) {
      assertThat(predictor.macroF1().low()).isLessThan(predictor.macroF1().high());
      assertThat(predictor.againstBaseline() == null).isEqualTo(predictor.baseline());
      assertThat(!predictor.baseline() || predictor.macroF1().orThrow() <= toBeat).isTrue();
    }
    assertThat(quality.questions())
        .hasSize(5)
        .allSatisfy(question -> assertThat(question.predictors()).hasSize(PREDICTORS.size()));
    assertThat(quality.slices())
        .extracting(Slice::by)
        .contains("voice", "length", "phenomenon", "source");
    assertThat(quality.seeds()).isEmpty();
  }

  @Test
  void theLeakageOfARandomSplitIsMeasured() {
    QualityReport quality = Objects.requireNonNull(TrainedRun.finished().summary().quality());

    Leakage leakage = Objects.requireNonNull(quality.leakage());
    assertThat(leakage.predictor()).isEqualTo("linear");
    // All folds of so few paragraphs.
    assertThat(leakage.paragraphs()).isEqualTo(quality.paragraphs());
    assertThat(leakage.grouped().value()).isEqualTo(quality.meanMacroF1("linear").value());
    assertThat(leakage.difference().macroF1().orThrow())
        .isEqualTo(leakage.random().orThrow() - leakage.grouped().orThrow());
  }

  @Test
  void framesHaveTheirBaselines() {
    FrameQuality frames =
        Objects.requireNonNull(
            Objects.requireNonNull(TrainedRun.finished().summary().quality()).frames());

    assertThat(frames.predictors())
        .extracting(FrameQuality.OfPredictor::name)
        .containsExactly("every frame", "most frequent", "tf-idf", "model");
    assertThat(frames.predictors())
        .allSatisfy(of -> assertThat(of.microF1().orThrow()).isPositive());
    assertThat(frames.perFrame().values())
        .allSatisfy(of -> assertThat(of.claimed()).isEqualTo(of.score().support() >= 50))
        .extracting(FrameQuality.OfFrame::claimed)
        .contains(true, false);
  }

  @Test
  void theCardHasTheTablesAndTheSummaryTheShortOne() throws IOException {
    String card = Files.readString(TrainedRun.model().resolve("card.md"));
    assertThat(card)
        .contains("| macro-F1", "| pooled tf-idf |")
        .contains("### The model by stance", "### Confidence of the model", "voice: reported")
        .contains("### The model by frame", " (few) ")
        .contains("Dataset south-caucasus: 250 labelled paragraphs of 40 articles", "kappa voice")
        .doesNotContain("NaN", "null");
    assertThat(TrainedRun.finished().plainSummary())
        .contains("model minus ", "pairs the model can answer", "leakage: linear")
        .doesNotContain("majority", "NaN");
  }

  @Test
  void moreSeedsGiveTheSpreadOfWhatASeedChanges() throws IOException {
    Path dataset = SmallDataset.copyTo(temporary.resolve("dataset"));

    JobRunner.Finished finished =
        TrainedRun.run(
            "jobs/train.yaml",
            "dataset=" + dataset,
            "part=all",
            "seeds=2",
            "epochs=1",
            "output=" + temporary);

    QualityReport quality = Objects.requireNonNull(finished.summary().quality());
    assertThat(quality.seeds())
        .extracting(SeedSpread::predictor)
        .contains("neural")
        .doesNotContain("linear", "majority");
    SeedSpread spread = quality.seeds().get(0);
    assertThat(spread.macroF1()).hasSize(2);
    assertThat(spread.macroF1().get(0).value()).isEqualTo(quality.meanMacroF1("neural").value());
    assertThat(spread.deviation().exists()).isTrue();
  }

  @Test
  void questionsOfOneStanceDoNotStopATraining() throws IOException {
    TinyDataset dataset = new TinyDataset(temporary.resolve("dataset"));
    for (int i = 0; i < 4; i++) {
      String deal = "Nobody has denied the bargain number %d, struck in private.".formatted(i);
      String snow = "Snow closed pass %d for nine days in a row.".formatted(i);
      dataset
          .article("a" + i, "\"source\": \"Outlet %d\"".formatted(i), deal, snow)
          .label("a" + i, "Nobody", "agree", "")
          .label("a" + i, "Snow", "unrelated", "");
    }

    JobRunner.Finished finished =
        TrainedRun.run(
            "jobs/train.yaml", "dataset=" + dataset.directory(), "part=all", "output=" + temporary);

    QualityReport quality = Objects.requireNonNull(finished.summary().quality());
    assertThat(quality.questions())
        .filteredOn(question -> question.question().equals("secret_deal"))
        .flatExtracting(QualityReport.OfQuestion::predictors)
        .allSatisfy(scores -> assertThat(scores.macroF1().exists()).isTrue());
    assertThat(quality.questions())
        .filteredOn(question -> !question.question().equals("secret_deal"))
        .flatExtracting(QualityReport.OfQuestion::predictors)
        .allSatisfy(
            scores ->
                assertThat(scores.macroF1())
                    .isEqualTo(Metric.none("every example is 'unrelated'")));
    assertThat(finished.plainSummary()).contains("mean of 1").doesNotContain("NaN", "frames:");
    assertThatNoFrameIsFoundSinceNobodyNamedAny(finished);
  }

  private static void assertThatNoFrameIsFoundSinceNobodyNamedAny(JobRunner.Finished finished) {
    assertThat(finished.plainSummary())
        .contains(
            "No labelled paragraph names its frames, so the model finds none of the 14 of the"
                + " codebook anywhere.");
    StanceModel model =
        StanceModel.of(ModelStore.read(new Configuration(), finished.directory()).files());
    ParagraphFeatures any = new ParagraphFeatures(new float[384], SparseTerms.NONE);
    float[] probabilities = model.frameProbabilities(any);
    assertThat(probabilities).hasSize(14).containsOnly(0.5f);
    assertThat(IntStream.range(0, 14))
        .noneMatch(frame -> model.framePresent(frame, probabilities[frame]));
  }

  @Test
  void aModelWhoseQualityIsUnknownDoesNotPassTheGate() throws IOException {
    TinyDataset dataset =
        new TinyDataset(temporary.resolve("dataset"))
            .article("a", "\"source\": \"Quay\"", "Snow closed the pass for nine days in a row.")
            .label("a", "Snow", "unrelated", "");
    String[] overrides = {
      "model=" + TrainedRun.model(),
      "dataset=" + dataset.directory(),
      "part=all",
      "output=" + temporary
    };

    JobRunner.Finished finished = TrainedRun.run("jobs/evaluate.yaml", overrides);

    QualityReport quality = Objects.requireNonNull(finished.summary().quality());
    assertThat(quality.meanMacroF1(QualityReport.MODEL))
        .isEqualTo(
            Metric.none(
                "no question has a value, the first because: every example is 'unrelated'"));
    String[] gated = Arrays.copyOf(overrides, overrides.length + 1);
    gated[overrides.length] = "quality-gate={floor: 0.1, mean: 0.2}";
    assertThatThrownBy(() -> TrainedRun.run("jobs/evaluate.yaml", gated))
        .isInstanceOf(QualityGateException.class)
        .hasMessageContaining(
            "\nsecret_deal: macro-F1 has no value (every example is 'unrelated'), asked for 0.100.")
        .hasMessageContaining(
            "the mean: macro-F1 has no value (no question has a value, the first because: every"
                + " example is 'unrelated'), asked for 0.200")
        .hasMessageContaining("The run is in " + temporary);
    // Both runs: one that fails its gate is there to be looked at.
    try (Stream<Path> runs = Files.list(temporary.resolve("runs"))) {
      assertThat(runs)
          .hasSize(2)
          .allSatisfy(run -> assertThat(run.resolve("manifest.json")).exists());
    }
  }
}
