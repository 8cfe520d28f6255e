package io.endoxa.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedDatesTest {
  @ParameterizedTest
  @CsvSource({
    "2024-06-12, 2024-06-12T00:00:00Z",
    "2024-06-12T08:30:00Z, 2024-06-12T08:30:00Z",
    "2024-06-12t08:30:00z, 2024-06-12T08:30:00Z",
    "2024-06-12T08:30:00+04:00, 2024-06-12T04:30:00Z",
    "2024-06-12T08:30:00+0400, 2024-06-12T04:30:00Z",
    "2024-06-12T08:30:00-03, 2024-06-12T11:30:00Z",
    "2024-06-12T08:30:00.125Z, 2024-06-12T08:30:00.125Z",
    "2024-06-12T08:30, 2024-06-12T08:30:00Z",
    "' 2024-06-12 08:30:00 ', 2024-06-12T08:30:00Z",
    "2024-02-29, 2024-02-29T00:00:00Z",
  })
  void isoDatesAreRead(String text, Instant expected) {
    assertThat(PublishedDates.parse(text)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "12 June 2024",
        "2024-06",
        "2024-13-01",
        "2023-02-29",
        "2024-06-12T25:00",
        "2024-06-12T08:30:00 Z maybe",
        "2024-06-1208:30:00",
        "+12024-06-12",
        "0000-01-01",
        "9999-12-31T23:59:59-08:00",
        "1718150400"
      })
  void anythingElseIsNoDate(String text) {
    assertThat(PublishedDates.parse(text)).isEmpty();
  }

  @Test
  void theExpectedFormsAreThemselvesRead() {
    assertThat(PublishedDates.parse("2024-06-12")).isPresent();
    assertThat(PublishedDates.EXPECTED).contains("2024-06-12T08:30:00+04:00");
  }
}
