package io.endoxa.evaluate.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Stance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BehaviourCasesTest {
  private static final Codebook CODEBOOK =
      Codebook.parse(
          "codebook.yaml",
          """
          id: small
          version: 1
          questions:
            - id: deal
              proposition: There was a deal.
              agree: a deal
              disagree: no deal
              negations: [There was no deal., Nobody dealt.]
            - {id: trade, proposition: Trade comes first., agree: trade, disagree: security}
          """);

  private static LabelledParagraph paragraph(int id, Stance deal, Stance trade) {
    return paragraph(id, deal, trade, null);
  }

  private static LabelledParagraph paragraph(
      int id, Stance deal, Stance trade, @Nullable String pair) {
    return new LabelledParagraph(
        "p" + id,
        "a" + id / 3,
        "Gazette",
        "The harbour was closed for the whole of day %d, and the ferries waited.".formatted(id),
        Map.of("deal", deal, "trade", trade),
        pair);
  }

  /** 40 paragraphs: 4 that agree on the deal, 36 to which both questions are unrelated. */
  private static List<LabelledParagraph> paragraphs() {
    List<LabelledParagraph> paragraphs = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      paragraphs.add(paragraph(i, i < 4 ? Stance.AGREE : Stance.UNRELATED, Stance.UNRELATED));
    }
    return paragraphs;
  }

  private static List<BehaviourCase> cases(
      List<LabelledParagraph> paragraphs, Behaviour behaviour, int most) {
    return new BehaviourCases(CODEBOOK, paragraphs, most, 7).of(behaviour);
  }

  @Test
  void casesAreDrawnEvenlyOverQuestionsAndStances() {
    List<BehaviourCase> cases = cases(paragraphs(), Behaviour.TYPOS, 9);

    assertThat(
            cases.stream()
                .collect(
                    Collectors.groupingBy(
                        one -> one.before().questionId() + " " + one.label().label(),
                        Collectors.counting())))
        .isEqualTo(Map.of("deal agree", 3L, "deal unrelated", 3L, "trade unrelated", 3L));
    assertThat(cases).allMatch(one -> one.before().question().equals(one.after().question()));
    assertThat(cases).noneMatch(one -> one.before().text().equals(one.after().text()));
    // Where a stance is used up, the others go on.
    assertThat(cases(paragraphs(), Behaviour.TYPOS, 60))
        .hasSize(60)
        .filteredOn(one -> one.label() == Stance.AGREE)
        .hasSize(4);
    assertThat(cases(paragraphs(), Behaviour.TYPOS, 1000)).hasSize(80);
  }

  @ParameterizedTest
  @EnumSource
  void theDrawKnowsTheSeedAndNotTheOrder(Behaviour behaviour) {
    List<LabelledParagraph> shuffled = new ArrayList<>(paragraphs());
    shuffled.add(paragraph(50, Stance.AGREE, Stance.DISCUSS, "one"));
    shuffled.add(paragraph(51, Stance.DISAGREE, Stance.DISCUSS, "one"));
    List<BehaviourCase> cases = cases(shuffled, behaviour, 20);
    Collections.reverse(shuffled);

    assertThat(cases(shuffled, behaviour, 20)).isEqualTo(cases);
    if (behaviour == Behaviour.TYPOS) {
      assertThat(new BehaviourCases(CODEBOOK, shuffled, 20, 8).of(behaviour)).isNotEqualTo(cases);
    }
  }

  @Test
  void aNegatedQuestionIsAskedWhereASideIsTaken() {
    List<LabelledParagraph> paragraphs = new ArrayList<>(paragraphs());
    paragraphs.add(paragraph(60, Stance.DISCUSS, Stance.AGREE));

    List<BehaviourCase> cases = cases(paragraphs, Behaviour.NEGATED_QUESTION, 100);

    // The question on trade has no negations.
    assertThat(cases)
        .hasSize(4)
        .allSatisfy(
            one -> {
              assertThat(one.before().question()).isEqualTo("There was a deal.");
              assertThat(one.after().question()).isIn("There was no deal.", "Nobody dealt.");
              assertThat(one.after().questionId()).isEqualTo("deal");
              assertThat(one.after().text()).isEqualTo(one.before().text());
            });
  }

  @Test
  void anotherQuestionIsOneWithAnotherLabel() {
    List<LabelledParagraph> paragraphs =
        List.of(
            paragraph(1, Stance.AGREE, Stance.UNRELATED),
            paragraph(2, Stance.AGREE, Stance.AGREE),
            paragraph(3, Stance.DISCUSS, Stance.DISAGREE));

    assertThat(cases(paragraphs, Behaviour.QUESTION_SWAP, 100))
        .extracting(
            one -> one.paragraphId() + " " + one.before().questionId() + " " + one.label().label())
        .containsExactlyInAnyOrder("p1 deal agree", "p3 deal discuss", "p3 trade disagree");
    assertThat(cases(paragraphs, Behaviour.QUESTION_SWAP, 100))
        .allMatch(one -> !one.after().questionId().equals(one.before().questionId()))
        .allMatch(one -> one.after().text().equals(one.before().text()));
  }

  @Test
  void aMinimalPairIsAskedWhereItsStancesDiffer() {
    List<LabelledParagraph> paragraphs =
        Arrays.asList(
            paragraph(1, Stance.AGREE, Stance.UNRELATED, "stances"),
            paragraph(9, Stance.AGREE, Stance.DISCUSS, "stances"),
            paragraph(3, Stance.AGREE, Stance.AGREE, "voices"),
            paragraph(4, Stance.AGREE, Stance.AGREE, "voices"),
            paragraph(5, Stance.AGREE, Stance.AGREE, "half elsewhere"));

    List<BehaviourCase> cases = cases(paragraphs, Behaviour.MINIMAL_PAIR, 100);

    assertThat(cases).hasSize(1);
    assertThat(cases.get(0).before().text()).contains("day 1,");
    assertThat(cases.get(0).after().text()).contains("day 9,");
    assertThat(cases.get(0).after().questionId()).isEqualTo("trade");
    assertThat(cases.get(0).label()).isEqualTo(Stance.UNRELATED);
  }

  @Test
  void whatCannotBeChangedHasNoCases() {
    assertThat(cases(paragraphs(), Behaviour.SPEAKER_SWAP, 10)).isEmpty();
    assertThat(cases(paragraphs(), Behaviour.QUOTE_STYLE, 10)).isEmpty();
    assertThat(cases(List.of(), Behaviour.TYPOS, 10)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aBehaviourHasAWordAndAPromise(Behaviour behaviour) {
    assertThat(Behaviour.ofWord(behaviour.word())).isSameAs(behaviour);
    assertThat(behaviour.word()).matches("[a-z]+(-[a-z]+)*");
    assertThat(behaviour.promise()).isNotBlank().doesNotEndWith(".");
  }
}
