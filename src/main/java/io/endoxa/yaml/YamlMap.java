package io.endoxa.yaml;

import io.endoxa.error.NearestName;
import io.endoxa.error.UserException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One mapping of a YAML file. Every reading method throws a {@link UserException} that names file,
 * line, key, what was found and what was expected.
 *
 * <p>Only composes nodes and never constructs objects from tags, so a file cannot run code. Not
 * thread-safe while {@link #set} is used; otherwise immutable.
 */
public final class YamlMap {
  private record Entry(String place, Node value) {}

  private static final Pattern AS_YAML = Pattern.compile("\\s*[\\[{'\"]");

  private final String place;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private YamlMap(String file, String place, @Nullable Node node) {
    this.place = place;
    if (node == null) {
      return;
    }
    if (!(node instanceof MappingNode mapping)) {
      throw new UserException(
          "%s: found %s, expected a mapping of keys to values.".formatted(place, describe(node)));
    }
    for (NodeTuple tuple : mapping.getValue()) {
      String key = scalar(tuple.getKeyNode(), placeOf(file, tuple.getKeyNode()), "a key");
      Entry entry = new Entry(placeOf(file, tuple.getKeyNode()), tuple.getValueNode());
      Entry earlier = entries.putIfAbsent(key, entry);
      if (earlier != null) {
        throw new UserException(
            "%s: key '%s' stands twice, first at %s. Remove one."
                .formatted(entry.place, key, earlier.place));
      }
    }
  }

  /** Reads a file. Throws {@link UserException} if it is missing, not UTF-8 or not a mapping. */
  public static YamlMap read(Path file) {
    try {
      return parse(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      throw new UserException(file + ": there is no such file. Check the path.", e);
    } catch (MalformedInputException e) {
      throw new UserException(file + ": is not UTF-8 text. Save it as UTF-8.", e);
    } catch (IOException e) {
      throw new UserException(file + ": cannot be read: " + e.getMessage() + ".", e);
    }
  }

  /** Reads YAML text; {@code file} only names it in messages. */
  public static YamlMap parse(String file, String text) {
    return new YamlMap(file, file + ":1", compose(file, text));
  }

  private static @Nullable Node compose(String file, String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowRecursiveKeys(false);
    options.setMaxAliasesForCollections(20);
    try {
      return new Yaml(options).compose(new StringReader(text));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw new UserException(
          "%s: not valid YAML: %s.".formatted(placeOf(file, line), e.getProblem()), e);
    } catch (YAMLException e) {
      // Control characters, too deep nesting, too many aliases: these come without a line.
      String problem = String.valueOf(e.getMessage()).replace('\n', ' ');
      throw new UserException("%s: not valid YAML: %s.".formatted(file, problem), e);
    }
  }

  /** Where this mapping begins, as {@code file:line}. */
  public String place() {
    return place;
  }

  /**
   * Where {@code key} stands, as {@code file:line}, or where the mapping begins if it is absent.
   */
  public String placeOf(String key) {
    Entry entry = entries.get(key);
    return entry == null ? place : entry.place;
  }

  public Set<String> keys() {
    return Set.copyOf(entries.keySet());
  }

  public boolean has(String key) {
    return entries.containsKey(key);
  }

  /**
   * Sets or replaces one key, as a command line's {@code --set key=value} does. A value that begins
   * with a bracket, a brace or a quote is read as YAML, so {@code [a, b]} is a list; any other is a
   * text as it stands, so that a glob such as {@code *.txt} needs no quotes.
   */
  public void set(String key, String value) {
    String at = "--set " + key;
    Node node = AS_YAML.matcher(value).lookingAt() ? compose(at, value) : null;
    entries.put(key, new Entry(at, node == null ? plainScalar(value) : node));
  }

  private static Node plainScalar(String value) {
    Node like = compose("", "''");
    return new ScalarNode(
        Tag.STR,
        value,
        like == null ? null : like.getStartMark(),
        null,
        org.yaml.snakeyaml.DumperOptions.ScalarStyle.PLAIN);
  }

  /** Throws if a key is not in {@code known}, and names the nearest one that is. */
  public void onlyKnownKeys(Collection<String> known) {
    entries.forEach(
        (key, entry) -> {
          if (!known.contains(key)) {
            throw new UserException(
                "%s: key '%s' is unknown.%s Known keys: %s."
                    .formatted(
                        entry.place,
                        key,
                        NearestName.hint(key, known),
                        String.join(", ", known.stream().sorted().toList())));
          }
        });
  }

  /** The text of a scalar that must be there. */
  public String string(String key) {
    Entry entry = required(key, "a text");
    String text = scalar(entry.value, at(key, entry), "a text").strip();
    if (text.isEmpty()) {
      throw new UserException("%s: is empty, expected a text.".formatted(at(key, entry)));
    }
    return text;
  }

  public String stringOr(String key, String otherwise) {
    return has(key) ? string(key) : otherwise;
  }

  public @Nullable String stringOrNull(String key) {
    return has(key) ? string(key) : null;
  }

  /** A whole number from {@code low} to {@code high}, both allowed. */
  public int integer(String key, int low, int high) {
    String expected = "a whole number from %d to %d".formatted(low, high);
    return parsed(key, expected, Integer::parseInt, n -> n >= low && n <= high);
  }

  public long longInteger(String key) {
    return parsed(key, "a whole number", Long::parseLong, n -> true);
  }

  /** A number from {@code low} to {@code high}, both allowed. */
  public double number(String key, double low, double high) {
    String expected = "a number from %s to %s".formatted(low, high);
    return parsed(key, expected, Double::parseDouble, n -> n >= low && n <= high);
  }

  public boolean bool(String key) {
    Function<String, Boolean> read =
        text ->
            switch (text) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new NumberFormatException(text);
            };
    return parsed(key, "true or false", read, value -> true);
  }

  /** One of a closed set of words. */
  public String oneOf(String key, Collection<String> known) {
    String value = string(key);
    if (!known.contains(value)) {
      throw new UserException(
          "%s: %s '%s' is unknown.%s Known: %s."
              .formatted(
                  placeOf(key),
                  key,
                  value,
                  NearestName.hint(value, known),
                  String.join(", ", known)));
    }
    return value;
  }

  /** A list of texts; a single text counts as a list of one. */
  public List<String> strings(String key) {
    Entry entry = required(key, "a list of texts");
    if (entry.value instanceof SequenceNode sequence) {
      List<String> values = new ArrayList<>();
      for (Node item : sequence.getValue()) {
        values.add(scalar(item, at(key, entry), "a list of texts"));
      }
      return List.copyOf(values);
    }
    return List.of(string(key));
  }

  /** A list of numbers from {@code low} to {@code high}, not empty; one number is a list of one. */
  public List<Double> numbers(String key, double low, double high) {
    String expected = "a list of numbers from %s to %s".formatted(low, high);
    return items(key, expected, Double::parseDouble, n -> n >= low && n <= high);
  }

  /** As {@link #numbers}, of whole numbers. */
  public List<Integer> integers(String key, int low, int high) {
    String expected = "a list of whole numbers from %d to %d".formatted(low, high);
    return items(key, expected, Integer::parseInt, n -> n >= low && n <= high);
  }

  /** A mapping, whose place is that of its key. */
  public YamlMap map(String key) {
    Entry entry = required(key, "a mapping");
    if (!(entry.value instanceof MappingNode)) {
      throw new UserException(
          "%s: found %s, expected a mapping.".formatted(at(key, entry), describe(entry.value)));
    }
    return new YamlMap(fileOf(entry.place), entry.place, entry.value);
  }

  /** A list of mappings, each with its own place. */
  public List<YamlMap> maps(String key) {
    Entry entry = required(key, "a list of mappings");
    if (!(entry.value instanceof SequenceNode sequence)) {
      throw new UserException(
          "%s: found %s, expected a list of mappings."
              .formatted(at(key, entry), describe(entry.value)));
    }
    String file = fileOf(entry.place);
    return sequence.getValue().stream()
        .map(item -> new YamlMap(file, placeOf(file, item), item))
        .toList();
  }

  /** The value as one line of text, whatever it is: items of a list with commas between them. */
  public String oneLine(String key) {
    Node value = required(key, "a value").value;
    return value instanceof SequenceNode sequence ? items(sequence) : flat(value);
  }

  private static String items(SequenceNode sequence) {
    return sequence.getValue().stream().map(YamlMap::flat).collect(Collectors.joining(", "));
  }

  private static String flat(Node node) {
    if (node instanceof SequenceNode sequence) {
      return "[" + items(sequence) + "]";
    }
    if (node instanceof MappingNode mapping) {
      return mapping.getValue().stream()
          .map(tuple -> flat(tuple.getKeyNode()) + ": " + flat(tuple.getValueNode()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return ((ScalarNode) node).getValue();
  }

  private <T> T parsed(
      String key, String expected, Function<String, T> read, Function<T, Boolean> allowed) {
    return parsed(key, string(key), expected, read, allowed);
  }

  private <T> List<T> items(
      String key, String expected, Function<String, T> read, Function<T, Boolean> allowed) {
    List<String> texts = strings(key);
    if (texts.isEmpty()) {
      throw new UserException(
          "%s: is empty, expected %s.".formatted(at(key, entries.get(key)), expected));
    }
    return texts.stream().map(text -> parsed(key, text, expected, read, allowed)).toList();
  }

  private <T> T parsed(
      String key,
      String text,
      String expected,
      Function<String, T> read,
      Function<T, Boolean> allowed) {
    try {
      T value = read.apply(text);
      if (allowed.apply(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Falls through to the one message for every value that does not fit.
    }
    throw new UserException(
        "%s: found '%s', expected %s.".formatted(at(key, entries.get(key)), text, expected));
  }

  private Entry required(String key, String expected) {
    Entry entry = entries.get(key);
    if (entry == null) {
      throw new UserException(
          "%s: key '%s' is missing, expected %s.".formatted(place, key, expected));
    }
    return entry;
  }

  private static String at(String key, @Nullable Entry entry) {
    return entry == null ? key : entry.place + ": " + key;
  }

  private static String scalar(Node node, String place, String expected) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw new UserException(
        "%s: found %s, expected %s.".formatted(place, describe(node), expected));
  }

  private static String describe(Node node) {
    return switch (node.getNodeId()) {
      case mapping -> "a mapping";
      case sequence -> "a list";
      default -> "'" + ((ScalarNode) node).getValue() + "'";
    };
  }

  private static String placeOf(String file, Node node) {
    return placeOf(file, node.getStartMark().getLine() + 1);
  }

  private static String placeOf(String file, int line) {
    return file.startsWith("--set") ? file : file + ":" + line;
  }

  private static String fileOf(String place) {
    int colon = place.lastIndexOf(':');
    return colon < 0 ? place : place.substring(0, colon);
  }
}
