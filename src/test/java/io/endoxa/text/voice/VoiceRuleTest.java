package io.endoxa.text.voice;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.text.Attribution;
import io.endoxa.text.TextSpan;
import io.endoxa.text.Voice;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VoiceRuleTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "The bridge opened on Monday. Ferries stop in May.",
        "Nobody tried to argue that the bridge was cheap.",
        "The so-called “golden bridge” took nine years.",
        "The mayor's claims were wrong.",
        "I believe that the bridge was a mistake, and we shall all pay for it.",
        "",
      })
  void plainTextIsTheAuthors(String paragraph) {
    assertThat(VoiceRule.of(paragraph)).isEqualTo(Attribution.AUTHOR);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"We waited nine years for this,\" said Ann Mason. | Ann Mason",
        "“We waited nine years for this. It was worth it,” Mason added. | Mason",
        "«We waited nine years for this,» said the harbour master. |",
        "‘We waited nine years for this,’ Ann Mason said. | Ann Mason",
        "„We waited nine years for this“, Ann Mason said. | Ann Mason",
        "Harbour Minister Leo Ferry argued that the bridge was too dear. | Harbour Minister Leo Ferry",
        "Ann Mason, who runs the pier, said that nobody had asked her. | Ann Mason",
        "The bridge is unsafe, according to the port authority. | the port authority",
        "They said that it would last. |",
        "In his view the bridge was a gift, he told us. |",
        "Q: Who pays? A: We shall see, I have no idea. |",
      })
  void quotationsAndParaphrasesAreReported(String paragraph, String speaker) {
    Attribution attribution = VoiceRule.of(paragraph);

    assertThat(attribution.voice()).isEqualTo(Voice.REPORTED);
    assertThat(attribution.speaker()).isEqualTo(speaker);
    TextSpan span = attribution.speakerSpan();
    assertThat(span == null ? null : span.of(paragraph)).isEqualTo(speaker);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"It will last,\" a driver in Barda said. |",
        "\"It will last.\" A clerk in the Foreign Ministry says so. |",
        "\"It will last.\" A man who served there until March calls it a pier. |",
        "\"It will last.\" Hardly, thinks a commodore, and says so. |",
        "\"It will last.\" Farmers asked for more. |",
        "According to him it will last. |",
        "According to her the northern pier will last for ever and a day. |",
        "According to the harbour lawyer Ann Mason it will last. | the harbour lawyer Ann Mason",
        "According to Lenk harbour lawyer Ann Mason, it will last. | Lenk harbour lawyer Ann Mason",
        "According to Ann Mason of the Institute for Piers it will last. | Ann Mason of the Institute for Piers",
        "According to a broker with an office in two harbours it will last. |",
        "The bridge, in the words of the communiqué, will last. | the communiqué",
      })
  void aSpeakerIsNamedAndIsNoPlaceOrTime(String paragraph, String speaker) {
    assertThat(VoiceRule.of(paragraph).speaker()).isEqualTo(speaker);
  }

  @Test
  void aSpeakerIsNotLookedForInsideAQuotation() {
    assertThat(
            VoiceRule.of("\"Leo Ferry said that it would last for ever,\" said Ann Mason.")
                .speaker())
        .isEqualTo("Ann Mason");
  }

  @Test
  void aQuotationGoesOnInTheNextParagraph() {
    List<Attribution> attributions =
        VoiceRule.of(
            List.of(
                "“We waited nine years for this day,” said Ann Mason. “Nobody asked us.",
                "“The ferries were always full.",
                "“Now they are empty.”",
                "“No.”",
                "The bridge opened on Monday. Ferries stop in May."));

    assertThat(attributions)
        .extracting(Attribution::speaker)
        .containsExactly("Ann Mason", "Ann Mason", "Ann Mason", null, null);
    assertThat(attributions.subList(0, 3))
        .extracting(Attribution::voice)
        .containsOnly(Voice.REPORTED);
    assertThat(attributions.get(1).speakerSpan()).isNull();
    assertThat(attributions.get(4)).isEqualTo(Attribution.AUTHOR);
  }

  @Test
  void voicesHaveLowerCaseLabels() {
    assertThat(Voice.REPORTED.label()).isEqualTo("reported");
  }
}
