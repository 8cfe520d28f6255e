package io.endoxa.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.error.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlMapTest {
  private static final String TEXT =
      """
      # a comment
      name: " south caucasus "
      count: 12
      big: 9000000000
      share: 0.25
      on: true
      word: float
      one: alone
      several: [a, b]
      nothing:
      items:
        - id: first
        - id: second
          extra: 1
      inner:
        depth: 3
      """;
  private static final YamlMap MAP = YamlMap.parse("x.yaml", TEXT);

  @TempDir private Path directory;

  @Test
  void anyValueIsOneLine() {
    YamlMap map =
        YamlMap.parse("x.yaml", "a: plain\nb: [one, 2]\nc:\n- {of: x, to: [y, z]}\n- last\n");

    assertThat(map.oneLine("a")).isEqualTo("plain");
    assertThat(map.oneLine("b")).isEqualTo("one, 2");
    assertThat(map.oneLine("c")).isEqualTo("{of: x, to: [y, z]}, last");
  }

  @Test
  void everyKindOfValueIsRead() {
    assertThat(MAP.string("name")).isEqualTo("south caucasus");
    assertThat(MAP.integer("count", 0, 12)).isEqualTo(12);
    assertThat(MAP.longInteger("big")).isEqualTo(9_000_000_000L);
    assertThat(MAP.number("share", 0, 0.25)).isEqualTo(0.25);
    assertThat(MAP.bool("on")).isTrue();
    assertThat(MAP.oneOf("word", List.of("int8", "float"))).isEqualTo("float");
    assertThat(MAP.strings("several")).containsExactly("a", "b");
    assertThat(MAP.map("inner").integer("depth", 0, 9)).isEqualTo(3);
    assertThat(MAP.maps("items"))
        .extracting(item -> item.string("id"))
        .containsExactly("first", "second");
  }

  @Test
  void oneTextIsAListOfOne() {
    assertThat(MAP.strings("one")).containsExactly("alone");
  }

  @Test
  void anAbsentKeyHasWhatTheCallerSays() {
    assertThat(MAP.has("absent")).isFalse();
    assertThat(MAP.stringOr("absent", "other")).isEqualTo("other");
    assertThat(MAP.stringOrNull("absent")).isNull();
    assertThat(MAP.stringOr("one", "other")).isEqualTo("alone");
    assertThat(MAP.stringOrNull("one")).isEqualTo("alone");
  }

  @Test
  void keysKnowTheirLines() {
    assertThat(MAP.place()).isEqualTo("x.yaml:1");
    assertThat(MAP.placeOf("name")).isEqualTo("x.yaml:2");
    assertThat(MAP.placeOf("absent")).isEqualTo("x.yaml:1");
    assertThat(MAP.map("inner").place()).isEqualTo("x.yaml:15");
    assertThat(MAP.map("inner").placeOf("depth")).isEqualTo("x.yaml:16");
    YamlMap second = MAP.maps("items").get(1);
    assertThat(second.place()).isEqualTo("x.yaml:13");
    assertThat(second.placeOf("extra")).isEqualTo("x.yaml:14");
    assertThat(second.keys()).containsExactlyInAnyOrder("id", "extra");
  }

  @Test
  void aMissingKeyIsNamedWithWhatWasExpected() {
    rejects(() -> MAP.string("absent"), "x.yaml:1: key 'absent' is missing, expected a text.");
    rejects(
        () -> MAP.strings("absent"),
        "x.yaml:1: key 'absent' is missing, expected a list of texts.");
    rejects(
        () -> MAP.maps("absent"),
        "x.yaml:1: key 'absent' is missing, expected a list of mappings.");
  }

  @Test
  void aKeyWithoutAValueIsEmpty() {
    rejects(() -> MAP.string("nothing"), "x.yaml:10: nothing: is empty, expected a text.");
  }

  @Test
  void aValueOfAnotherShapeIsDescribed() {
    rejects(() -> MAP.string("several"), "x.yaml:9: several: found a list, expected a text.");
    rejects(
        () -> MAP.strings("items"), "x.yaml:11: items: found a mapping, expected a list of texts.");
    rejects(() -> MAP.map("items"), "x.yaml:11: items: found a list, expected a mapping.");
    rejects(() -> MAP.maps("one"), "x.yaml:8: one: found 'alone', expected a list of mappings.");
    rejects(
        () -> MAP.maps("several"), "x.yaml:9: found 'a', expected a mapping of keys to values.");
  }

  @Test
  void aNumberOutOfItsRangeIsRejected() {
    rejects(
        () -> MAP.integer("count", 13, 20),
        "x.yaml:3: count: found '12', expected a whole number from 13 to 20.");
    rejects(
        () -> MAP.number("share", 0.5, 1),
        "x.yaml:5: share: found '0.25', expected a number from 0.5 to 1.0.");
  }

  @Test
  void aTextInPlaceOfANumberIsRejected() {
    rejects(
        () -> MAP.integer("word", 0, 1),
        "x.yaml:7: word: found 'float', expected a whole number from 0 to 1.");
    rejects(
        () -> MAP.integer("big", 0, 1),
        "x.yaml:4: big: found '9000000000', expected a whole number from 0 to 1.");
    rejects(
        () -> MAP.longInteger("share"), "x.yaml:5: share: found '0.25', expected a whole number.");
    rejects(
        () -> MAP.number("word", 0, 1),
        "x.yaml:7: word: found 'float', expected a number from 0.0 to 1.0.");
    rejects(() -> MAP.bool("count"), "x.yaml:3: count: found '12', expected true or false.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", ".nan", "Infinity", "-Infinity"})
  void whatIsNoFiniteNumberIsRejected(String value) {
    YamlMap map = YamlMap.parse("x.yaml", "share: " + value);
    assertThatThrownBy(() -> map.number("share", 0, 1))
        .isInstanceOf(UserException.class)
        .hasMessage("x.yaml:1: share: found '%s', expected a number from 0.0 to 1.0.", value);
  }

  @Test
  void anUnknownWordGetsAHint() {
    rejects(
        () -> MAP.oneOf("word", List.of("int8", "floats")),
        "x.yaml:7: word 'float' is unknown. Did you mean 'floats'? Known: int8, floats.");
  }

  @Test
  void anUnknownKeyGetsAHint() {
    YamlMap map = YamlMap.parse("x.yaml", "seed: 1\nouptut: out\n");
    rejects(
        () -> map.onlyKnownKeys(List.of("seed", "output")),
        "x.yaml:2: key 'ouptut' is unknown. Did you mean 'output'? Known keys: output, seed.");
  }

  @Test
  void aKeyThatStandsTwiceIsRejected() {
    rejects(
        () -> YamlMap.parse("x.yaml", "seed: 1\noutput: out\nseed: 2\n"),
        "x.yaml:3: key 'seed' stands twice, first at x.yaml:1. Remove one.");
  }

  @Test
  void aKeyThatIsNoTextIsRejected() {
    rejects(
        () -> YamlMap.parse("x.yaml", "? [a]\n: b\n"), "x.yaml:1: found a list, expected a key.");
  }

  @Test
  void aFileThatIsNoMappingIsRejected() {
    rejects(
        () -> YamlMap.parse("x.yaml", "- a\n- b\n"),
        "x.yaml:1: found a list, expected a mapping of keys to values.");
    rejects(
        () -> YamlMap.parse("x.yaml", "just words"),
        "x.yaml:1: found 'just words', expected a mapping of keys to values.");
  }

  @Test
  void anEmptyFileHasNoKeys() {
    assertThat(YamlMap.parse("x.yaml", "# nothing\n").keys()).isEmpty();
  }

  @Test
  void textThatIsNotYamlIsRejectedWithItsLine() {
    assertThatThrownBy(() -> YamlMap.parse("x.yaml", "seed: 1\nlist: [a, b\n"))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("x.yaml:3: not valid YAML: expected ',' or ']'");
    assertThatThrownBy(() -> YamlMap.parse("x.yaml", "a: 1\n---\nb: 2\n"))
        .isInstanceOf(UserException.class)
        .hasMessage("x.yaml:2: not valid YAML: but found another document.");
  }

  @ParameterizedTest
  @CsvSource({"control characters, true", "deep nesting, false"})
  void textThatTheParserRefusesIsTheUsersMistake(String what, boolean controls) {
    String text = controls ? "a: 1\nb: \u0001\n" : "a: " + "[".repeat(100) + "]".repeat(100);
    assertThatThrownBy(() -> YamlMap.parse("x.yaml", text))
        .as(what)
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("x.yaml: not valid YAML: ");
  }

  @Test
  void aliasesThatMultiplyAreTheUsersMistake() {
    StringBuilder text = new StringBuilder("base: &base [a, b]\nmany:\n");
    text.append("  - *base\n".repeat(30));
    assertThatThrownBy(() -> YamlMap.parse("x.yaml", text.toString()))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("x.yaml: not valid YAML: ");
  }

  @Test
  void aTagConstructsNothing() {
    // SnakeYAML with its standard constructor would look the class up, and call its constructor.
    rejects(
        () -> YamlMap.parse("x.yaml", "a: 1\nb: !!java.io.FileOutputStream [by-a-tag.txt]"),
        "x.yaml:2: not valid YAML: Global tag is not allowed:"
            + " tag:yaml.org,2002:java.io.FileOutputStream.");
    assertThat(Path.of("by-a-tag.txt")).doesNotExist();
    assertThat(YamlMap.parse("x.yaml", "a: !own [b]").strings("a")).containsExactly("b");
  }

  @Test
  void aSetValueReplacesTheFiles() {
    YamlMap map = YamlMap.parse("x.yaml", TEXT);
    map.set("count", "7");
    map.set("fresh", "[a/*.txt, b]");

    assertThat(map.integer("count", 0, 10)).isEqualTo(7);
    assertThat(map.strings("fresh")).containsExactly("a/*.txt", "b");
    assertThat(map.placeOf("count")).isEqualTo("--set count");
    rejects(
        () -> map.integer("count", 8, 10),
        "--set count: count: found '7', expected a whole number from 8 to 10.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"*.txt", "&a/b", "#1", "a: b", "/data/a #2/*.html", "@home", "%x", "- x", "!x"})
  void aSetValueThatIsNoListIsTakenAsItStands(String value) {
    YamlMap map = YamlMap.parse("x.yaml", "");
    map.set("input", value);
    assertThat(map.strings("input")).containsExactly(value);
  }

  @Test
  void aSetListThatIsNotYamlIsRejected() {
    YamlMap map = YamlMap.parse("x.yaml", "");
    assertThatThrownBy(() -> map.set("input", "[a, b"))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("--set input: not valid YAML: ");
  }

  @Test
  void anEmptySetValueIsEmpty() {
    YamlMap map = YamlMap.parse("x.yaml", TEXT);
    map.set("name", "");
    rejects(() -> map.string("name"), "--set name: name: is empty, expected a text.");
  }

  @Test
  void numbersAreAListOrOne() {
    YamlMap map = YamlMap.parse("x.yaml", "many: [0.5, 1e-4]\none: 2\nnone: []\nbad: [1, x]\n");

    assertThat(map.numbers("many", 0, 1)).containsExactly(0.5, 1e-4);
    assertThat(map.integers("one", 0, 2)).containsExactly(2);
    rejects(
        () -> map.integers("many", 0, 1),
        "x.yaml:1: many: found '0.5', expected a list of whole numbers from 0 to 1.");
    rejects(
        () -> map.numbers("one", 0, 1),
        "x.yaml:2: one: found '2', expected a list of numbers from 0.0 to 1.0.");
    rejects(
        () -> map.numbers("none", 0, 1),
        "x.yaml:3: none: is empty, expected a list of numbers from 0.0 to 1.0.");
    rejects(
        () -> map.numbers("bad", 0, 1),
        "x.yaml:4: bad: found 'x', expected a list of numbers from 0.0 to 1.0.");
  }

  @Test
  void mappingsInASetValueNameThePlace() {
    YamlMap map = YamlMap.parse("x.yaml", TEXT);
    map.set("items", "[{id: third}]");
    YamlMap item = map.maps("items").get(0);
    assertThat(item.string("id")).isEqualTo("third");
    rejects(() -> item.string("absent"), "--set items: key 'absent' is missing, expected a text.");
  }

  @Test
  void aFileIsReadAsUtf8() throws IOException {
    Path file = Files.writeString(directory.resolve("good.yaml"), "name: Արցախ\n");
    assertThat(YamlMap.read(file).string("name")).isEqualTo("Արցախ");
    assertThat(YamlMap.read(file).placeOf("name")).isEqualTo(file + ":1");
  }

  @Test
  void aFileThatCannotBeReadIsTheUsersMistake() throws IOException {
    Path missing = directory.resolve("missing.yaml");
    Path latin = directory.resolve("latin.yaml");
    Files.write(latin, "name: é".getBytes(StandardCharsets.ISO_8859_1));

    rejects(() -> YamlMap.read(missing), missing + ": there is no such file. Check the path.");
    rejects(() -> YamlMap.read(latin), latin + ": is not UTF-8 text. Save it as UTF-8.");
    assertThatThrownBy(() -> YamlMap.read(directory))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(directory + ": cannot be read: ");
  }

  private static void rejects(ThrowingCallable reading, String message) {
    assertThatThrownBy(reading).isInstanceOf(UserException.class).hasMessage(message);
  }
}
