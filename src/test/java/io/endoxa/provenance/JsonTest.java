package io.endoxa.provenance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.error.UserException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonTest {
  private record Sample(int size, @Nullable String name, Map<String, Long> counts) {}

  @Test
  void keysAreSortedAndTheLayoutIsFixed() {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("b", 2L);
    counts.put("a", 1L);

    assertThat(new String(Json.bytes(new Sample(3, null, counts)), UTF_8))
        .isEqualTo(
            """
            {
              "counts" : {
                "a" : 1,
                "b" : 2
              },
              "name" : null,
              "size" : 3
            }
            """);
  }

  @Test
  void whatWasWrittenIsReadBack() {
    Sample sample = new Sample(3, "Ağdam", Map.of("a", 1L));
    assertThat(Json.read("x.json", Json.bytes(sample), Sample.class)).isEqualTo(sample);
  }

  @Test
  void anUnknownFieldIsRejectedWithItsLine() {
    rejects(
        "{\"size\": 1, \"name\": null,\n\"counts\": {}, \"colour\": 2}",
        "x.json:2: is not what Endoxa writes: Unrecognized field \"colour\"");
  }

  @Test
  void aMissingFieldIsRejected() {
    rejects("{\"name\": null, \"counts\": {}}", "x.json:1: is not what Endoxa writes: ");
  }

  @Test
  void nullIsNoNumber() {
    rejects(
        "{\"size\": null, \"name\": null, \"counts\": {}}",
        "x.json:1: is not what Endoxa writes: ");
  }

  @Test
  void brokenJsonIsRejectedWithItsLine() {
    rejects("{\n\"size\": 1,,", "x.json:2: is not what Endoxa writes: Unexpected character");
    rejects("", "x.json:1: is not what Endoxa writes: ");
  }

  @Test
  void aFileOfNullIsRejected() {
    rejects("null", "x.json:1: is not what Endoxa writes: ");
  }

  @Test
  void textBehindTheValueIsRejected() {
    rejects(
        "{\"size\": 1, \"name\": null, \"counts\": {}}\n{}",
        "x.json:2: is not what Endoxa writes: Trailing token");
  }

  @Test
  void aFieldThatStandsTwiceIsRejected() {
    rejects(
        "{\"size\": 1, \"size\": 2, \"name\": null, \"counts\": {}}",
        "x.json:1: is not what Endoxa writes: Duplicate field 'size'");
  }

  @Test
  void whatCannotBeJsonIsOurMistake() {
    assertThatThrownBy(() -> Json.bytes(new Object()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cannot be written as JSON: class java.lang.Object");
  }

  private static void rejects(String json, String messageStart) {
    assertThatThrownBy(() -> Json.read("x.json", json.getBytes(UTF_8), Sample.class))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(messageStart);
  }
}
