package io.endoxa.job;

import io.endoxa.annotate.LabelledDataset;
import io.endoxa.annotate.ParagraphLabels;
import io.endoxa.codebook.Codebook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Some sources of the shipped dataset, for tests that train more than once. */
public final class SmallDataset {
  private static final Path SHIPPED = Path.of("datasets/south-caucasus");
  private static final List<String> SOURCES =
      List.of("hrazdan-review", "kura-herald", "tarn-courier");

  private SmallDataset() {}

  /** Copies the sources' articles and labels and the codebook, and returns the directory. */
  public static Path copyTo(Path directory) throws IOException {
    Path articles = Files.createDirectories(directory.resolve("articles"));
    Path labels = Files.createDirectories(directory.resolve("labels"));
    Files.copy(SHIPPED.resolve("codebook.yaml"), directory.resolve("codebook.yaml"));
    for (String source : SOURCES) {
      copy(SHIPPED.resolve("articles/txt"), source, articles);
      copy(SHIPPED.resolve("labels"), source.replace("tarn", "the-tarn"), labels);
    }
    return directory;
  }

  /** Puts one source into the test part and the others into train, and returns the file. */
  static Path writeSplits(Path directory, String testSource) throws IOException {
    return writeSplits(directory, testSource, "test");
  }

  /** Puts one source into another part and the others into train, and returns the file. */
  static Path writeSplits(Path directory, String otherSource, String part) throws IOException {
    Codebook codebook = Codebook.read(directory.resolve("codebook.yaml"));
    String lines =
        LabelledDataset.read(directory, codebook).labels().stream()
            .map(ParagraphLabels::articleId)
            .distinct()
            .map(
                article ->
                    "{\"article\": \"%s\", \"source\": \"%s\", \"part\": \"%s\"}%n"
                        .formatted(
                            article,
                            source(directory, article),
                            article.startsWith(otherSource) ? part : "train"))
            .collect(Collectors.joining());
    return Files.writeString(directory.resolve("splits.jsonl"), lines);
  }

  private static String source(Path directory, String article) {
    String beginning = "source: ";
    try (Stream<String> lines =
        Files.lines(directory.resolve("articles").resolve(article + ".txt"))) {
      return lines
          .filter(line -> line.startsWith(beginning))
          .map(line -> line.substring(beginning.length()))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, String beginning, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        if (file.getFileName().toString().startsWith(beginning)) {
          Files.copy(file, to.resolve(file.getFileName()));
        }
      }
    }
  }
}
