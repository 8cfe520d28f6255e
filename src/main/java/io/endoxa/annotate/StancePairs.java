package io.endoxa.annotate;

import io.endoxa.codebook.Stance;
import io.endoxa.error.UserException;
import io.endoxa.text.ContentHash;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads files of stance pairs: JSON Lines, packed or not, one pair a line, such as
 *
 * <pre>{@code
 * {"id": "12", "group": "speed cameras", "question": "Speed cameras should go",
 *  "text": "They catch the careless, not the dangerous.", "stance": "agree", "seen": "0"}
 * }</pre>
 *
 * <p>Id, group and seen are optional. A pair without a group is grouped with those of the same
 * text. A long text that many pairs share may stand in a second file, and {@code body} names it:
 * {@code {"body": "7", "text": "…"}}. Every line is a pair or an error that names file and line.
 */
public final class StancePairs {
  private static final Set<String> KEYS =
      Set.of("id", "group", "question", "text", "body", "stance", "seen");
  private static final Set<String> TEXT_KEYS = Set.of("body", "text");
  private static final List<String> SEEN = List.of("0", "1", "false", "true");

  private final Path file;
  private final @Nullable Path textsFile;
  private final Map<String, String> texts;

  private StancePairs(Path file, @Nullable Path textsFile, Map<String, String> texts) {
    this.file = file;
    this.textsFile = textsFile;
    this.texts = texts;
  }

  /**
   * The pairs of a file in its order, none left out.
   *
   * @param texts the file with the texts that pairs name by {@code body}; null if each has its own
   * @throws UserException naming file and line at the first thing wrong, or if there is no pair
   */
  public static List<StancePair> read(Path file, @Nullable Path texts) {
    return new StancePairs(file, texts, texts == null ? Map.of() : textsOf(texts)).read();
  }

  private static Map<String, String> textsOf(Path file) {
    Map<String, String> texts = new HashMap<>();
    for (JsonRow row : JsonRow.read(file)) {
      row.onlyKnownKeys(TEXT_KEYS);
      String body = row.text("body");
      if (texts.putIfAbsent(body, row.text("text")) != null) {
        throw new UserException(
            "%s: body '%s' stands twice. Keep one.".formatted(row.place(), body));
      }
    }
    return texts;
  }

  private List<StancePair> read() {
    List<StancePair> pairs = JsonRow.read(file).stream().map(this::pair).toList();
    if (pairs.isEmpty()) {
      throw new UserException(file + ": holds no pairs, expected one JSON object a line.");
    }
    return pairs;
  }

  private StancePair pair(JsonRow row) {
    row.onlyKnownKeys(KEYS);
    String id = row.textOrNull("id");
    String text = text(row);
    String group = row.textOrNull("group");
    return new StancePair(
        id == null ? row.place() : id,
        group == null ? "text " + ContentHash.of(text) : group,
        row.text("question"),
        text,
        Stance.of(row.text("stance"), row.place()),
        seen(row));
  }

  private String text(JsonRow row) {
    String body = row.textOrNull("body");
    if (body == null) {
      return row.text("text");
    }
    if (row.textOrNull("text") != null) {
      throw new UserException("%s: has both 'text' and 'body'. Keep one.".formatted(row.place()));
    }
    if (textsFile == null) {
      throw new UserException(
          "%s: names body '%s', but no file of texts is given. Name it under 'texts'."
              .formatted(row.place(), body));
    }
    String text = texts.get(body);
    if (text == null) {
      throw new UserException(
          "%s: body '%s' is not among the %,d texts of %s."
              .formatted(row.place(), body, texts.size(), textsFile));
    }
    return text;
  }

  private static @Nullable Boolean seen(JsonRow row) {
    String word = row.node().path("seen").asText("").strip();
    if (word.isEmpty() || row.node().path("seen").isNull()) {
      return null;
    }
    row.requireKnown("seen", word, SEEN);
    return word.equals("1") || word.equals("true");
  }
}
