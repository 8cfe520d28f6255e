package io.endoxa.job;

import io.endoxa.error.UserException;
import io.endoxa.yaml.YamlMap;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values of head settings to choose from; one alone is not searched. Lists are not empty. */
record SearchGrid(List<Double> regularisation, List<Double> vectorScale, List<Integer> epochs) {
  private static final int MOST_SETTINGS = 100;

  SearchGrid {
    regularisation = List.copyOf(regularisation);
    vectorScale = List.copyOf(vectorScale);
    epochs = List.copyOf(epochs);
  }

  /**
   * Reads a mapping such as {@code {regularisation: [0.0001, 0.0003], epochs: [8, 12]}}. What it
   * leaves out has the one value of the key of that name outside.
   *
   * @return null if the key is missing
   * @throws UserException naming file, line, key, what was found and what was expected
   */
  static @Nullable SearchGrid read(YamlMap map, String key) {
    if (!map.has(key)) {
      return null;
    }
    String regularisation = JobKey.REGULARISATION.word();
    String vectorScale = JobKey.VECTOR_SCALE.word();
    String epochs = JobKey.EPOCHS.word();
    YamlMap grid = map.map(key);
    grid.onlyKnownKeys(List.of(regularisation, vectorScale, epochs));
    SearchGrid read =
        new SearchGrid(
            of(grid, map, regularisation).numbers(regularisation, 0, JobSpec.MOST_REGULARISATION),
            of(grid, map, vectorScale).numbers(vectorScale, 0, JobSpec.MOST_VECTOR_SCALE),
            of(grid, map, epochs).integers(epochs, 1, JobSpec.MOST_EPOCHS));
    int size = read.linear().size() + read.epochs.size();
    if (size > MOST_SETTINGS) {
      throw new UserException(
          "%s: %s: %d settings to try, expected at most %d. Leave values out."
              .formatted(map.placeOf(key), key, size, MOST_SETTINGS));
    }
    return read;
  }

  private static YamlMap of(YamlMap grid, YamlMap map, String key) {
    return grid.has(key) ? grid : map;
  }

  /** Every pair of values for the linear heads, with the first number of epochs. */
  List<HeadSettings> linear() {
    List<HeadSettings> settings = new ArrayList<>();
    for (double penalty : regularisation) {
      for (double scale : vectorScale) {
        settings.add(new HeadSettings(penalty, scale, epochs.get(0)));
      }
    }
    return settings;
  }
}
