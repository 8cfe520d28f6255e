package io.endoxa.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.endoxa.decide.RiskRule.Basis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RiskRuleTest {
  private static final int PER_ARTICLE = 5;

  /** Paragraphs of articles; some articles are hard, and their errors come together. */
  private static final class Sample {
    final float[][] probabilities;
    final int[] labels;
    final List<String> articles = new ArrayList<>();

    /**
     * @param badness how much more often than it says the confidence is wrong
     * @param clumped whether errors of an article come together
     */
    Sample(Random random, int size, double badness, boolean clumped) {
      probabilities = new float[size][4];
      labels = new int[size];
      double hardness = 1;
      for (int i = 0; i < size; i++) {
        if (i % PER_ARTICLE == 0) {
          hardness = !clumped ? 1 : random.nextInt(4) == 0 ? 4 : 0;
        }
        double confidence = 0.5 + 0.5 * random.nextDouble();
        double share = (1 - confidence) * badness;
        probabilities[i][0] = (float) confidence;
        probabilities[i][3] = (float) (1 - confidence);
        labels[i] = random.nextDouble() < Math.min(1, share * hardness) ? 3 : 0;
        articles.add("article " + i / PER_ARTICLE);
      }
    }

    RiskRule rule(double maxError) {
      return RiskRule.fit(
          new float[][][] {probabilities}, new int[][] {labels}, articles, maxError);
    }

    double errorShare(DecisionRule rule) {
      int answered = 0;
      int wrong = 0;
      for (int i = 0; i < labels.length; i++) {
        if (probabilities[i][0] >= rule.minConfidence()) {
          answered++;
          wrong += labels[i] == 0 ? 0 : 1;
        }
      }
      return answered == 0 ? 0 : (double) wrong / answered;
    }
  }

  @Test
  void theBoundIsThatOfClopperAndPearson() {
    // scipy.stats.beta.ppf(0.95, errors + 1, n - errors)
    assertThat(bound(0, 29)).isCloseTo(0.09814463, within(1e-6));
    assertThat(bound(4, 100)).isCloseTo(0.08919625, within(1e-6));
    assertThat(bound(13, 200)).isCloseTo(0.10135704, within(1e-6));
    assertThat(bound(3, 3)).isEqualTo(1);
  }

  private static double bound(int errors, int examples) {
    double[] wrong = new double[examples];
    Arrays.fill(wrong, 0, errors, 1);
    return ErrorBound.high(wrong, IntStream.range(0, examples).toArray(), 0.95);
  }

  @Test
  void errorsThatComeTogetherWidenTheBound() {
    // Ten articles of ten, with 4, 1 and no errors. NumPy, with an eleventh article all wrong:
    // d = (wrong - 15 / 110).sum(axis=1); se2 = (d**2).sum() * 11 / 10 / 110**2;
    // deff = se2 / (15 / 110 * 95 / 110 / 109) = 8.12336842;
    // scipy.stats.beta.ppf(0.95, 5 / deff + 1, 95 / deff)
    double[] wrong = new double[100];
    for (int i : new int[] {0, 1, 2, 3, 10}) {
      wrong[i] = 1;
    }
    int[] articles = IntStream.range(0, 100).map(i -> i / 10).toArray();
    ClusteredMean mean = ClusteredMean.of(wrong, articles);
    assertThat(mean.mean()).isCloseTo(0.05, within(1e-12));
    assertThat(mean.standardError()).isCloseTo(0.04013865, within(1e-8));
    assertThat(ErrorBound.high(wrong, articles, 0.95)).isCloseTo(0.28999869, within(1e-6));
  }

  @Test
  void withoutErrorsArticlesCount() {
    // As above: deff is 57 for one article of 29, 10.3 for 30 of ten, 5.2 for 20 of five.
    assertThat(ErrorBound.high(new double[29], new int[29], 0.95))
        .isCloseTo(0.99722794, within(1e-6));
    int[] tens = IntStream.range(0, 300).map(i -> i / 10).toArray();
    assertThat(ErrorBound.high(new double[300], tens, 0.95)).isCloseTo(0.09774083, within(1e-6));
    int[] fives = IntStream.range(0, 100).map(i -> i / 5).toArray();
    double[] oneWrong = new double[100];
    oneWrong[0] = 1;
    assertThat(ErrorBound.high(new double[100], fives, 0.95)).isCloseTo(0.14425092, within(1e-6));
    assertThat(ErrorBound.high(oneWrong, fives, 0.95)).isCloseTo(0.14214711, within(1e-6));
  }

  @Test
  void theTargetIsKeptInNineteenOfTwentySamples() {
    assertThat(missed(0.1, 1_000, false)).isLessThanOrEqualTo(16);
    assertThat(missed(0.1, 1_000, true)).isLessThanOrEqualTo(16);
    // Sixty articles are too few for a share of 0.1.
    assertThat(missed(0.2, 300, true)).isLessThanOrEqualTo(16);
    assertThat(missed(0.05, 3_000, true)).isLessThanOrEqualTo(16);
  }

  /** In how many of 200 samples the rule breaks its promise on 20,000 further paragraphs. */
  private static int missed(double maxError, int size, boolean clumped) {
    Sample further = new Sample(new Random(-1), 20_000, 0.8, clumped);
    int missed = 0;
    int answering = 0;
    for (int round = 0; round < 200; round++) {
      DecisionRule rule =
          new Sample(new Random(round), size, 0.8, clumped).rule(maxError).rules().get(0);
      missed += further.errorShare(rule) > maxError ? 1 : 0;
      answering += rule.answers() ? 1 : 0;
    }
    assertThat(answering).isGreaterThan(60);
    return missed;
  }

  @Test
  void moreIsAnsweredWhereMoreErrorsMayBe() {
    Sample sample = new Sample(new Random(1), 2_000, 0.8, false);
    RiskRule.OfQuestion strict = sample.rule(0.08).questions().get(0);
    RiskRule.OfQuestion lax = sample.rule(0.2).questions().get(0);
    assertThat(strict.basis()).isEqualTo(Basis.OWN);
    assertThat(strict.answered()).isLessThan(lax.answered());
    assertThat(strict.wrong()).isLessThanOrEqualTo((int) (0.08 * strict.answered()));
    assertThat(strict.rule().minConfidence()).isGreaterThan(lax.rule().minConfidence());
  }

  @Test
  void ifTheTargetIsNotReachedNothingIsAnswered() {
    Sample sample = new Sample(new Random(2), 1_000, 2, false);
    RiskRule.OfQuestion question = sample.rule(0.01).questions().get(0);
    assertThat(question)
        .isEqualTo(new RiskRule.OfQuestion(DecisionRule.NEVER, Basis.UNREACHABLE, 1_000, 0, 0));
  }

  @Test
  void oneArticleShowsNothingHoweverLongItIs() {
    float[][] sure = new float[200][];
    Arrays.fill(sure, new float[] {0.99f, 0, 0, 0.01f});
    RiskRule rule =
        RiskRule.fit(new float[][][] {sure}, new int[][] {new int[200]}, names(200, i -> 0), 0.1);
    RiskRule ofMany =
        RiskRule.fit(
            new float[][][] {sure}, new int[][] {new int[200]}, names(200, i -> i / 2), 0.1);
    assertThat(rule.questions().get(0).basis()).isEqualTo(Basis.UNREACHABLE);
    assertThat(ofMany.questions().get(0).answered()).isEqualTo(200);
  }

  private static List<String> names(int size, IntUnaryOperator article) {
    return IntStream.range(0, size).map(article).mapToObj(i -> "article " + i).toList();
  }

  @Test
  void errorsAmongTheMostConfidentDoNotEndTheSearch() {
    float[][] probabilities = new float[400][];
    int[] labels = new int[400];
    for (int i = 0; i < 400; i++) {
      float confidence = (i < 60 ? 0.99f : 0.7f) - i * 1e-4f;
      probabilities[i] = new float[] {confidence, 0, 0, 1 - confidence};
      labels[i] = i < 60 && i % 7 == 0 ? 3 : 0;
    }
    RiskRule.OfQuestion question =
        RiskRule.fit(new float[][][] {probabilities}, new int[][] {labels}, names(400, i -> i), 0.1)
            .questions()
            .get(0);
    assertThat(question.basis()).isEqualTo(Basis.OWN);
    assertThat(question.answered()).isEqualTo(400);
    assertThat(question.wrong()).isEqualTo(9);
  }

  @Test
  void aQuestionWithFewExamplesTakesTheRuleOfAll() {
    int each = 99;
    Sample sample = new Sample(new Random(5), 5 * each, 0.3, false);
    float[][][] probabilities = new float[5][][];
    int[][] labels = new int[5][];
    for (int q = 0; q < 5; q++) {
      probabilities[q] = Arrays.copyOfRange(sample.probabilities, q * each, (q + 1) * each);
      labels[q] = Arrays.copyOfRange(sample.labels, q * each, (q + 1) * each);
    }
    RiskRule.OfQuestion all =
        RiskRule.fit(
                new float[][][] {sample.probabilities},
                new int[][] {sample.labels},
                names(5 * each, i -> i % each),
                0.1)
            .questions()
            .get(0);
    assertThat(all.basis()).isEqualTo(Basis.OWN);

    RiskRule rule = RiskRule.fit(probabilities, labels, names(each, i -> i), 0.1);

    assertThat(rule.questions())
        .allSatisfy(
            question -> {
              assertThat(question.basis()).isEqualTo(Basis.POOLED);
              assertThat(question.rule()).isEqualTo(all.rule());
              assertThat(question.examples()).isEqualTo(each);
            });
    assertThat(rule.questions().stream().mapToInt(RiskRule.OfQuestion::answered).sum())
        .isEqualTo(all.answered());
  }

  @Test
  void aTargetOutOfRangeIsABug() {
    assertThatThrownBy(() -> new RiskRule(0, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxError 0.0 is not between 0 and 1");
  }
}
