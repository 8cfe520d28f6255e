package io.endoxa.evaluate.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.text.Voice;
import io.endoxa.text.clean.TextCleaner;
import io.endoxa.text.voice.VoiceRule;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TextChangesTest {
  private static final String HARBOUR =
      "The harbour master never closed the western gate without telling the pilots, and the ferry"
          + " waited outside until morning.";
  private static final Vocabulary WORDS = new Vocabulary(List.of(HARBOUR));

  private static Optional<String> change(TextChange change, String text) {
    return change.apply(text, new SplittableRandom(7));
  }

  static Stream<TextChange> changes() {
    Persons persons = new Persons(WORDS);
    return Stream.of(
        new FirstLetter(),
        new InvisibleCharacters(),
        new NameMask(persons, List.of("Quay Gazette")),
        new NeutralSentence(),
        new Quotation(),
        new QuoteStyle(),
        new SpeakerSwap(persons),
        new Typos(WORDS));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void oneSeedGivesOneTextAndNeverTheSame(TextChange change) {
    for (String text :
        List.of(HARBOUR, "\"It was late,\" said Rauf Kalbizade of the Quay Gazette.", "", "12.")) {
      Optional<String> changed = change(change, text);
      assertThat(change(change, text)).isEqualTo(changed);
      assertThat(changed).isNotEqualTo(Optional.of(text));
    }
  }

  @Test
  void typosMisspellOneToThreeWordsAndNoNegation() {
    Typos typos = new Typos(WORDS);
    List<String> words = List.of(HARBOUR.split(" "));
    for (int seed = 0; seed < 200; seed++) {
      List<String> changed =
          List.of(typos.apply(HARBOUR, new SplittableRandom(seed)).orElseThrow().split(" "));
      assertThat(changed).hasSameSizeAs(words).contains("The", "never", "without");
      long different = 0;
      for (int i = 0; i < words.size(); i++) {
        if (!changed.get(i).equals(words.get(i))) {
          different++;
          assertThat(changed.get(i)).startsWith(words.get(i).substring(0, 2));
          assertThat(words.get(i).length() - changed.get(i).length()).isBetween(0, 1);
        }
      }
      assertThat(different).isBetween(1L, 3L);
    }
  }

  @Test
  void aTypoIsNeverAnotherWord() {
    // Of "field" only "fild", "fied", "feild"… may come, never the known "filed".
    Typos typos = new Typos(new Vocabulary(List.of("field fied fild feild fiedl fiel filed")));
    for (int seed = 0; seed < 50; seed++) {
      assertThat(typos.apply("field", new SplittableRandom(seed)).orElse(""))
          .isNotIn("fied", "fild", "filed", "fiedl");
    }
  }

  @Test
  void namesAndShortWordsHaveNoTypos() {
    assertThat(change(new Typos(WORDS), "Rauf Kalbizade went to the sea on foot.")).isEmpty();
  }

  @Test
  void invisibleCharactersAreGoneAfterCleaning() {
    for (int seed = 0; seed < 50; seed++) {
      String changed =
          new InvisibleCharacters().apply(HARBOUR, new SplittableRandom(seed)).orElseThrow();
      assertThat(changed.length()).isBetween(HARBOUR.length() + 1, HARBOUR.length() + 5);
      assertThat(new TextCleaner().clean(changed).text()).isEqualTo(HARBOUR);
    }
  }

  @Test
  void theFirstLetterChangesItsCase() {
    assertThat(change(new FirstLetter(), "\"Élan,\" he said.")).contains("\"élan,\" he said.");
    assertThat(change(new FirstLetter(), "nobody came.")).contains("Nobody came.");
    assertThat(change(new FirstLetter(), "1, 2.")).isEmpty();
  }

  @Test
  void straightQuotesBecomeCurlyAndBack() {
    String straight = "\"It's 'late',\" she said (\"too late\").";
    String curly = "“It’s ‘late’,” she said (“too late”).";
    assertThat(change(new QuoteStyle(), straight)).contains(curly);
    assertThat(change(new QuoteStyle(), curly)).contains(straight);
    assertThat(change(new QuoteStyle(), "No marks.")).isEmpty();
  }

  @Test
  void aQuotationIsReportedVoice() {
    String quoted = change(new Quotation(), HARBOUR).orElseThrow();
    assertThat(quoted)
        .startsWith("\"The harbour master never closed")
        .containsPattern("until morning,\" said \\p{Lu}\\p{Ll}+ \\p{Lu}\\p{Ll}+\\.$");
    assertThat(VoiceRule.of(HARBOUR).voice()).isEqualTo(Voice.AUTHOR);
    assertThat(VoiceRule.of(quoted).voice()).isEqualTo(Voice.REPORTED);
    assertThat(change(new Quotation(), "Was the gate closed at all?").orElseThrow())
        .startsWith("\"Was the gate closed at all?\" said ");
  }

  @Test
  void onlyTheAuthorsUnquotedSentencesAreQuoted() {
    assertThat(change(new Quotation(), "\"It was late,\" said Rauf Kalbizade.")).isEmpty();
    assertThat(change(new Quotation(), "According to the pilot it was far too late.")).isEmpty();
    assertThat(change(new Quotation(), "A headline without a stop")).isEmpty();
    assertThat(change(new Quotation(), "He wondered...")).isEmpty();
  }

  @Test
  void aSpeakerIsRenamedWhereverNamed() {
    SpeakerSwap swap = new SpeakerSwap(new Persons(WORDS));
    String text =
        "\"The gate was open that day,\" said Gagik Buniatyan, a pilot. Mr Buniatyan's brother"
            + " Vahe Torosyan kept the keys.";
    String swapped = change(swap, text).orElseThrow();
    assertThat(swapped)
        .doesNotContain("Buniatyan", "Gagik")
        .contains("Vahe Torosyan")
        .containsPattern("said (\\w+) (\\w+yan), a pilot\\. Mr \\2's brother");
    assertThat(change(swap, HARBOUR)).isEmpty();
    assertThat(change(swap, "The gate was open, said the Kremlin.")).isEmpty();
  }

  @Test
  void aNameKeepsItsOriginAndGender() {
    for (boolean woman : new boolean[] {true, false}) {
      assertThat(Names.like("Buniatents", woman)).allMatch(name -> name.surname().endsWith("yan"));
      assertThat(Names.like("Nikabadze", woman)).allMatch(name -> name.surname().endsWith("dze"));
      assertThat(Names.like("Dubenskaya", woman)).anyMatch(name -> name.surname().startsWith("S"));
      assertThat(Names.like("Kalbizade", woman)).isNotEmpty();
    }
    assertThat(Names.like("Kalbizade", true)).doesNotContainAnyElementsOf(Names.like("Oz", false));
  }

  @Test
  void personsAndOutletsGetNeutralNames() {
    NameMask mask =
        new NameMask(
            new Persons(new Vocabulary(List.of("the street, the minister"))),
            List.of("The Dvin Observer", "Orient Line"));
    String masked =
        change(
                mask,
                "Leyla Hasratzade told Orient Line what Ruben Chilingarian had told The Dvin"
                    + " Observer. Hasratzade was angry.")
            .orElseThrow();
    assertThat(masked)
        .containsPattern(
            "^\\w+ (\\w+) told Morning News what \\w+ \\w+ had told The Morning News\\. \\1 was");
    assertThat(List.of("Leyla", "Hasratzade", "Ruben", "Chilingarian", "Orient Line", "Observer"))
        .noneMatch(masked::contains);
  }

  @Test
  void placesPeoplesAndStatesmenAreNoPersons() {
    Persons persons = new Persons(new Vocabulary(List.of("in the south, on a street, president")));
    assertThat(
            persons.find(
                "In Stepanakert President Vladimir Putin met Nikol Pashinyan. South Caucasian and"
                    + " Karabakh Armenian papers wrote of Rauf Kalbizade Street."))
        .isEmpty();
    assertThat(persons.find("In Baku Mr Jahidov and Dr Vardges Goroyan met Rauf Jahidov."))
        .containsOnlyKeys("Jahidov", "Goroyan")
        .containsEntry("Jahidov", "Rauf")
        .containsEntry("Goroyan", "Vardges");
  }

  @Test
  void aNeutralSentenceStandsBeforeOrBehind() {
    Set<String> ends = new HashSet<>();
    for (int seed = 0; seed < 300; seed++) {
      String changed =
          new NeutralSentence().apply(HARBOUR, new SplittableRandom(seed)).orElseThrow();
      assertThat(changed).contains(HARBOUR);
      ends.add(changed.replace(HARBOUR, "|"));
    }
    assertThat(ends).hasSizeGreaterThan(2 * NeutralSentence.SENTENCES.size() - 3);
  }

  @Test
  void neutralSentencesAreManyAndNameNothingAtIssue() {
    assertThat(NeutralSentence.SENTENCES).hasSizeGreaterThan(20).doesNotHaveDuplicates();
    assertThat(NeutralSentence.SENTENCES)
        .allSatisfy(
            sentence ->
                assertThat(sentence.toLowerCase(Locale.ROOT))
                    .endsWith(".")
                    .doesNotContainPattern("russia|moscow|baku|armenia|troops|trade|peace|border"));
  }
}
