package io.endoxa.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void theFirstColumnIsToTheLeftAndTheOthersToTheRight() {
    TextTable table =
        new TextTable()
            .row(List.of("name", "n", "share"))
            .row(List.of("a", "1,000", "0.5"))
            .row(List.of("longer name", "7"));

    assertThat(table.plain())
        .isEqualTo(
            """
            name             n  share
            a            1,000    0.5
            longer name      7
            """);
  }

  @Test
  void theFirstRowIsTheHeadOfAMarkdownTable() {
    TextTable table =
        new TextTable()
            .row(List.of("name", "n"))
            .row(List.of("a", "12"))
            .row(List.of("bcdef", "3"));

    assertThat(table.markdown())
        .isEqualTo(
            """
            | name  |  n |
            |---|---:|
            | a     | 12 |
            | bcdef |  3 |
            """);
  }

  @Test
  void aBarInACellDoesNotEndIt() {
    TextTable table = new TextTable().row(List.of("a|b", "c")).row(List.of("d", "e|f"));

    assertThat(table.markdown())
        .isEqualTo(
            """
            | a\\|b |    c |
            |---|---:|
            | d    | e\\|f |
            """);
    assertThat(table.plain()).isEqualTo("a|b    c\nd    e|f\n");
  }

  @Test
  void aTableWithoutRowsIsEmpty() {
    assertThat(new TextTable().plain()).isEmpty();
  }
}
