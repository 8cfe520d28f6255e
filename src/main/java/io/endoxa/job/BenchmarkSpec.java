package io.endoxa.job;

import io.endoxa.error.UserException;
import io.endoxa.yaml.YamlMap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a benchmark scores and what it expects.
 *
 * @param pairs the file whose pairs are scored
 * @param texts the file of the texts that pairs name by {@code body}; null if each has its own
 * @param trainPairs what baselines are trained on; null if only the groups and stories of {@code
 *     pairs} that are held out are scored, and the baselines are trained on the others
 * @param trainPerStance how many pairs of a stance baselines are trained on, at the most
 * @param note printed with the results
 */
record BenchmarkSpec(
    Path pairs,
    @Nullable Path texts,
    @Nullable Path trainPairs,
    int trainPerStance,
    @Nullable String note,
    List<ExpectedFigure> expected) {
  private static final int MOST_PAIRS = 1_000_000;

  BenchmarkSpec {
    expected = List.copyOf(expected);
  }

  static BenchmarkSpec read(Path file, YamlMap map) {
    String pairs = map.string(JobKey.PAIRS.word());
    String texts = map.stringOrNull(JobKey.TEXTS.word());
    String trainPairs = map.stringOrNull(JobKey.TRAIN_PAIRS.word());
    if (!map.has(JobKey.DATA.word())) {
      List<String> needed = new ArrayList<>(List.of(pairs));
      if (texts != null) {
        needed.add(texts);
      }
      if (trainPairs != null) {
        needed.add(trainPairs);
      }
      throw new UserException(
          "%s needs data=DIRECTORY with %s, which are not part of Endoxa. Add --set data=DIRECTORY."
              .formatted(file, String.join(", ", needed)));
    }
    Path data = Path.of(map.string(JobKey.DATA.word()));
    return new BenchmarkSpec(
        data.resolve(pairs),
        texts == null ? null : data.resolve(texts),
        trainPairs == null ? null : data.resolve(trainPairs),
        map.integer(JobKey.TRAIN_PER_STANCE.word(), 1, MOST_PAIRS),
        map.stringOrNull(JobKey.NOTE.word()),
        map.has(JobKey.EXPECTED.word())
            ? ExpectedFigure.readAll(map.maps(JobKey.EXPECTED.word()))
            : List.of());
  }

  /** Every file that is read. */
  List<Path> files() {
    List<Path> files = new ArrayList<>(List.of(pairs));
    if (texts != null) {
      files.add(texts);
    }
    if (trainPairs != null) {
      files.add(trainPairs);
    }
    return files;
  }

  /** Throws if a file is missing. */
  void requireFiles() {
    for (Path file : files()) {
      if (!Files.isRegularFile(file)) {
        throw new UserException(
            "%s: there is no such file. Check 'data', the directory of the data set's files."
                .formatted(file));
      }
    }
  }
}
