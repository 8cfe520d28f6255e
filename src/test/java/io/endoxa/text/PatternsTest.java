package io.endoxa.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No regular expression that reads text of strangers takes much longer than the text is long. What
 * is counted is how often a character is looked at, so that no clock decides.
 */
class PatternsTest {
  private static final int LENGTH = 20_000;

  /** A pattern that goes on to the end from each place looks ten thousand times at a character. */
  private static final int MOST_LOOKS = 1_000 * LENGTH;

  /**
   * Of these none is looked for in a text: one reads 40 characters, the other matches lines whole.
   */
  private static final Set<String> NEVER_FOUND =
      Set.of("Abbreviations.LAST_WORD", "PageFurniture.MENU_BAR");

  private static final List<String> REPEATED =
      List.of(
          "a",
          "A",
          "0",
          " ",
          "\t",
          "\n",
          "\r\n",
          ".",
          ",",
          "-",
          "–",
          "\"",
          "“",
          "'",
          "’",
          "(",
          "[",
          "<",
          "/",
          ":",
          ";",
          "&",
          "@",
          "=",
          "#",
          "\u00a0",
          "\u200b",
          "a ",
          "A ",
          "a,",
          "A.",
          "A. ",
          "a b, ",
          "1. ",
          "1,",
          "12:",
          "12/",
          "a-",
          "a'",
          "a\n",
          " \n",
          "(a",
          "<a ",
          "<a>",
          "a=\"",
          "http://a",
          "a@a.",
          "Mr. ",
          "said ",
          "A b. ",
          "“a” ",
          "\"a\" ",
          "Read also: ",
          "* ",
          "- ");

  record Named(String name, Pattern pattern) {
    @Override
    public String toString() {
      return name;
    }
  }

  @ParameterizedTest
  @MethodSource("patterns")
  void patternsTakeTimeThatGrowsWithTheText(Named named) {
    List<String> slow = new ArrayList<>();
    for (String unit : REPEATED) {
      String text = unit.repeat(LENGTH / unit.length()) + "\u0001";
      for (boolean whole : new boolean[] {false, true}) {
        if (!whole && NEVER_FOUND.contains(named.name)) {
          continue;
        }
        Looks looks = new Looks(text);
        try {
          Matcher matcher = named.pattern.matcher(looks);
          boolean goesOn = whole ? matcher.matches() : matcher.find();
          while (goesOn && !whole) {
            goesOn = matcher.find();
          }
        } catch (TooManyLooks e) {
          slow.add((whole ? "matches " : "find ") + unit);
        } catch (StackOverflowError e) {
          slow.add((whole ? "matches " : "find ") + unit + " overflows the stack");
        }
      }
    }

    assertThat(slow).isEmpty();
  }

  /** All patterns that stand in static fields of package text and below it. */
  static Stream<Named> patterns() {
    return classes().flatMap(PatternsTest::patterns);
  }

  private static Stream<Named> patterns(Class<?> type) {
    return Arrays.stream(type.getDeclaredFields())
        .filter(field -> Modifier.isStatic(field.getModifiers()))
        .flatMap(field -> patterns(type.getSimpleName() + "." + field.getName(), value(field)));
  }

  private static Stream<Named> patterns(String name, Object value) {
    if (value instanceof Collection<?> several) {
      return several.stream().flatMap(one -> patterns(name, one));
    }
    return value instanceof Pattern pattern ? Stream.of(new Named(name, pattern)) : Stream.empty();
  }

  private static Object value(Field field) {
    try {
      field.setAccessible(true);
      return field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Stream<Class<?>> classes() {
    try {
      URI root = Article.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      Path base = Path.of(root);
      List<Path> files;
      try (Stream<Path> walked = Files.walk(base.resolve("io/endoxa/text"))) {
        files = walked.filter(file -> file.toString().endsWith(".class")).sorted().toList();
      }
      return files.stream().map(file -> type(base.relativize(file).toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Class<?> type(String file) {
    try {
      return Class.forName(file.substring(0, file.length() - ".class".length()).replace('/', '.'));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class TooManyLooks extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Counts how often its characters are looked at. */
  private static final class Looks implements CharSequence {
    private final String text;
    private int looks;

    Looks(String text) {
      this.text = text;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (++looks > MOST_LOOKS) {
        throw new TooManyLooks();
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
