package io.endoxa.annotate;

import com.fasterxml.jackson.databind.JsonNode;
import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Stance;
import io.endoxa.error.UserException;
import io.endoxa.text.Voice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads label files: JSON Lines, one paragraph a line, such as
 *
 * <pre>{@code
 * {"article": "a1", "starts": "The convoy left", "stances": {"secret_deal": "discuss"},
 *  "frames": ["political"], "voice": "reported", "phenomena": ["rumour"], "annotator": "anna",
 *  "pair_id": "p7"}
 * }</pre>
 *
 * <p>Every question of the codebook must be labelled; what follows the stances is optional.
 */
final class LabelFile {
  private static final Set<String> KEYS =
      Set.of(
          "article", "starts", "stances", "frames", "voice", "phenomena", "annotator", "pair_id");
  private static final List<String> VOICES =
      Arrays.stream(Voice.values()).map(Voice::label).toList();
  private static final Pattern PHENOMENON = Pattern.compile("[a-z]+(_[a-z]+)*");

  private LabelFile() {}

  /** Reads every {@code .jsonl} file of a directory, in the order of their names. */
  static List<ParagraphLabels> readAll(Path directory, Codebook codebook) {
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
  static List<Path> files(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
    } catch (IOException e) {
      throw new UserException(
          directory + ": is not a readable directory of label files. Check 'dataset'.", e);
    }
  }

  /** Reads one file; throws {@link UserException} naming the line at the first thing wrong. */
  static List<ParagraphLabels> read(Path file, Codebook codebook) {
    return JsonRow.read(file).stream().map(row -> labels(row, codebook)).toList();
  }

  static ParagraphLabels parse(String place, String line, Codebook codebook) {
    return labels(JsonRow.parse(place, line), codebook);
  }

  private static ParagraphLabels labels(JsonRow row, Codebook codebook) {
    row.onlyKnownKeys(KEYS);
    String annotator = row.textOrNull("annotator");
    return new ParagraphLabels(
        row.place(),
        row.text("article"),
        row.text("starts"),
        stances(row, codebook),
        frames(row, codebook),
        annotator == null ? "" : annotator,
        voice(row),
        phenomena(row),
        row.textOrNull("pair_id"));
  }

  private static Map<String, Stance> stances(JsonRow row, Codebook codebook) {
    JsonNode node = row.node().path("stances");
    Map<String, Stance> stances = new LinkedHashMap<>();
    node.fieldNames()
        .forEachRemaining(
            question -> {
              row.requireKnown("question", question, codebook.questionIds());
              stances.put(question, Stance.of(node.path(question).asText(), row.place()));
            });
    for (String question : codebook.questionIds()) {
      if (!stances.containsKey(question)) {
        throw new UserException(
            "%s: stances has no '%s', expected a stance for every question of %s."
                .formatted(row.place(), question, codebook.label()));
      }
    }
    return stances;
  }

  private static @Nullable List<String> frames(JsonRow row, Codebook codebook) {
    List<String> frames = row.textsOrNull("frames", "frames");
    if (frames != null) {
      frames.forEach(frame -> row.requireKnown("frame", frame, codebook.frameIds()));
    }
    return frames;
  }

  private static @Nullable Voice voice(JsonRow row) {
    String voice = row.textOrNull("voice");
    if (voice == null) {
      return null;
    }
    row.requireKnown("voice", voice, VOICES);
    return Voice.valueOf(voice.toUpperCase(Locale.ROOT));
  }

  private static List<String> phenomena(JsonRow row) {
    List<String> phenomena = row.textsOrNull("phenomena", "words");
    if (phenomena == null) {
      return List.of();
    }
    for (String phenomenon : phenomena) {
      if (!PHENOMENON.matcher(phenomenon).matches()) {
        throw new UserException(
            "%s: phenomenon '%s' does not fit: expected lower-case words joined by _."
                .formatted(row.place(), phenomenon));
      }
    }
    return phenomena;
  }
}
