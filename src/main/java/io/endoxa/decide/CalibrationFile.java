package io.endoxa.decide;

import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Stance;
import io.endoxa.error.NearestName;
import io.endoxa.error.UserException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;

/**
 * calibration.json: how logits become decisions. By question: the weights and biases of the heads;
 * the same with the judge and the gate before it, for the questions that the judge is asked about;
 * the least confidence. By frame: the threshold.
 */
record CalibrationFile(
    Calibration calibration, List<DecisionRule> rules, List<Double> frameThresholds) {
  private static final String FILE = ModelFiles.CALIBRATION;
  private static final int FORMAT = 2;
  private static final List<String> STANCES =
      Arrays.stream(Stance.values()).map(Stance::label).toList();

  /** The file; {@code minConfidence} is null where no confidence is enough. */
  record Content(
      int format,
      Map<String, @Nullable Double> minConfidence,
      Map<String, Weighed> heads,
      Map<String, Gated> judged,
      Map<String, Double> frameThresholds) {}

  /** A {@link Stacker}: weights by head, biases by stance. */
  record Weighed(Map<String, Double> weights, Map<String, Double> biases) {}

  /** A {@link Calibration.Judged}. */
  record Gated(double gate, Map<String, Double> weights, Map<String, Double> biases) {}

  static byte[] write(StanceModel model) {
    List<String> heads = model.heads().stream().map(head -> head.id()).toList();
    List<String> withJudge = withJudge(heads);
    Map<String, @Nullable Double> minConfidence = new TreeMap<>();
    Map<String, Weighed> weighed = new TreeMap<>();
    Map<String, Gated> gated = new TreeMap<>();
    for (int q = 0; q < model.rules().size(); q++) {
      String id = model.codebook().questionIds().get(q);
      DecisionRule rule = model.rules().get(q);
      minConfidence.put(id, rule.answers() ? rule.minConfidence() : null);
      Calibration.OfQuestion question = model.calibration().questions().get(q);
      weighed.put(
          id,
          new Weighed(
              named(heads, question.heads().weights()), named(STANCES, question.heads().biases())));
      Calibration.Judged judged = question.judged();
      if (judged != null) {
        gated.put(
            id,
            new Gated(
                judged.gate().threshold(),
                named(withJudge, judged.stacker().weights()),
                named(STANCES, judged.stacker().biases())));
      }
    }
    return ModelJson.write(
        new Content(
            FORMAT,
            minConfidence,
            weighed,
            gated,
            named(model.codebook().frameIds(), model.frameThresholds())));
  }

  private static List<String> withJudge(List<String> heads) {
    List<String> all = new ArrayList<>(heads);
    all.add(Calibration.JUDGE);
    return all;
  }

  static Map<String, Double> named(List<String> ids, List<Double> values) {
    Map<String, Double> named = new TreeMap<>();
    for (int i = 0; i < ids.size(); i++) {
      named.put(ids.get(i), values.get(i));
    }
    return named;
  }

  /** Reads the file; throws {@link UserException} naming the field. */
  static CalibrationFile read(byte[] bytes, List<String> heads, Codebook codebook) {
    Content content = ModelJson.read(FILE, bytes, FORMAT, Content.class);
    requireKnown(content.judged().keySet(), codebook.questionIds());
    List<DecisionRule> rules = new ArrayList<>();
    List<Calibration.OfQuestion> questions = new ArrayList<>();
    for (String id : codebook.questionIds()) {
      rules.add(rule(content, id));
      Weighed weighed = content.heads().get(id);
      if (weighed == null) {
        throw missing("heads." + id, "weights and biases for each id of " + ModelFiles.CODEBOOK);
      }
      questions.add(
          new Calibration.OfQuestion(
              stacker("heads." + id, weighed.weights(), weighed.biases(), heads),
              judged(content, id, withJudge(heads))));
    }
    return new CalibrationFile(
        new Calibration(questions),
        rules,
        ordered(
            "frameThresholds",
            content.frameThresholds(),
            codebook.frameIds(),
            "a number from 0 to 1",
            CalibrationFile::isShare));
  }

  /** A misspelt question would be one that the judge is silently not asked about. */
  private static void requireKnown(Set<String> judged, List<String> questions) {
    for (String id : new TreeSet<>(judged)) {
      if (!questions.contains(id)) {
        throw new UserException(
            "%s: field 'judged.%s' is unknown.%s Known fields: %s."
                .formatted(
                    FILE, id, NearestName.hint(id, questions), String.join(", ", questions)));
      }
    }
  }

  private static DecisionRule rule(Content content, String id) {
    String field = "minConfidence";
    if (!content.minConfidence().containsKey(id)) {
      throw missing(field + "." + id, "a number or null for each id of " + ModelFiles.CODEBOOK);
    }
    Double least = content.minConfidence().get(id);
    return least == null
        ? DecisionRule.NEVER
        : new DecisionRule(
            checked(field + "." + id, least, "a number from 0 to 1", CalibrationFile::isShare));
  }

  private static Calibration.@Nullable Judged judged(
      Content content, String id, List<String> withJudge) {
    Gated gated = content.judged().get(id);
    if (gated == null) {
      return null;
    }
    String field = "judged." + id;
    return new Calibration.Judged(
        new JudgeGate(
            checked(
                field + ".gate", gated.gate(), "a number from 0 to 1", CalibrationFile::isShare)),
        stacker(field, gated.weights(), gated.biases(), withJudge));
  }

  private static Stacker stacker(
      String field, Map<String, Double> weights, Map<String, Double> biases, List<String> heads) {
    return new Stacker(
        ordered(
            field + ".weights",
            weights,
            heads,
            "a number from 0 on",
            value -> value >= 0 && Double.isFinite(value)),
        ordered(field + ".biases", biases, STANCES, "a number", Double::isFinite));
  }

  private static List<Double> ordered(
      String field,
      Map<String, Double> named,
      List<String> ids,
      String expected,
      DoublePredicate fits) {
    List<Double> values = new ArrayList<>();
    for (String id : ids) {
      Double value = named.get(id);
      if (value == null) {
        throw missing(field + "." + id, expected);
      }
      values.add(checked(field + "." + id, value, expected, fits));
    }
    return values;
  }

  private static boolean isShare(double value) {
    return value >= 0 && value <= 1;
  }

  private static double checked(String field, double value, String expected, DoublePredicate fits) {
    if (fits.test(value)) {
      return value;
    }
    throw new UserException(
        "%s: field '%s' holds %s, expected %s. Mend it or train the model again."
            .formatted(FILE, field, value, expected));
  }

  private static UserException missing(String field, String expected) {
    return new UserException(
        "%s: field '%s' is missing, expected %s. Train the model again."
            .formatted(FILE, field, expected));
  }
}
