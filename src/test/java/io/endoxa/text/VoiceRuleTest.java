package io.endoxa.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VoiceRuleTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "The bridge opened on Monday. Ferries stop in May.",
        "Nobody tried to argue that the bridge was cheap.",
        "The so-called “golden bridge” took nine years.",
        "The mayor's claims were wrong.",
        "",
      })
  void plainTextIsTheAuthors(String paragraph) {
    assertThat(VoiceRule.of(paragraph)).isEqualTo(new Attribution(Voice.AUTHOR, null));
  }

  @Test
  void aQuotationIsReported() {
    assertThat(VoiceRule.of("\"We waited nine years for this,\" said Ann Mason."))
        .isEqualTo(new Attribution(Voice.REPORTED, "Ann Mason"));
    assertThat(VoiceRule.of("“We waited nine years for this. It was worth it,” Mason added."))
        .isEqualTo(new Attribution(Voice.REPORTED, "Mason"));
    assertThat(VoiceRule.of("«We waited nine years for this day.»").voice())
        .isEqualTo(Voice.REPORTED);
  }

  @Test
  void aParaphraseIsReported() {
    assertThat(VoiceRule.of("Harbour Minister Leo Ferry argued that the bridge was too dear."))
        .isEqualTo(new Attribution(Voice.REPORTED, "Harbour Minister Leo Ferry"));
    assertThat(VoiceRule.of("The bridge is unsafe, according to the port authority."))
        .isEqualTo(new Attribution(Voice.REPORTED, "the port authority"));
    assertThat(VoiceRule.of("They said it would last."))
        .isEqualTo(new Attribution(Voice.REPORTED, null));
  }

  @Test
  void bothInTurnIsMixed() {
    assertThat(
            VoiceRule.of(
                "The bridge opened on Monday, a year late. Ferry told reporters it was worth the wait."))
        .isEqualTo(new Attribution(Voice.MIXED, "Ferry"));
  }

  @Test
  void voicesHaveLowerCaseLabels() {
    assertThat(Voice.REPORTED.label()).isEqualTo("reported");
  }
}
