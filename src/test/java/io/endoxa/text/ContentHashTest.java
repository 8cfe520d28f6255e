package io.endoxa.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContentHashTest {
  @Test
  void theHashIsTheBeginningOfASha256() {
    // printf 'Gazette\0\0A title\0One.\n\nTwo.' | sha256sum | cut -c1-32
    assertThat(ContentHash.of("Gazette", null, "A title", "One.\n\nTwo."))
        .isEqualTo("4d96964628f24b0ab884792faae62904");
  }

  @Test
  void partsDoNotRunTogether() {
    assertThat(ContentHash.of("a", "b")).isNotEqualTo(ContentHash.of("ab"));
    assertThat(ContentHash.of("a", "", "b")).isNotEqualTo(ContentHash.of("a", "b"));
  }
}
