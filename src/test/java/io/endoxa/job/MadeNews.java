package io.endoxa.job;

import io.endoxa.spark.MadeTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Files of news that is made up, with all that makes rows meet each other: articles that come
 * twice, paragraphs that come again, others that nearly do, and lines that are no articles.
 */
final class MadeNews {
  private static final int PARAGRAPHS = 10;
  private static final int FILES = 12;

  private MadeNews() {}

  /** Writes some articles of ten paragraphs each; gives the directory. */
  static Path write(Path directory, int articles, long seed) throws IOException {
    List<String> texts = MadeTexts.of(articles * PARAGRAPHS, seed);
    List<StringBuilder> files = new ArrayList<>();
    for (int file = 0; file < FILES; file++) {
      files.add(new StringBuilder());
    }
    for (int article = 0; article < articles; article++) {
      List<String> body =
          new ArrayList<>(texts.subList(article * PARAGRAPHS, (article + 1) * PARAGRAPHS));
      if (article % 5 == 1) {
        body.set(3, texts.get((article - 1) * PARAGRAPHS));
      }
      if (article % 7 == 1) {
        body.set(4, texts.get((article - 1) * PARAGRAPHS + 1) + " It rained again.");
      }
      line(files.get(article % FILES), "a" + article, article, body);
      if (article % 25 == 2) {
        line(files.get((article + 1) % FILES), "copy" + article, article, body);
      }
    }
    Files.createDirectories(directory);
    for (int file = 0; file < FILES; file++) {
      files.get(file).append("no article\n");
      Files.writeString(directory.resolve("news%02d.jsonl".formatted(file)), files.get(file));
    }
    return directory;
  }

  private static void line(StringBuilder file, String id, int day, List<String> body) {
    file.append(
        "{\"id\": \"%s\", \"source\": \"Quay %d\", \"published\": \"2024-%02d-%02dT06:00:00Z\", \"text\": \"%s\"}\n"
            .formatted(id, day % 4, 1 + day % 12, 1 + day / 12 % 28, String.join("\\n\\n", body)));
  }
}
