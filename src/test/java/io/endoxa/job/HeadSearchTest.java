package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.provenance.Json;
import io.endoxa.report.QualityReport;
import io.endoxa.report.SearchReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadSearchTest {
  @TempDir private Path temporary;

  @Test
  void theBestSettingOfEachHeadIsTakenAndAllAreShown() throws IOException {
    Path dataset = SmallDataset.copyTo(temporary.resolve("dataset"));

    JobRunner.Finished finished =
        TrainedRun.run(
            "jobs/train.yaml",
            "dataset=" + dataset,
            "part=all",
            "search={regularisation: [100, 0.003], vector-scale: [2], epochs: [1, 6]}",
            "output=" + temporary);

    Path model = Path.of(finished.directory(), "model");
    List<SearchReport.Tried> tried =
        Json.read(
                SearchReport.FILE,
                Files.readAllBytes(model.resolve(SearchReport.FILE)),
                SearchReport.class)
            .tried();
    assertThat(tried)
        .extracting(of -> of.head() + " " + of.setting())
        .containsExactly(
            "linear regularisation 100.0, vector-scale 2.0",
            "linear regularisation 0.003, vector-scale 2.0",
            "neural epochs 1",
            "neural epochs 6");
    assertThat(tried).allSatisfy(of -> assertThat(of.byFold()).hasSize(2));
    for (List<SearchReport.Tried> ofHead : List.of(tried.subList(0, 2), tried.subList(2, 4))) {
      int best = SearchReport.best(ofHead.stream().map(SearchReport.Tried::macroF1).toList());
      assertThat(ofHead.get(best).chosen()).isTrue();
      assertThat(ofHead.get(1 - best).chosen()).isFalse();
    }
    // What was taken is trained again, in the same folds.
    QualityReport quality = Objects.requireNonNull(finished.summary().quality());
    for (SearchReport.Tried of : tried) {
      assertThat(of.macroF1().value()).isBetween(0.0, 1.0);
      if (of.chosen()) {
        assertThat(quality.meanMacroF1(of.head()).value()).isEqualTo(of.macroF1().value());
      }
    }
    assertThat(finished.plainSummary()).contains("Search among settings", "neural, epochs 6");
    assertThat(Files.readString(model.resolve("card.md"))).contains("### Search among settings");
  }
}
