package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.endoxa.text.Article;
import io.endoxa.text.Paragraph;
import io.endoxa.text.ReadResult;
import io.endoxa.text.clean.ArticleCutter;
import io.endoxa.text.source.ArticleFields;
import io.endoxa.text.source.ArticleSources;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped dataset keeps its promises, and its raw files give the text that was written. */
class ShippedDatasetTest {
  private static final Path DATASET = Path.of("datasets/south-caucasus");

  @TempDir private Path temporary;

  @Test
  void everyCheckPasses() {
    JobRunner.Finished finished = TrainedRun.run("jobs/check-dataset.yaml", "output=" + temporary);

    assertThat(finished.plainSummary())
        .contains("minimal pairs", "kappa secret_deal", "near-duplicates in two parts")
        .containsPattern("All \\d\\d checks pass\\.")
        .doesNotContain("FAILS");
  }

  /** Pages of six layouts, text with residue, JSON Lines and CSV; nothing lost, nothing let in. */
  @Test
  void everyRawFileGivesTheParagraphsThatWereWritten() throws IOException {
    Map<String, List<String>> written = reference();
    Map<String, List<String>> read = new TreeMap<>();
    ArticleCutter cutter = new ArticleCutter();
    for (Path file : files(DATASET.resolve("articles"))) {
      try (InputStream in = Files.newInputStream(file)) {
        Iterator<ReadResult> results =
            new ArticleSources(ArticleFields.STANDARD)
                .forFile(file.toString())
                .orElseThrow()
                .read(file.toString(), in);
        while (results.hasNext()) {
          ReadResult result = results.next();
          assertThat(result).isInstanceOf(Article.class);
          Article article = (Article) result;
          read.put(
              article.id(),
              cutter.cut(article).paragraphs().stream().map(Paragraph::text).toList());
        }
      }
    }

    assertThat(read.keySet()).isEqualTo(written.keySet());
    assertThat(read)
        .allSatisfy((id, paragraphs) -> assertThat(paragraphs).isEqualTo(written.get(id)));
  }

  private static Map<String, List<String>> reference() throws IOException {
    ObjectMapper json = new ObjectMapper();
    Map<String, List<String>> reference = new TreeMap<>();
    for (Path file : files(DATASET.resolve("reference"))) {
      for (String line : Files.readAllLines(file)) {
        JsonNode row = json.readTree(line);
        List<String> paragraphs = new ArrayList<>();
        row.get("paragraphs").forEach(paragraph -> paragraphs.add(paragraph.asText()));
        reference.put(row.get("article").asText(), paragraphs);
      }
    }
    return reference;
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
