package io.endoxa.text.voice;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuotationMarksTest {
  @Test
  void everyMarkBecomesAStraightOneInItsPlace() {
    assertThat(QuotationMarks.straight("“It’s „late“,” said the «captain» of the ‘Petrel’. 𝄞”"))
        .isEqualTo("\"It's \"late\",\" said the \"captain\" of the 'Petrel'. 𝄞\"");
  }

  @Test
  void aTextWithoutThemIsItself() {
    String text = "\"It's late\" – 5′ after six…";
    assertThat(QuotationMarks.straight(text)).isSameAs(text);
  }
}
