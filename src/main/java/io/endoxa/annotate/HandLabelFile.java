package io.endoxa.annotate;

import com.fasterxml.jackson.databind.JsonNode;
import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Stance;
import io.endoxa.error.UserException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads labels of a random sample of a corpus: JSON Lines, one paragraph and question a line, such
 * as
 *
 * <pre>{@code
 * {"paragraph_id": "43e5f8f9", "question_id": "secret_deal", "stance": "agree",
 *  "inclusion_probability": 0.06}
 * }</pre>
 *
 * <p>Other keys, such as the text, may stay. A paragraph need not be labelled for every question.
 */
public final class HandLabelFile {
  private static final String PROBABILITY = "inclusion_probability";

  private HandLabelFile() {}

  /**
   * The labels of a file, which may be packed by gzip.
   *
   * @throws UserException naming the line at the first thing wrong
   */
  public static List<HandLabel> read(Path file, Codebook codebook) {
    List<HandLabel> labels = new ArrayList<>();
    Map<List<String>, String> places = new HashMap<>();
    for (JsonRow row : JsonRow.read(file)) {
      HandLabel label = label(row, codebook);
      String other =
          places.putIfAbsent(List.of(label.paragraphId(), label.questionId()), row.place());
      if (other != null) {
        throw new UserException(
            "%s: labels paragraph '%s' for '%s', as %s does. Keep what was agreed on."
                .formatted(row.place(), label.paragraphId(), label.questionId(), other));
      }
      labels.add(label);
    }
    if (labels.isEmpty()) {
      throw new UserException(
          file + ": holds no labels, expected one paragraph and question a line.");
    }
    return List.copyOf(labels);
  }

  private static HandLabel label(JsonRow row, Codebook codebook) {
    String question = row.text("question_id");
    row.requireKnown("question", question, codebook.questionIds());
    return new HandLabel(
        row.text("paragraph_id"),
        question,
        Stance.of(row.text("stance"), row.place()),
        probability(row));
  }

  private static double probability(JsonRow row) {
    JsonNode value = row.node().path(PROBABILITY);
    if (!value.isNumber() || !(value.asDouble() > 0 && value.asDouble() <= 1)) {
      throw new UserException(
          "%s: %s is %s, expected a number above 0, at most 1: how likely the paragraph was to be drawn."
              .formatted(row.place(), PROBABILITY, value.isMissingNode() ? "missing" : value));
    }
    return value.asDouble();
  }
}
