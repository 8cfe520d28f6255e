package io.endoxa.codebook;

import io.endoxa.error.UserException;
import io.endoxa.yaml.YamlMap;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Everything a label can be: questions and frames in their fixed order. The stances are those of
 * {@link Stance}.
 *
 * @param id the codebook's name
 * @param version grows when a meaning changes
 * @param questions at least one, ids unique
 * @param frames may be empty, ids unique
 */
public record Codebook(String id, int version, List<Question> questions, List<Frame> frames) {
  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9_]*");
  private static final Set<String> KEYS = Set.of("id", "version", "questions", "frames");
  private static final String PARAPHRASES = "paraphrases";
  private static final String NEGATIONS = "negations";
  private static final Set<String> QUESTION_KEYS =
      Set.of("id", "proposition", "agree", "disagree", PARAPHRASES, NEGATIONS);
  private static final Set<String> FRAME_KEYS = Set.of("id", "definition");

  public Codebook {
    questions = List.copyOf(questions);
    frames = List.copyOf(frames);
  }

  /** Reads a codebook file; throws {@link UserException} naming file, line and field. */
  public static Codebook read(Path file) {
    return of(YamlMap.read(file));
  }

  /** Reads codebook text; {@code name} stands for the file in messages. */
  public static Codebook parse(String name, String yaml) {
    return of(YamlMap.parse(name, yaml));
  }

  private static Codebook of(YamlMap map) {
    map.onlyKnownKeys(KEYS);
    List<Question> questions = map.maps("questions").stream().map(Codebook::question).toList();
    List<Frame> frames =
        map.has("frames") ? map.maps("frames").stream().map(Codebook::frame).toList() : List.of();
    if (questions.isEmpty()) {
      throw new UserException(map.placeOf("questions") + ": expected at least one question.");
    }
    unique(map.placeOf("questions"), questions.stream().map(Question::id).toList());
    unique(map.placeOf("frames"), frames.stream().map(Frame::id).toList());
    return new Codebook(
        map.string("id"), map.integer("version", 1, Integer.MAX_VALUE), questions, frames);
  }

  private static Question question(YamlMap map) {
    map.onlyKnownKeys(QUESTION_KEYS);
    String proposition = map.string("proposition");
    // A sentence that stands among both paraphrases and negations would teach nonsense.
    Set<String> seen = new HashSet<>(Set.of(normalised(proposition)));
    return new Question(
        columnName(map),
        proposition,
        map.string("agree"),
        map.string("disagree"),
        sentences(map, PARAPHRASES, seen),
        sentences(map, NEGATIONS, seen));
  }

  private static List<String> sentences(YamlMap map, String key, Set<String> seen) {
    if (!map.has(key)) {
      return List.of();
    }
    List<String> sentences = map.strings(key).stream().map(String::strip).toList();
    for (String sentence : sentences) {
      if (sentence.isEmpty()) {
        throw new UserException(
            "%s: %s: a sentence is empty. Write or remove it.".formatted(map.placeOf(key), key));
      }
      if (!seen.add(normalised(sentence))) {
        throw new UserException(
            "%s: %s: '%s' stands twice in the question. Remove one."
                .formatted(map.placeOf(key), key, sentence));
      }
    }
    return sentences;
  }

  private static String normalised(String sentence) {
    return SPACES.matcher(sentence.toLowerCase(Locale.ROOT)).replaceAll(" ");
  }

  private static Frame frame(YamlMap map) {
    map.onlyKnownKeys(FRAME_KEYS);
    return new Frame(columnName(map), map.string("definition"));
  }

  /** An id becomes a column name, so it must be one in every reader. */
  private static String columnName(YamlMap map) {
    String id = map.string("id");
    if (!ID.matcher(id).matches()) {
      throw new UserException(
          "%s: id '%s' does not fit: expected lower-case letters, digits and _, a letter first."
              .formatted(map.placeOf("id"), id));
    }
    return id;
  }

  private static void unique(String place, List<String> ids) {
    Set<String> seen = new HashSet<>();
    for (String id : ids) {
      if (!seen.add(id)) {
        throw new UserException("%s: id '%s' stands twice. Rename one.".formatted(place, id));
      }
    }
  }

  public List<String> questionIds() {
    return questions.stream().map(Question::id).toList();
  }

  public List<String> frameIds() {
    return frames.stream().map(Frame::id).toList();
  }

  /** What is written beside every label: {@code id-vN}. */
  public String label() {
    return id + "-v" + version;
  }
}
