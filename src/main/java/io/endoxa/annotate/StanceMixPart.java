package io.endoxa.annotate;

import io.endoxa.codebook.Stance;
import io.endoxa.error.UserException;
import io.endoxa.yaml.YamlMap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One data set of a mixture, and how much of it is taken.
 *
 * @param name goes before the ids and groups of its pairs
 * @param pairs its file
 * @param texts the file of the texts that pairs name by {@code body}; null if each has its own
 * @param take how many pairs of a stance at the most; none of a stance that is not here. The labels
 *     are taken as they stand: a set without "discuss" teaches nothing about it
 * @param repeat how often a pair is taken where a stance has fewer than asked for
 * @param madeUnrelated how many pairs of {@link MadeUnrelated} are added
 * @param madeNegated how many pairs of {@link MadeNegated} are added
 * @param heldOut whether a benchmark scores one group and one story in five of this very set, see
 *     {@link HeldOutGroups#mayTrain}
 * @param benchmarks files that benchmarks score: no text of theirs is trained on
 */
public record StanceMixPart(
    String name,
    Path pairs,
    @Nullable Path texts,
    Map<Stance, Integer> take,
    int repeat,
    int madeUnrelated,
    int madeNegated,
    boolean heldOut,
    List<Path> benchmarks) {
  private static final int MOST = 10_000_000;
  private static final String PAIRS = "pairs";
  private static final String TEXTS = "texts";
  private static final String REPEAT = "repeat";
  private static final int MOST_REPEATS = 100;
  private static final String MADE_UNRELATED = "made-unrelated";
  private static final String MADE_NEGATED = "made-negated";
  private static final String HELD_OUT = "held-out";
  private static final String BENCHMARKS = "benchmark-pairs";

  public StanceMixPart {
    take = Collections.unmodifiableMap(copy(take));
    benchmarks = List.copyOf(benchmarks);
  }

  private static Map<Stance, Integer> copy(Map<Stance, Integer> take) {
    Map<Stance, Integer> copy = new EnumMap<>(Stance.class);
    copy.putAll(take);
    return copy;
  }

  /**
   * Reads the data sets of a mixture from a job file, where each looks like this:
   *
   * <pre>{@code
   * - name: perspectrum
   *   pairs: perspectrum-train.jsonl.gz
   *   agree: 3000
   *   disagree: 3000
   *   made-unrelated: 900
   *   made-negated: 500
   *   benchmark-pairs: perspectrum-dev.jsonl.gz
   * }</pre>
   *
   * @param data the directory that file names count from
   * @throws UserException naming file, line and key
   */
  public static List<StanceMixPart> readAll(List<YamlMap> maps, Path data) {
    List<StanceMixPart> parts = new ArrayList<>();
    for (YamlMap map : maps) {
      StanceMixPart part = read(map, data);
      if (parts.stream().anyMatch(other -> other.name.equals(part.name))) {
        throw new UserException(
            "%s: name '%s' stands twice. Give each data set a name of its own."
                .formatted(map.placeOf("name"), part.name));
      }
      parts.add(part);
    }
    return List.copyOf(parts);
  }

  private static StanceMixPart read(YamlMap map, Path data) {
    List<String> known =
        new ArrayList<>(
            List.of(
                "name", PAIRS, TEXTS, REPEAT, MADE_UNRELATED, MADE_NEGATED, HELD_OUT, BENCHMARKS));
    Map<Stance, Integer> take = new EnumMap<>(Stance.class);
    for (int i = 0; i < Stance.COUNT; i++) {
      String label = Stance.at(i).label();
      known.add(label);
      if (map.has(label)) {
        take.put(Stance.at(i), map.integer(label, 0, MOST));
      }
    }
    map.onlyKnownKeys(known);
    return new StanceMixPart(
        map.string("name"),
        data.resolve(map.string(PAIRS)),
        map.has(TEXTS) ? data.resolve(map.string(TEXTS)) : null,
        take,
        map.has(REPEAT) ? map.integer(REPEAT, 1, MOST_REPEATS) : 1,
        map.has(MADE_UNRELATED) ? map.integer(MADE_UNRELATED, 0, MOST) : 0,
        map.has(MADE_NEGATED) ? map.integer(MADE_NEGATED, 0, MOST) : 0,
        map.has(HELD_OUT) && map.bool(HELD_OUT),
        map.has(BENCHMARKS)
            ? map.strings(BENCHMARKS).stream().map(data::resolve).toList()
            : List.of());
  }

  /** Every file that is read. */
  public List<Path> files() {
    List<Path> files = new ArrayList<>(List.of(pairs));
    if (texts != null) {
      files.add(texts);
    }
    files.addAll(benchmarks);
    return files;
  }
}
