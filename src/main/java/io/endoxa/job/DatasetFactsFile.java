package io.endoxa.job;

import io.endoxa.report.DatasetFacts;
import io.endoxa.yaml.YamlMap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Reads what a dataset says of itself for cards: {@code card.yaml}, which it may have. */
final class DatasetFactsFile {
  /** The file's name inside a dataset's directory. */
  static final String FILE = "card.yaml";

  private static final String LICENCE = "licence";
  private static final String ANNOTATIONS = "annotations-creators";
  private static final String LANGUAGE = "language-creators";
  private static final String LIMITS = "limits";

  /** What the Hub knows. */
  private static final List<String> CREATORS =
      List.of("crowdsourced", "expert-generated", "found", "machine-generated", "other");

  private DatasetFactsFile() {}

  /**
   * The facts; without a file, the name of the directory alone.
   *
   * @throws io.endoxa.error.UserException naming file, line and key
   */
  static DatasetFacts read(Path dataset) {
    String name = dataset.toAbsolutePath().normalize().getFileName().toString();
    Path file = dataset.resolve(FILE);
    if (!Files.exists(file)) {
      return new DatasetFacts(name, null, List.of(), List.of(), List.of());
    }
    YamlMap map = YamlMap.read(file);
    map.onlyKnownKeys(Set.of(LICENCE, ANNOTATIONS, LANGUAGE, LIMITS));
    return new DatasetFacts(
        name,
        map.stringOrNull(LICENCE),
        creators(map, ANNOTATIONS),
        creators(map, LANGUAGE),
        map.has(LIMITS) ? map.strings(LIMITS) : List.of());
  }

  private static List<String> creators(YamlMap map, String key) {
    return map.has(key) ? List.of(map.oneOf(key, CREATORS)) : List.of();
  }
}
