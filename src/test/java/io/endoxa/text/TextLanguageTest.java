package io.endoxa.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 92 sentences in 13 languages, of which the shortest are in doubt and none is told wrong. */
class TextLanguageTest {
  private record Sentence(String language, String text) {}

  private static List<Sentence> sentences() throws IOException {
    try (InputStream in =
        TextLanguageTest.class.getResourceAsStream("/io/endoxa/job/languages.tsv")) {
      String all = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
      return all.lines()
          .map(line -> line.split("\t"))
          .map(cells -> new Sentence(cells[0], cells[1]))
          .toList();
    }
  }

  @Test
  void noSentenceIsToldWrongAndFewAreInDoubt() throws IOException {
    List<Sentence> sentences = sentences();
    List<Sentence> told =
        sentences.stream().filter(each -> TextLanguage.of(each.text).isPresent()).toList();

    assertThat(sentences).hasSize(92);
    assertThat(told)
        .allSatisfy(
            each -> assertThat(TextLanguage.of(each.text)).as(each.text).hasValue(each.language));
    assertThat(told).hasSize(71);
    assertThat(sentences.stream().filter(each -> each.text.length() >= 40)).hasSize(44);
    assertThat(told.stream().filter(each -> each.text.length() >= 40)).hasSize(42);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "No.", "1995", "Baku – Tbilisi", "Putin", "…", "北京", "Ja, gut"})
  void aFewWordsAreInDoubt(String text) {
    assertThat(TextLanguage.of(text)).isEmpty();
  }

  @Test
  void namesDoNotMakeAnotherLanguageOfEnglish() {
    assertThat(TextLanguage.of("The ferry to Մեղրի was late, and nobody had been told of it."))
        .hasValue("en");
    assertThat(TextLanguage.of("President Ilham Aliyev met Vladimir Putin in Moscow.")).isEmpty();
  }

  @Test
  void severalThreadsAgreeWithOne() throws IOException {
    List<Sentence> sentences = sentences();
    List<Optional<String>> one =
        sentences.stream().map(each -> TextLanguage.of(each.text)).toList();

    assertThat(sentences.parallelStream().map(each -> TextLanguage.of(each.text)).toList())
        .isEqualTo(one);
  }

  @Test
  void aParagraphInDoubtHasTheLanguageOfItsArticle() {
    String english = "The bridge opened on Monday, and the ferries stopped for good.";
    String russian = "Мост открыли в понедельник, и паромы остановились.";

    assertThat(ParagraphLanguages.of(List.of("Baku", english, russian, russian, english), "fr"))
        .containsExactly("en", "en", "ru", "ru", "en");
    assertThat(ParagraphLanguages.of(List.of("Baku"), "ru-RU")).containsExactly("ru");
    assertThat(ParagraphLanguages.of(List.of("Baku"), "English")).containsOnlyNulls();
    assertThat(ParagraphLanguages.of(List.of("Baku"), null)).containsOnlyNulls();
    assertThat(ParagraphLanguages.of(List.of(), "en")).isEmpty();
  }

  @Test
  void onlyATagOfAnotherLanguageIsOther() {
    assertThat(TextLanguage.isOtherThanEnglish("ru-RU")).isTrue();
    assertThat(TextLanguage.isOtherThanEnglish("hy")).isTrue();
    assertThat(TextLanguage.isOtherThanEnglish("EN_us")).isFalse();
    assertThat(TextLanguage.isOtherThanEnglish("unknown")).isFalse();
    assertThat(TextLanguage.isOtherThanEnglish(null)).isFalse();
  }
}
