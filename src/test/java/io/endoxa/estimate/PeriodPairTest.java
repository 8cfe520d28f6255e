package io.endoxa.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.error.UserException;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeriodPairTest {
  private static List<Period> periods(String... texts) {
    return Stream.of(texts).map(text -> Period.parse(text, "x.yaml:3: periods")).toList();
  }

  @Test
  void eachPeriodIsComparedWithTheOneBeforeIt() {
    assertThat(
            PeriodPair.inOrder(
                periods("2023-07/2023-12", "2024-01/2024-01", "2024-05/2024-06"), "x.yaml:3"))
        .extracting(pair -> pair.from() + " " + pair.to())
        .containsExactly("2023-07/2023-12 2024-01/2024-01", "2024-01/2024-01 2024-05/2024-06");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024", "2024-01", "2024-13/2024-14", "2024-06/2024-01", "2024-1/2024-6"})
  void whatIsNoPeriodIsRefused(String text) {
    assertThatThrownBy(() -> periods(text))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "x.yaml:3: periods: '%s' is no period, expected its first and its last month, such as"
                + " 2024-01/2024-06.",
            text);
  }

  @Test
  void onePeriodIsComparedWithNothing() {
    assertThatThrownBy(() -> PeriodPair.inOrder(periods("2024-01/2024-06"), "x.yaml:3: periods"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "x.yaml:3: periods: found [2024-01/2024-06], expected two periods at least: each is"
                + " compared with the one before it.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024-06/2024-12", "2023-01/2023-12"})
  void periodsThatShareAMonthOrStandInAnotherOrderAreRefused(String second) {
    assertThatThrownBy(
            () -> PeriodPair.inOrder(periods("2024-01/2024-06", second), "x.yaml:3: periods"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "x.yaml:3: periods: %s begins before 2024-01/2024-06 has ended. Name periods from the"
                + " earliest on, none with a month of another.",
            second);
  }

  @Test
  void withoutAnyYearsAndHalvesThatHaveParagraphsAreCompared() {
    assertThat(
            PeriodPair.ofMonths(
                Stream.of("2020-03", "2022-06", "2022-07", "2023-12", "2024-12")
                    .map(YearMonth::parse)
                    .toList()))
        .extracting(pair -> pair.from() + " " + pair.to())
        .containsExactly(
            "2022-01/2022-06 2022-07/2022-12",
            "2022-01/2022-12 2023-01/2023-12",
            "2023-01/2023-12 2024-01/2024-12");
    assertThat(PeriodPair.ofMonths(List.of())).isEmpty();
  }
}
