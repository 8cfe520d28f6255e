package io.endoxa.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
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
    assertThat(PublishedDates.parse(text, ZoneOffset.UTC)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2024-06",
        "2024-13-01",
        "2023-02-29",
        "2024-06-12T25:00",
        "2024-06-12T08:30:00 Z maybe",
        "2024-06-1208:30:00",
        "+12024-06-12",
        "0000-01-01",
        "9999-12-31T23:59:59-08:00",
        "171815040",
        "2024061208",
        "1999061208",
        "1893456000",
        "1893456000000",
        "06/12/2024",
        "12-06-2024",
        "12 Juin 2024",
        "13:30 12 June 2024",
        "12 June 2024 13:30 PM",
        "12 June 2024 0:30 am",
        "31.06.2024",
        "2024-06-12T08:30:00 ABC",
        "2024-06-12T08:30:00 Nowhere/Land"
      })
  void anythingElseIsNoDate(String text) {
    assertThat(PublishedDates.parse(text, ZoneOffset.UTC)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Wed, 12 Jun 2024 08:30:00 GMT | 2024-06-12T08:30:00Z",
        "Wed, 12 Jun 2024 08:30:00 +0400 | 2024-06-12T04:30:00Z",
        "12 Jun 2024 08:30 EST | 2024-06-12T13:30:00Z",
        "12 June 2024 | 2024-06-12T00:00:00Z",
        "12-Jun-2024 | 2024-06-12T00:00:00Z",
        "Wednesday, June 12, 2024 | 2024-06-12T00:00:00Z",
        "June 12th, 2024 at 8:30 p.m. | 2024-06-12T20:30:00Z",
        "Sept. 3, 2024, 12:05 AM | 2024-09-03T00:05:00Z",
        "12.06.2024 | 2024-06-12T00:00:00Z",
        "2.6.2024 8:30 | 2024-06-02T08:30:00Z",
        "2024/06/12 08:30 | 2024-06-12T08:30:00Z",
        "20240612 | 2024-06-12T00:00:00Z",
        "2024-06-12 08:30:00.5 | 2024-06-12T08:30:00.500Z",
        "2024-06-12T08:30:00+02:00[Europe/Paris] | 2024-06-12T06:30:00Z",
        "2024-06-12T08:30 Asia/Yerevan | 2024-06-12T04:30:00Z",
        "1718150400 | 2024-06-12T00:00:00Z",
        "1718150400125 | 2024-06-12T00:00:00.125Z",
      })
  void otherUsualFormsAreRead(String text, Instant expected) {
    assertThat(PublishedDates.parse(text, ZoneOffset.UTC)).contains(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2024-06-12, 2024-06-11T20:00:00Z",
    "2024-06-12T08:30, 2024-06-12T04:30:00Z",
    "2024-06-12T08:30Z, 2024-06-12T08:30:00Z",
    "12 June 2024 08:30 +0200, 2024-06-12T06:30:00Z",
    "1718150400, 2024-06-12T00:00:00Z",
  })
  void whatNamesNoZoneIsInTheGivenOne(String text, Instant expected) {
    assertThat(PublishedDates.parse(text, ZoneId.of("Asia/Yerevan"))).contains(expected);
  }

  /** Paris skips from 2:00 to 3:00 on 31 March 2024 and shows 2:00 to 3:00 twice on 27 October. */
  @Test
  void timesThatClocksSkipOrRepeatAreOneMoment() {
    ZoneId paris = ZoneId.of("Europe/Paris");
    assertThat(PublishedDates.parse("2024-03-31T02:30", paris))
        .contains(Instant.parse("2024-03-31T01:30:00Z"));
    assertThat(PublishedDates.parse("2024-10-27T02:30", paris))
        .contains(Instant.parse("2024-10-27T00:30:00Z"));
  }

  @Test
  void theExpectedFormsAreThemselvesRead() {
    assertThat(PublishedDates.parse("2024-06-12", ZoneOffset.UTC)).isPresent();
    assertThat(PublishedDates.EXPECTED).contains("2024-06-12T08:30:00+04:00");
  }
}
