package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.endoxa.codebook.Stance;
import io.endoxa.evaluate.Metric;
import io.endoxa.provenance.Json;
import io.endoxa.report.QualityReport;
import io.endoxa.spark.SharedSpark;
import io.endoxa.spark.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictionsTest {
  private static final String STRUCK = "Nobody has denied the bargain that was struck in private.";
  private static final String BARGAIN = STRUCK + " Tea was served.";
  private static final String SNOW = "Snow closed the pass for nine days in a row.";

  @TempDir private Path temporary;

  @Test
  void whatAModelSaysStandsBesideWhatIsTrue() throws IOException {
    TinyDataset dataset =
        new TinyDataset(temporary.resolve("dataset"))
            .article("a", "\"source\": \"Quay\"", BARGAIN)
            .article("b", "", SNOW)
            .label(
                "a",
                "Nobody",
                "agree",
                "\"voice\": \"mixed\", \"phenomena\": [\"rumour\", \"hedge\"]")
            .label("b", "Snow", "unrelated", "")
            .evidence("a", "Nobody", "agree", STRUCK);

    JobRunner.Finished finished =
        TrainedRun.run(
            "jobs/evaluate.yaml",
            "model=" + TrainedRun.model(),
            "dataset=" + dataset.directory(),
            "part=all",
            "output=" + temporary);

    List<Row> rows =
        SharedSpark.session()
            .read()
            .parquet(finished.directory() + "/" + Table.PREDICTIONS.name())
            .orderBy(Table.ARTICLE_ID, Table.QUESTION_ID)
            .collectAsList();
    assertThat(rows)
        .extracting(row -> cells(row, Table.ARTICLE_ID, Table.QUESTION_ID, "truth"))
        .containsExactly(
            List.of("a", "economic_turn", "unrelated"),
            List.of("a", "peacekeeper_effectiveness", "unrelated"),
            List.of("a", "russian_influence", "unrelated"),
            List.of("a", "secret_deal", "agree"),
            List.of("a", "sovereignty_restored", "unrelated"),
            List.of("b", "economic_turn", "unrelated"),
            List.of("b", "peacekeeper_effectiveness", "unrelated"),
            List.of("b", "russian_influence", "unrelated"),
            List.of("b", "secret_deal", "unrelated"),
            List.of("b", "sovereignty_restored", "unrelated"));
    String model = TrainedRun.manifest(finished.directory()).modelId();
    assertThat(rows.subList(0, 5))
        .extracting(row -> cells(row, Table.SOURCE, Table.TEXT, "voice", "phenomena", "model_id"))
        .containsOnly(Arrays.asList("Quay", BARGAIN, "mixed", "rumour hedge", model));
    assertThat(rows.subList(5, 10))
        .extracting(row -> cells(row, Table.SOURCE, Table.TEXT, "voice", "phenomena", "model_id"))
        .containsOnly(Arrays.asList(null, SNOW, null, "", model));
    assertThat(rows).allSatisfy(PredictionsTest::assertThatTheLikeliestStanceIsSaid);
    assertThat(finished.plainSummary())
        .contains("Evidence: share of pairs whose sentence was marked by hand")
        .contains("all 1 pairs");
    assertThatFourQuestionsHaveOneStanceAndSaySo(finished);
  }

  private static void assertThatFourQuestionsHaveOneStanceAndSaySo(JobRunner.Finished finished)
      throws IOException {
    QualityReport quality =
        Json.read(
            QualityReport.FILE,
            Files.readAllBytes(Path.of(finished.directory(), QualityReport.FILE)),
            QualityReport.class);
    assertThat(quality.questions())
        .filteredOn(question -> !question.question().equals("secret_deal"))
        .hasSize(4)
        .flatExtracting(QualityReport.OfQuestion::predictors)
        .allSatisfy(
            scores -> {
              assertThat(scores.macroF1()).isEqualTo(Metric.none("every example is 'unrelated'"));
              // A head that says one stance of both paragraphs is the first reason that is found.
              assertThat(scores.mcc().exists()).isFalse();
              assertThat(scores.mcc().reason()).matches("every (example|prediction) is '[a-z]+'");
              assertThat(scores.accuracy().exists()).isTrue();
            });
    assertThat(quality.predictors())
        .allSatisfy(predictor -> assertThat(predictor.questions()).isEqualTo(1));
    assertThat(quality.slices())
        .extracting(slice -> slice.by() + " " + slice.name())
        .containsExactly(
            "voice mixed",
            "length under 30 words",
            "phenomenon hedge",
            "phenomenon none",
            "phenomenon rumour",
            "source Quay");
    assertThat(finished.plainSummary()).contains("mean of 1").doesNotContain("NaN");
  }

  private static void assertThatTheLikeliestStanceIsSaid(Row row) {
    List<Float> probabilities =
        IntStream.range(0, Stance.COUNT)
            .mapToObj(i -> row.<Float>getAs("p_" + Stance.at(i).label()))
            .toList();
    assertThat(probabilities.stream().mapToDouble(p -> p).sum()).isCloseTo(1, within(1e-5));
    Stance said = Stance.of(row.getAs(Table.STANCE), "predictions");
    assertThat(probabilities.get(said.position()))
        .isEqualTo(probabilities.stream().max(Float::compare).orElseThrow());
    assertThat(row.<Float>getAs("confidence")).isEqualTo(probabilities.get(said.position()));
  }

  private static List<Object> cells(Row row, String... columns) {
    return Arrays.stream(columns).map(column -> row.<Object>getAs(column)).toList();
  }
}
