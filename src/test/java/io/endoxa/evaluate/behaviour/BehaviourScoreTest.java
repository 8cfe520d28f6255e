package io.endoxa.evaluate.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.endoxa.codebook.Stance;
import io.endoxa.evaluate.ClusterBootstrap;
import io.endoxa.evaluate.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BehaviourScoreTest {
  private static final float[] AGREE = {0.7f, 0.1f, 0.1f, 0.1f};
  private static final float[] WEAK_AGREE = {0.4f, 0.2f, 0.2f, 0.2f};
  private static final float[] DISAGREE = {0.1f, 0.7f, 0.1f, 0.1f};
  private static final float[] UNRELATED = {0.1f, 0.1f, 0.1f, 0.7f};
  private static final ClusterBootstrap BOOTSTRAP = ClusterBootstrap.standard(7);

  private static BehaviourCase of(Behaviour behaviour, String article, Stance label) {
    BehaviourCase.Asked asked = new BehaviourCase.Asked("deal", "There was a deal.", "It rained.");
    return new BehaviourCase(behaviour, article, "p", label, asked, asked);
  }

  private static Optional<BehaviourOutcome> outcome(
      Behaviour behaviour, float[] before, float[] after) {
    return BehaviourOutcome.ofStances(of(behaviour, "a", Stance.AGREE), before, after);
  }

  private static boolean passes(Behaviour behaviour, float[] before, float[] after) {
    return outcome(behaviour, before, after).orElseThrow().passed();
  }

  @Test
  void aNegatedQuestionMustSwapTheSides() {
    Behaviour negated = Behaviour.NEGATED_QUESTION;
    assertThat(passes(negated, AGREE, DISAGREE)).isTrue();
    assertThat(passes(negated, DISAGREE, AGREE)).isTrue();
    assertThat(passes(negated, AGREE, AGREE)).isFalse();
    assertThat(passes(negated, AGREE, UNRELATED)).isFalse();
    // Who takes no side at first shows nothing by taking none again.
    assertThat(outcome(negated, UNRELATED, UNRELATED)).isEmpty();
  }

  @Test
  void anInvariantAnswerKeepsItsStanceAndItsChangeIsMeasured() {
    assertThat(passes(Behaviour.TYPOS, AGREE, WEAK_AGREE)).isTrue();
    assertThat(passes(Behaviour.TYPOS, AGREE, DISAGREE)).isFalse();
    BehaviourOutcome outcome = outcome(Behaviour.TYPOS, AGREE, UNRELATED).orElseThrow();
    assertThat(outcome.change()).isCloseTo(0.6, within(1e-6));
    assertThat(outcome.before()).isEqualTo("agree");
    assertThat(outcome.after()).isEqualTo("unrelated");
  }

  @Test
  void twoOfAPairMustDiffer() {
    assertThat(passes(Behaviour.MINIMAL_PAIR, AGREE, UNRELATED)).isTrue();
    assertThat(passes(Behaviour.MINIMAL_PAIR, AGREE, WEAK_AGREE)).isFalse();
    assertThat(outcome(Behaviour.MINIMAL_PAIR, AGREE, DISAGREE).orElseThrow().change()).isNull();
  }

  @Test
  void anotherQuestionMustNotGetTheFirstLabel() {
    assertThat(passes(Behaviour.QUESTION_SWAP, UNRELATED, AGREE)).isFalse();
    assertThat(passes(Behaviour.QUESTION_SWAP, UNRELATED, UNRELATED)).isTrue();
  }

  @Test
  void aVoiceIsJudgedByItsRule() {
    BehaviourCase author = of(Behaviour.QUOTATION_VOICE, "a", Stance.AGREE);
    assertThat(BehaviourOutcome.ofVoice(author))
        .isEqualTo(new BehaviourOutcome(author, "author", "author", false, null));
    assertThatThrownBy(() -> BehaviourOutcome.ofStances(author, AGREE, AGREE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Outcomes of an invariance: {@code passed} of {@code all}, two to an article. */
  private static List<BehaviourOutcome> outcomes(int passed, int all) {
    List<BehaviourOutcome> outcomes = new ArrayList<>();
    for (int i = 0; i < all; i++) {
      outcomes.add(
          BehaviourOutcome.ofStances(
                  of(Behaviour.TYPOS, "a" + i / 2, Stance.AGREE),
                  AGREE,
                  i < passed ? WEAK_AGREE : UNRELATED)
              .orElseThrow());
    }
    return outcomes;
  }

  private static BehaviourScore score(int passed, int all) {
    return BehaviourScore.of(Behaviour.TYPOS, outcomes(passed, all), BOOTSTRAP, "none");
  }

  @Test
  void passesAreCountedWithAnIntervalOverArticles() {
    BehaviourScore score = score(30, 40);

    assertThat(score.cases()).isEqualTo(40);
    assertThat(score.passed()).isEqualTo(30);
    assertThat(score.articles()).isEqualTo(20);
    assertThat(score.passRate().orThrow()).isEqualTo(0.75);
    // 20 articles that pass whole or fail whole: 0.75 -+ 1.96 sqrt(0.75 * 0.25 / 20) = 0.56 to 0.94
    assertThat(score.passRate().low()).isCloseTo(0.56, within(0.03));
    assertThat(score.passRate().high()).isCloseTo(0.94, within(0.03));
    // 30 changes of 0.3 and 10 of 0.6
    assertThat(score.meanChange()).isCloseTo(0.375, within(1e-6));
    assertThat(score.reaches(0.75)).isTrue();
    assertThat(score.reaches(0.76)).isFalse();
  }

  @Test
  void aPerfectRateStillHasAnInterval() {
    // 1 - 0.025^(1/20) = 0.168: python3 -c 'print(1 - 0.025 ** (1 / 20))'
    assertThat(score(40, 40).passRate().low()).isCloseTo(1 - 0.16843, within(1e-5));
    assertThat(score(0, 40).passRate().high()).isCloseTo(0.16843, within(1e-5));
  }

  @Test
  void casesOfOneArticleGiveARateWithoutAnInterval() {
    assertThat(score(1, 2).passRate()).isEqualTo(Metric.of(0.5));
    // One trial that passes: a rate of 0.025 passes it once in forty times.
    assertThat(score(2, 2).passRate().low()).isCloseTo(0.025, within(1e-12));
  }

  @Test
  void withoutCasesThereIsAReasonAndNoRate() {
    BehaviourScore score =
        BehaviourScore.of(Behaviour.TYPOS, List.of(), BOOTSTRAP, "nothing can be misspelt");

    assertThat(score.meanChange()).isNull();
    assertThat(score.passRate()).isEqualTo(Metric.none("nothing can be misspelt"));
    assertThat(score.reaches(0)).isFalse();
  }
}
