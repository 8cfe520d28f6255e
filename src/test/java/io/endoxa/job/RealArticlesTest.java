package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.endoxa.spark.ParquetRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two articles as they came off the web, with navigation lines between the paragraphs. They are no
 * part of the project; {@code -Dendoxa.data=DIR} says where their folder lies.
 */
class RealArticlesTest {
  private static final Path DATA = Path.of(System.getProperty("endoxa.data", ""), "real");

  @TempDir private Path temporary;

  private static List<String> starts() throws IOException {
    List<String> starts = new ArrayList<>();
    for (String line : Files.readAllLines(DATA.resolve("labels.jsonl"))) {
      starts.add(new ObjectMapper().readTree(line).get("starts").asText());
    }
    return starts;
  }

  @Test
  void everyAnnotatedParagraphIsFoundAndNoNavigation() throws IOException {
    assumeTrue(
        Files.isRegularFile(DATA.resolve("labels.jsonl")),
        () -> DATA.toAbsolutePath() + " is not there; give -Dendoxa.data=DIR, in which it is");
    Path input = Files.createDirectories(temporary.resolve("input"));
    for (String article : List.of("article-a", "article-b")) {
      Files.writeString(
          input.resolve(article + ".txt"),
          "---\nid: %s\nsource: web\npublished: 2024-06-12\n---\n%s"
              .formatted(article, Files.readString(DATA.resolve(article + ".txt"))));
    }

    String run =
        TrainedRun.run(
                "jobs/label.yaml",
                "model=" + TrainedRun.model(),
                "input=" + input,
                "output=" + temporary)
            .directory();

    ParquetRows.Head labelled = ParquetRows.head(new Configuration(), run + "/labelled", 1000);
    int text = labelled.names().indexOf("text");
    List<String> texts = labelled.rows().stream().map(row -> row.get(text)).toList();
    assertThat(starts())
        .isNotEmpty()
        .allSatisfy(
            start -> assertThat(texts).as(start).anyMatch(found -> found.startsWith(start)));
    assertThat(texts)
        .noneMatch(
            found ->
                found.equals("Skip to content")
                    || found.startsWith("Read also:")
                    || found.equals("Latest"));
  }
}
