package io.endoxa.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
