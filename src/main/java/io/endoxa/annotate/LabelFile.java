package io.endoxa.annotate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Stance;
import io.endoxa.error.NearestName;
import io.endoxa.error.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads label files: JSON Lines, one paragraph a line, such as
 *
 * <pre>{@code
 * {"article": "a1", "starts": "The convoy left", "stances": {"secret_deal": "discuss"},
 *  "frames": ["political"], "voice": "reported", "phenomena": ["rumour"]}
 * }</pre>
 *
 * <p>Every question of the codebook must be labelled. {@code voice} and {@code phenomena} are
 * optional and are kept for error analysis, not read here.
 */
public final class LabelFile {
  private static final Set<String> KEYS =
      Set.of("article", "starts", "stances", "frames", "voice", "phenomena");
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build()
          .readerFor(JsonNode.class);

  private LabelFile() {}

  /** Reads every {@code .jsonl} file of a directory, in the order of their names. */
  public static List<ParagraphLabels> readAll(Path directory, Codebook codebook) {
    List<ParagraphLabels> labels = new ArrayList<>();
    for (Path file : files(directory)) {
      labels.addAll(read(file, codebook));
    }
    if (labels.isEmpty()) {
      throw new UserException(
          directory + ": holds no labels, expected .jsonl files with one paragraph a line.");
    }
    return labels;
  }

  /** The label files of a directory, sorted; throws {@link UserException} if it is not readable. */
  public static List<Path> files(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
    } catch (IOException e) {
      throw new UserException(
          directory + ": is not a readable directory of label files. Check 'dataset'.", e);
    }
  }

  /** Reads one file; throws {@link UserException} naming the line at the first thing wrong. */
  public static List<ParagraphLabels> read(Path file, Codebook codebook) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UserException(file + ": cannot be read as UTF-8: " + e.getMessage() + ".", e);
    }
    List<ParagraphLabels> labels = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        labels.add(parse(file + ":" + (i + 1), lines.get(i), codebook));
      }
    }
    return labels;
  }

  static ParagraphLabels parse(String place, String line, Codebook codebook) {
    JsonNode row;
    try {
      row = JSON.readValue(line);
    } catch (JsonProcessingException e) {
      throw new UserException(
          "%s: is not a JSON object: %s.".formatted(place, e.getOriginalMessage()), e);
    }
    row.fieldNames().forEachRemaining(key -> known(place, "key", key, KEYS));
    return new ParagraphLabels(
        place,
        text(place, row, "article"),
        text(place, row, "starts"),
        stances(place, row.path("stances"), codebook),
        frames(place, row.get("frames"), codebook));
  }

  private static Map<String, Stance> stances(String place, JsonNode node, Codebook codebook) {
    Map<String, Stance> stances = new LinkedHashMap<>();
    node.fieldNames()
        .forEachRemaining(
            question -> {
              known(place, "question", question, codebook.questionIds());
              stances.put(question, Stance.of(node.path(question).asText(), place));
            });
    for (String question : codebook.questionIds()) {
      if (!stances.containsKey(question)) {
        throw new UserException(
            "%s: stances has no '%s', expected a stance for every question of %s."
                .formatted(place, question, codebook.label()));
      }
    }
    return stances;
  }

  private static @Nullable List<String> frames(
      String place, @Nullable JsonNode node, Codebook codebook) {
    if (node == null || node.isNull()) {
      return null;
    }
    if (!node.isArray()) {
      throw new UserException(
          "%s: frames is %s, expected a list of frames.".formatted(place, node));
    }
    List<String> frames = new ArrayList<>();
    for (JsonNode frame : node) {
      known(place, "frame", frame.asText(), codebook.frameIds());
      frames.add(frame.asText());
    }
    return frames;
  }

  private static void known(String place, String what, String name, Collection<String> known) {
    if (!known.contains(name)) {
      throw new UserException(
          "%s: %s '%s' is unknown.%s Known: %s."
              .formatted(
                  place,
                  what,
                  name,
                  NearestName.hint(name, known),
                  String.join(", ", known.stream().sorted().toList())));
    }
  }

  private static String text(String place, JsonNode row, String key) {
    String value = row.path(key).asText("").strip();
    if (value.isEmpty()) {
      throw new UserException("%s: '%s' is missing, expected a text.".formatted(place, key));
    }
    return value;
  }
}
