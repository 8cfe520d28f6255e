package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.spark.ParquetRows;
import io.endoxa.spark.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearningCurveTest {
  @TempDir private Path temporary;

  @Test
  void everyShareIsTrainedOnAndScoredOnDevelopment() throws IOException {
    Path dataset = SmallDataset.copyTo(temporary.resolve("dataset"));
    SmallDataset.writeSplits(dataset, "kura-herald", "development");
    labelInBothParts(dataset);

    JobRunner.Finished finished =
        TrainedRun.run(
            "jobs/learning-curve.yaml",
            "dataset=" + dataset,
            "output=" + temporary,
            "epochs=1",
            "regularisation=1");

    ParquetRows.Head curve =
        ParquetRows.head(
            new Configuration(), finished.directory() + "/" + Table.LEARNING_CURVE.name(), 100);
    assertThat(column(curve, "percent").stream().distinct())
        .containsExactly("10", "20", "40", "70", "100");
    assertThat(column(curve, "predictor").stream().distinct())
        .containsExactlyInAnyOrder("majority", "tf-idf", "linear", "neural");
    // 10 articles of two outlets; a share holds whole articles.
    assertThat(column(curve, "articles").stream().distinct())
        .containsExactly("1", "2", "4", "7", "10");
    assertThat(column(curve, "mean_macro_f1"))
        .allSatisfy(score -> assertThat(Double.parseDouble(score)).isBetween(0.0, 1.0));
    assertThat(finished.plainSummary())
        .contains("Mean macro-F1 on the development part")
        .containsPattern("paragraphs of train +81\\R")
        .containsPattern("paragraphs of development +35\\R");
    assertThat(Files.readString(Path.of(finished.directory(), "learning-curve.svg")))
        .startsWith("<svg ");
  }

  /** Writes one paragraph into an article of each part, and a label of each. */
  private static void labelInBothParts(Path dataset) throws IOException {
    String label = Files.readAllLines(dataset.resolve("labels/kura-herald.jsonl")).get(0);
    for (String article :
        List.of("hrazdan-review-2020-12-05-winter-guests", "kura-herald-2025-07-10-cold-front")) {
      Files.writeString(
          dataset.resolve("articles/" + article + ".txt"),
          "\n\nThe same notice of the waterworks stood in both papers that week.\n",
          StandardOpenOption.APPEND);
      Files.writeString(
          dataset.resolve("labels/notice.jsonl"),
          label
                  .replaceFirst("\"article\": \"[^\"]*\"", "\"article\": \"" + article + "\"")
                  .replaceFirst("\"starts\": \"[^\"]*\"", "\"starts\": \"The same notice\"")
              + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }

  private static List<String> column(ParquetRows.Head head, String name) {
    int column = head.names().indexOf(name);
    return head.rows().stream().map(row -> row.get(column)).toList();
  }
}
