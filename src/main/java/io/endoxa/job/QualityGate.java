package io.endoxa.job;

import io.endoxa.error.NearestName;
import io.endoxa.error.UserException;
import io.endoxa.report.Figures;
import io.endoxa.yaml.YamlMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The macro-F1 that a job asks of its model, such as {@code {floor: 0.35, baseline:
 * models/south-caucasus, tolerance: 0.02, per-question: {secret_deal: 0.45}}}. All figures are from
 * 0 to 1.
 *
 * <p>Every question must have a figure, whatever the floors: one that could not be measured is not
 * known to be good. {@code except} names the questions of which nothing is asked.
 *
 * @param place where it stands
 * @param floor of every question that has none of its own
 * @param mean of the mean over the questions that have a figure; 0 asks for nothing
 * @param perQuestion floors by question id
 * @param except ids of questions
 * @param baseline a quality.json, or a run or model directory with one; null for none
 * @param tolerance how far below the baseline's figure a question may be
 */
record QualityGate(
    String place,
    double floor,
    double mean,
    Map<String, Double> perQuestion,
    Set<String> except,
    @Nullable String baseline,
    double tolerance) {
  private static final String FLOOR = "floor";
  private static final String MEAN = "mean";
  private static final String PER_QUESTION = "per-question";
  private static final String EXCEPT = "except";
  private static final String BASELINE = "baseline";
  private static final String TOLERANCE = "tolerance";
  private static final List<String> ASKING = List.of(FLOOR, MEAN, PER_QUESTION, BASELINE);

  QualityGate {
    perQuestion = Collections.unmodifiableMap(new TreeMap<>(perQuestion));
    except = Collections.unmodifiableSet(new TreeSet<>(except));
  }

  /**
   * Reads the gate of a job; null if it has none.
   *
   * @throws UserException naming file, line, what was found and what was expected
   */
  static @Nullable QualityGate read(YamlMap job, String key) {
    if (!job.has(key)) {
      return null;
    }
    YamlMap map = job.map(key);
    List<String> known = new ArrayList<>(ASKING);
    known.addAll(List.of(EXCEPT, TOLERANCE));
    map.onlyKnownKeys(known);
    if (ASKING.stream().noneMatch(map::has)) {
      throw new UserException(
          "%s: %s asks for nothing, expected one of %s at least."
              .formatted(map.place(), key, String.join(", ", ASKING)));
    }
    if (map.has(BASELINE) != map.has(TOLERANCE)) {
      throw new UserException(
          "%s: %s: baseline and tolerance stand together, found only %s. Add %s"
              .formatted(
                  map.place(),
                  key,
                  map.has(BASELINE) ? BASELINE : TOLERANCE,
                  map.has(BASELINE)
                      ? "how far below the baseline a question may be, such as tolerance: 0.02."
                      : "baseline: FILE, or remove tolerance."));
    }
    return new QualityGate(
        "%s: %s".formatted(job.placeOf(key), key),
        figure(map, FLOOR),
        figure(map, MEAN),
        map.has(PER_QUESTION) ? floors(map.map(PER_QUESTION)) : Map.of(),
        map.has(EXCEPT) ? Set.copyOf(map.strings(EXCEPT)) : Set.of(),
        map.stringOrNull(BASELINE),
        figure(map, TOLERANCE));
  }

  private static double figure(YamlMap map, String key) {
    return map.has(key) ? map.number(key, 0, 1) : 0;
  }

  private static Map<String, Double> floors(YamlMap map) {
    return map.keys().stream()
        .collect(Collectors.toMap(question -> question, question -> map.number(question, 0, 1)));
  }

  /** The least macro-F1 of a question, whatever the baseline reaches. */
  double floorOf(String question) {
    return perQuestion.getOrDefault(question, floor);
  }

  /** Throws {@link UserException} if the gate names a question that is none of these. */
  void requireKnown(List<String> questionIds) {
    Set<String> named = new TreeSet<>(perQuestion.keySet());
    named.addAll(except);
    for (String question : named) {
      if (!questionIds.contains(question)) {
        throw new UserException(
            "%s: question '%s' is unknown.%s Known: %s."
                .formatted(
                    place,
                    question,
                    NearestName.hint(question, questionIds),
                    String.join(", ", questionIds)));
      }
    }
  }

  /** What is asked for, in one line. */
  String words() {
    List<String> words = new ArrayList<>();
    words.add("every question %s".formatted(Figures.decimal(floor)));
    perQuestion.forEach((question, least) -> words.add(question + " " + Figures.decimal(least)));
    if (mean > 0) {
      words.add("mean %s".formatted(Figures.decimal(mean)));
    }
    if (baseline != null) {
      words.add("at most %s below %s".formatted(Figures.decimal(tolerance), baseline));
    }
    if (!except.isEmpty()) {
      words.add("nothing of %s".formatted(String.join(", ", except)));
    }
    return String.join("; ", words);
  }
}
