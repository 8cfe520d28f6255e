package io.endoxa.annotate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.endoxa.error.NearestName;
import io.endoxa.error.UserException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * One line of a JSON Lines file. Every reading method throws a {@link UserException} that names
 * file and line.
 *
 * @param place file and line, for messages
 * @param node what stands there, usually an object
 */
record JsonRow(String place, JsonNode node) {
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build()
          .readerFor(JsonNode.class);

  /** The lines of a file that are not blank; a file that ends in .gz is unpacked. */
  static List<JsonRow> read(Path file) {
    List<String> lines;
    try {
      lines = lines(file);
    } catch (NoSuchFileException e) {
      throw new UserException(file + ": there is no such file. Check the path.", e);
    } catch (IOException e) {
      throw new UserException(file + ": cannot be read as UTF-8: " + e.getMessage() + ".", e);
    }
    List<JsonRow> rows = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        rows.add(parse(file + ":" + (i + 1), lines.get(i)));
      }
    }
    return rows;
  }

  private static List<String> lines(Path file) throws IOException {
    if (!file.toString().endsWith(".gz")) {
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    }
    // A reader with a decoder of its own refuses bytes that are not UTF-8, as readAllLines does.
    try (InputStream packed = Files.newInputStream(file);
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(
                    new GZIPInputStream(packed), StandardCharsets.UTF_8.newDecoder()))) {
      List<String> lines = new ArrayList<>();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
      }
      return lines;
    }
  }

  static JsonRow parse(String place, String line) {
    try {
      return new JsonRow(place, JSON.readValue(line));
    } catch (JsonProcessingException e) {
      throw new UserException(
          "%s: is not a JSON object: %s.".formatted(place, e.getOriginalMessage()), e);
    }
  }

  void onlyKnownKeys(Collection<String> known) {
    node.fieldNames().forEachRemaining(key -> requireKnown("key", key, known));
  }

  /** Throws unless {@code name} is one of the known; {@code what} is the kind of name. */
  void requireKnown(String what, String name, Collection<String> known) {
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

  /** A text that must be there, without white space around it. */
  String text(String key) {
    String value = node.path(key).asText("").strip();
    if (value.isEmpty()) {
      throw new UserException(
          "%s: '%s' is %s, expected a text."
              .formatted(place, key, node.hasNonNull(key) ? "empty" : "missing"));
    }
    return value;
  }

  /** A text without white space around it; null if there is none. */
  @Nullable String textOrNull(String key) {
    JsonNode value = node.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw new UserException("%s: %s is %s, expected a text.".formatted(place, key, value));
    }
    String text = value.asText().strip();
    return text.isEmpty() ? null : text;
  }

  /** The texts of a list; null if there is no list. {@code items} says what they are. */
  @Nullable List<String> textsOrNull(String key, String items) {
    JsonNode value = node.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isArray()) {
      throw new UserException(
          "%s: %s is %s, expected a list of %s.".formatted(place, key, value, items));
    }
    List<String> texts = new ArrayList<>();
    value.forEach(item -> texts.add(item.asText()));
    return texts;
  }
}
