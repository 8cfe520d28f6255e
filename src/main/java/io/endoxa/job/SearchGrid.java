package io.endoxa.job;

import io.endoxa.error.UserException;
import io.endoxa.yaml.YamlMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Values of settings to choose from; one alone is not searched. Lists are not empty.
 *
 * @param judges settings of the judge, to train one after the other; empty for those of the job
 */
record SearchGrid(
    List<Double> regularisation,
    List<Double> vectorScale,
    List<Integer> epochs,
    List<JudgeSpec> judges) {
  private static final int MOST_SETTINGS = 100;
  private static final List<String> OF_JUDGE =
      List.of(
          JobKey.JUDGE_EPOCHS.word(),
          JobKey.JUDGE_LEARNING_RATE.word(),
          JobKey.JUDGE_FROZEN_LAYERS.word());

  SearchGrid {
    judges = List.copyOf(judges);
    regularisation = List.copyOf(regularisation);
    vectorScale = List.copyOf(vectorScale);
    epochs = List.copyOf(epochs);
  }

  /**
   * Reads a mapping such as {@code {regularisation: [0.0001, 0.0003], epochs: [8, 12]}}. What it
   * leaves out has the one value of the key of that name outside.
   *
   * @param judge the job's; null if it has none
   * @return null if the key is missing
   * @throws UserException naming file, line, key, what was found and what was expected
   */
  static @Nullable SearchGrid read(YamlMap map, String key, @Nullable JudgeSpec judge) {
    if (!map.has(key)) {
      return null;
    }
    String regularisation = JobKey.REGULARISATION.word();
    String vectorScale = JobKey.VECTOR_SCALE.word();
    String epochs = JobKey.EPOCHS.word();
    YamlMap grid = map.map(key);
    List<String> known = new ArrayList<>(List.of(regularisation, vectorScale, epochs));
    known.addAll(OF_JUDGE);
    grid.onlyKnownKeys(known);
    SearchGrid read =
        new SearchGrid(
            of(grid, map, regularisation).numbers(regularisation, 0, JobSpec.MOST_REGULARISATION),
            of(grid, map, vectorScale).numbers(vectorScale, 0, JobSpec.MOST_VECTOR_SCALE),
            of(grid, map, epochs).integers(epochs, 1, JobSpec.MOST_EPOCHS),
            judges(grid, map, judge));
    int size = read.linear().size() + read.epochs.size() + read.judges.size();
    if (size > MOST_SETTINGS) {
      throw new UserException(
          "%s: %s: %d settings to try, expected at most %d. Leave values out."
              .formatted(map.placeOf(key), key, size, MOST_SETTINGS));
    }
    return read;
  }

  private static List<JudgeSpec> judges(YamlMap grid, YamlMap map, @Nullable JudgeSpec judge) {
    Optional<String> asked = OF_JUDGE.stream().filter(grid::has).findFirst();
    if (asked.isEmpty()) {
      return List.of();
    }
    if (judge == null || judge.start() == null || judge.epochs() == 0) {
      throw new UserException(
          "%s: %s: settings of a judge are searched, and the job trains none. Write judge: %s, or where a judge lies, and judge-epochs of 1 or more."
              .formatted(grid.placeOf(asked.get()), asked.get(), JudgeSpec.ENCODER));
    }
    String epochs = JobKey.JUDGE_EPOCHS.word();
    String rate = JobKey.JUDGE_LEARNING_RATE.word();
    String frozen = JobKey.JUDGE_FROZEN_LAYERS.word();
    List<JudgeSpec> judges = new ArrayList<>();
    for (int count : of(grid, map, epochs).integers(epochs, 1, JudgeSpec.MOST_EPOCHS)) {
      for (double highest :
          of(grid, map, rate)
              .numbers(rate, JudgeSpec.LEAST_LEARNING_RATE, JudgeSpec.MOST_LEARNING_RATE)) {
        for (int layers : of(grid, map, frozen).integers(frozen, 0, JudgeSpec.MOST_LAYERS)) {
          judges.add(judge.with(count, highest, layers));
        }
      }
    }
    return judges;
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
