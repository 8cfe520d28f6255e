package io.endoxa.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.classify.Idf;
import io.endoxa.classify.LinearStanceHead;
import io.endoxa.classify.ParagraphFeatures;
import io.endoxa.classify.SparseTerms;
import io.endoxa.codebook.Stance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvidenceSearchTest {
  private static final String CODEBOOK =
      """
      id: small
      version: 2
      questions:
        - {id: deal, proposition: There was a deal., agree: a deal, disagree: no deal}
      """;

  /** The first number of a vector speaks for agree, the second for disagree. */
  private static StanceModel model(Calibration calibration) {
    float[][][] weights = new float[1][Stance.COUNT][3];
    weights[0][Stance.AGREE.position()][0] = 10;
    weights[0][Stance.DISAGREE.position()][1] = 10;
    return new StanceModel(
        CODEBOOK,
        LinearStanceHead.of(new Idf(new float[1]), weights, new float[1][Stance.COUNT]),
        null,
        null,
        calibration,
        List.of(new DecisionRule(0)),
        List.of());
  }

  /** A model that believes its judge alone, if the heads give unrelated {@code most} or less. */
  private static StanceModel judged(double most) {
    List<Double> none = List.of(0.0, 0.0, 0.0, 0.0);
    return model(
        new Calibration(
            List.of(
                new Calibration.OfQuestion(
                    Stacker.mean(1),
                    new Calibration.Judged(
                        new JudgeGate(most), new Stacker(List.of(0.0, 1.0), none))))));
  }

  private static List<ParagraphFeatures> without(double[]... vectors) {
    return Arrays.stream(vectors)
        .map(
            vector ->
                new ParagraphFeatures(
                    new float[] {(float) vector[0], (float) vector[1]}, SparseTerms.NONE))
        .toList();
  }

  @Test
  void theSentenceWithoutWhichLeastOfTheStanceIsLeftCarriesIt() {
    StanceModel heads = model(Calibration.neutral(1, 1));
    List<ParagraphFeatures> without =
        without(new double[] {0.9, 0.1}, new double[] {0.2, 0.9}, new double[] {0.8, 0.1});

    assertThat(EvidenceSearch.sentence(heads, 0, Stance.AGREE, without)).isEqualTo(1);
    assertThat(EvidenceSearch.sentence(heads, 0, Stance.DISAGREE, without)).isZero();
  }

  /** The probability of agree falls most where disagree rises; less of it is left elsewhere. */
  @Test
  void whatCountsIsHowMuchIsLeftAgainstUnrelated() {
    StanceModel heads = model(Calibration.neutral(1, 1));
    List<ParagraphFeatures> without = without(new double[] {0.5, 0.9}, new double[] {0.3, 0});

    assertThat(heads.probabilities(without.get(0), 0)[0])
        .isLessThan(heads.probabilities(without.get(1), 0)[0]);
    assertThat(EvidenceSearch.sentence(heads, 0, Stance.AGREE, without)).isEqualTo(1);
  }

  @Test
  void ofEqualsTheFirstIsTakenAlsoWhereProbabilitiesVanish() {
    StanceModel heads = model(Calibration.neutral(1, 1));

    assertThat(
            EvidenceSearch.sentence(
                heads, 0, Stance.AGREE, without(new double[] {90, 0}, new double[] {80, 0})))
        .isZero();
  }

  @Test
  void theJudgeChoosesAmongThoseThatTheHeadsFindMostDecisive() {
    List<ParagraphFeatures> without =
        without(
            new double[] {0.9, 0},
            new double[] {0.1, 0},
            new double[] {0.3, 0},
            new double[] {0.2, 0});
    List<String> texts = List.of("a", "b", "c", "d");
    List<String> asked = new ArrayList<>();
    int found =
        EvidenceSearch.sentence(
            judged(1),
            0,
            Stance.AGREE,
            without,
            texts,
            (question, text) -> {
              asked.add(question + " | " + text);
              return new float[] {text.equals("b") ? 3 : 1, 0, 0, 0};
            });

    assertThat(found).as("b would be the heads' choice").isEqualTo(3);
    assertThat(asked).containsExactly("There was a deal. | b", "There was a deal. | d");
  }

  @Test
  void theJudgeIsNotAskedWhatTheGateKeepsFromIt() {
    List<ParagraphFeatures> without = without(new double[] {0.3, 0}, new double[] {0.1, 0});
    List<String> texts = IntStream.range(0, 2).mapToObj(Integer::toString).toList();

    int found =
        EvidenceSearch.sentence(
            judged(0.01),
            0,
            Stance.AGREE,
            without,
            texts,
            (question, text) -> {
              throw new AssertionError("asked about " + text);
            });

    assertThat(found).isEqualTo(1);
  }
}
