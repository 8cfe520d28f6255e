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
import org.junit.jupiter.params.provider.CsvSource;
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

  /** Nobody would take these for English, and so must we not. */
  @ParameterizedTest
  @CsvSource({
    "zh, 大桥于周一通车，渡轮从此停运，市长在仪式上说。",
    "ja, 橋は月曜日に開通し、フェリーの運航は終わったと市長は述べた。",
    "ko, 다리는 월요일에 개통되었고 여객선은 영원히 멈췄다.",
    "el, Η γέφυρα άνοιξε τη Δευτέρα και τα πλοία σταμάτησαν.",
    "he, הגשר נפתח ביום שני והמעבורות הפסיקו לפעול.",
    "hi, पुल सोमवार को खुला और नौकाएँ हमेशा के लिए बंद हो गईं।",
    "th, สะพานเปิดเมื่อวันจันทร์ และเรือข้ามฟากหยุดให้บริการ"
  })
  void aScriptThatEnglishIsNotWrittenInTellsThatItIsNone(String language, String text) {
    assertThat(TextLanguage.of(text)).hasValue(language);
  }

  /** Bulgarian, Serbian, Kazakh and Urdu, which may be in doubt. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Мостът беше открит в понеделник, а фериботите спряха завинаги.",
        "Мост је отворен у понедељак, а трајекти су заувек стали.",
        "Көпір дүйсенбі күні ашылды, ал паромдар біржола тоқтады.",
        "پل پیر کو کھلا اور کشتیاں ہمیشہ کے لیے رک گئیں۔"
      })
  void aLanguageThatIsNotToldIsNoEnglishInAnotherScript(String text) {
    String english = "The bridge opened on Monday, and the ferries stopped for good.";

    assertThat(ParagraphLanguages.of(List.of(text), null))
        .allMatch(TextLanguage::isOtherThanEnglish);
    assertThat(ParagraphLanguages.of(List.of(english, text), "en"))
        .extracting(TextLanguage::isOtherThanEnglish)
        .containsExactly(false, true);
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
