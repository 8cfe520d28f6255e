package io.endoxa;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Every pattern in a static field, also inside lists and records, reads hostile texts in linear
 * time. What is counted are the characters that it looks at, so that the test does not depend on a
 * machine's speed: for twice the text hardly more than twice as many.
 */
class HostilePatternsTest {
  private static final int LENGTH = 1200;

  /** Fewer looks a character than this are no matter, whatever their growth. */
  private static final int FEW = 60;

  private static final double LINEAR = 2.6;

  /** Patterns of these classes see no text that is longer, but single lines, words and dates. */
  private static final Map<String, Integer> MOST =
      Map.of(
          "PageFurniture", 160,
          "EndMatter", 700,
          "Abbreviations", 80,
          "PublishedDates", 100,
          "Persons", 60,
          "YamlMap", 200);

  /** Looks at such a text: less than a millisecond. */
  private static final long FEW_OF_SHORT = 200_000;

  private static final List<String> UNITS =
      List.of(
          "a",
          "A",
          "1",
          " ",
          ".",
          "\"",
          "“",
          "‘",
          "'",
          "«",
          "(",
          "[",
          ">",
          "-",
          "—",
          ",",
          "|",
          "•",
          "\n",
          "a ",
          "A ",
          "Aa ",
          "A. ",
          "a.",
          "1) ",
          "1. ",
          "x y",
          "a-",
          "“a",
          "‘a ",
          " 'a",
          "A, b ",
          "A said ",
          "according to ",
          ". . ",
          "By Aa ",
          "Home > ",
          "Aa | ",
          "share ",
          "he said, ",
          "Aa Aa, a a",
          "> ",
          "www.",
          "1:1",
          "&lt;",
          "<a",
          "é",
          "\uD83D\uDE00");

  private static final List<String> ENDS = List.of("", "!");

  /** A text that counts how often it is looked at, and has enough at some time. */
  private static final class Watched implements CharSequence {
    private static final long ENOUGH = 3_000_000;
    private final String text;
    private long looks;

    Watched(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      if (++looks > ENOUGH) {
        throw new IllegalStateException("looked at too often");
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private static Map<String, Pattern> patterns() throws ReflectiveOperationException {
    Map<String, Pattern> patterns = new LinkedHashMap<>();
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.endoxa")) {
      if (!type.getSimpleName().endsWith("Test")
          && type.getFields().stream().anyMatch(HostilePatternsTest::mayHoldPatterns)) {
        for (Field field : Class.forName(type.getName()).getDeclaredFields()) {
          if (java.lang.reflect.Modifier.isStatic(field.getModifiers())) {
            field.setAccessible(true);
            collect(type.getSimpleName() + "." + field.getName(), field.get(null), patterns);
          }
        }
      }
    }
    return patterns;
  }

  private static boolean mayHoldPatterns(JavaField field) {
    String type = field.getRawType().getName();
    return field.getModifiers().contains(JavaModifier.STATIC)
        && (type.equals(Pattern.class.getName())
            || (type.equals(List.class.getName())
                && field.getOwner().getPackageName().startsWith("io.endoxa.text")));
  }

  private static void collect(String name, Object value, Map<String, Pattern> patterns)
      throws ReflectiveOperationException {
    if (value instanceof Pattern pattern) {
      patterns.put(name + " " + pattern, pattern);
    } else if (value instanceof Collection<?> values) {
      for (Object each : values) {
        collect(name, each, patterns);
      }
    } else if (value instanceof Record) {
      for (RecordComponent component : value.getClass().getRecordComponents()) {
        component.getAccessor().setAccessible(true);
        collect(name, component.getAccessor().invoke(value), patterns);
      }
    }
  }

  /** How often a text of so many characters is looked at, by search and by match. */
  private static long looks(Pattern pattern, String unit, String end, int length) {
    Watched text = new Watched(unit.repeat(length / unit.length() + 1) + end);
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      if (matcher.hitEnd() && matcher.end() == text.length()) {
        break;
      }
    }
    pattern.matcher(text).matches();
    pattern.matcher(text).lookingAt();
    return text.looks;
  }

  @Test
  void noPatternTakesMoreThanLinearTime() throws ReflectiveOperationException {
    Map<String, Pattern> patterns = patterns();
    List<String> slow = new ArrayList<>();
    patterns.forEach(
        (name, pattern) -> {
          Integer most = MOST.get(name.substring(0, name.indexOf('.')));
          for (String unit : UNITS) {
            for (String end : ENDS) {
              String found =
                  most == null
                      ? slowness(pattern, unit, end)
                      : slownessOfShort(pattern, unit, end, most);
              if (!found.isEmpty()) {
                slow.add("%s on '%s'…'%s': %s".formatted(name, unit, end, found));
                return;
              }
            }
          }
        });

    assertThat(patterns).hasSizeGreaterThan(60);
    assertThat(slow).isEmpty();
  }

  private static String slownessOfShort(Pattern pattern, String unit, String end, int length) {
    try {
      long looks = looks(pattern, unit, end, length);
      return looks > FEW_OF_SHORT ? "%,d looks".formatted(looks) : "";
    } catch (IllegalStateException | StackOverflowError e) {
      return String.valueOf(e);
    }
  }

  private static String slowness(Pattern pattern, String unit, String end) {
    try {
      long half = looks(pattern, unit, end, LENGTH);
      long whole = looks(pattern, unit, end, 2 * LENGTH);
      boolean slow = whole > 2L * LENGTH * FEW && whole > LINEAR * half;
      return slow ? "%,d looks, then %,d for twice the text".formatted(half, whole) : "";
    } catch (IllegalStateException | StackOverflowError e) {
      return String.valueOf(e);
    }
  }

  @Test
  void aSlowPatternIsFound() {
    assertThat(slowness(Pattern.compile("‘[^’]+’"), "‘a ", "")).contains("twice the text");
    assertThat(slowness(Pattern.compile("‘[^’]{1,50}’"), "‘a ", "")).isEmpty();
  }
}
