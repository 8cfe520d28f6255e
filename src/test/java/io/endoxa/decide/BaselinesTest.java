package io.endoxa.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.classify.HashedTerms;
import io.endoxa.classify.Idf;
import io.endoxa.classify.LinearFrameHead;
import io.endoxa.classify.LinearStanceHead;
import io.endoxa.classify.ParagraphFeatures;
import io.endoxa.classify.SparseTerms;
import io.endoxa.classify.StanceHead;
import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Stance;
import io.endoxa.error.UserException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BaselinesTest {
  static final Codebook CODEBOOK =
      Codebook.parse(
          "codebook.yaml",
          """
          id: small
          version: 1
          questions:
            - {id: deal, proposition: There was a deal., agree: a deal, disagree: no deal}
          frames:
            - {id: economic, definition: money}
          """);

  private static final int TERMS = 64;

  /** Of one question: a head that says one stance by one weight and is silent otherwise. */
  private static LinearStanceHead head(int columns, int terms, Stance says, int column) {
    float[][][] weights = new float[1][Stance.COUNT][columns];
    weights[0][says.position()][column] = 3;
    float[] rarity = new float[terms];
    Arrays.fill(rarity, 1);
    return LinearStanceHead.of(new Idf(rarity), weights, new float[1][Stance.COUNT]);
  }

  static Baselines baselines() {
    return new Baselines(
        List.of(Stance.UNRELATED),
        head(TERMS, TERMS, Stance.DISCUSS, 1),
        head(1 + 2 * TERMS, 2 * TERMS, Stance.DISAGREE, 0),
        head(3 + 1, 1, Stance.AGREE, 2),
        frames(),
        List.of(0.6));
  }

  /** Term 1 makes the frame likely: a logit of 1, which is a probability of 0.73. */
  private static LinearFrameHead frames() {
    float[] rarity = new float[TERMS];
    Arrays.fill(rarity, 1);
    float[][] weights = new float[1][TERMS];
    weights[0][1] = 1;
    return LinearFrameHead.of(new Idf(rarity), weights, new float[1]);
  }

  @Test
  void whatIsWrittenIsReadAgainAndEachReadsItsOwn() {
    Map<String, byte[]> files = baselines().files(CODEBOOK);

    Baselines read = Baselines.of(files, CODEBOOK).orElseThrow();

    assertThat(read.majority()).containsExactly(Stance.UNRELATED);
    List<StanceHead> heads = read.heads(CODEBOOK);
    assertThat(heads).extracting(StanceHead::id).isEqualTo(Baselines.HEADS);
    ParagraphFeatures aTerm = paragraph(0, new SparseTerms(new int[] {1}, new float[] {1}));
    ParagraphFeatures aVector = paragraph(1, SparseTerms.NONE);
    ParagraphFeatures theQuestion = paragraph(0, new HashedTerms(TERMS).count("There was a deal."));
    assertThat(logit(heads.get(0), aTerm, Stance.DISCUSS)).isEqualTo(3);
    assertThat(logit(heads.get(0), aVector, Stance.DISCUSS)).isZero();
    assertThat(logit(heads.get(1), theQuestion, Stance.DISAGREE)).isEqualTo(3);
    assertThat(logit(heads.get(1), aVector, Stance.DISAGREE)).isZero();
    assertThat(logit(heads.get(2), aVector, Stance.AGREE)).isEqualTo(3);
    assertThat(logit(heads.get(2), aTerm, Stance.AGREE)).isZero();
    assertThat(read.framesPresent(aTerm)).containsExactly(true);
    assertThat(read.framesPresent(aVector)).containsExactly(false);
    assertThat(read.files(CODEBOOK))
        .containsOnlyKeys(
            "baseline.json",
            "baseline.safetensors",
            "baseline-pooled.safetensors",
            "baseline-vectors.safetensors");
  }

  private static ParagraphFeatures paragraph(float last, SparseTerms terms) {
    return new ParagraphFeatures(new float[] {0, 0, last}, terms);
  }

  private static float logit(StanceHead head, ParagraphFeatures paragraph, Stance of) {
    return head.logits(paragraph, 0)[of.position()];
  }

  @Test
  void aModelWithoutBaselinesHasNone() {
    assertThat(Baselines.of(Map.of(), CODEBOOK)).isEmpty();
  }

  @Test
  void aQuestionWithoutMajorityIsNamed() {
    Map<String, byte[]> files = new TreeMap<>(baselines().files(CODEBOOK));
    files.put(
        "baseline.json",
        "{\"format\": 2, \"majority\": {}, \"frameThresholds\": {}}"
            .getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> Baselines.of(files, CODEBOOK))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "baseline.json: field 'majority.deal' is missing, expected a stance for each question.");
  }

  @Test
  void aFrameWithoutThresholdIsNamed() {
    Map<String, byte[]> files = new TreeMap<>(baselines().files(CODEBOOK));
    files.put(
        "baseline.json",
        "{\"format\": 2, \"majority\": {\"deal\": \"agree\"}, \"frameThresholds\": {}}"
            .getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> Baselines.of(files, CODEBOOK))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "baseline.json: field 'frameThresholds.economic' is missing, expected a number for each"
                + " frame.");
  }

  @Test
  void aHeadThatReadsVectorsIsNoBaseline() {
    LinearStanceHead reads =
        LinearStanceHead.of(
            new Idf(new float[1]), new float[1][Stance.COUNT][3], new float[1][Stance.COUNT]);

    Baselines good = baselines();
    assertThatThrownBy(
            () ->
                new Baselines(
                    List.of(Stance.AGREE), reads, good.pooled(), good.vectors(), null, List.of()))
        .hasMessage("the baseline reads vectors, expected terms alone");
  }

  @Test
  void aModelThatLacksOneOfTheFilesHasNoBaselines() {
    Map<String, byte[]> files = new TreeMap<>(baselines().files(CODEBOOK));
    files.remove("baseline-pooled.safetensors");
    assertThat(Baselines.of(files, CODEBOOK)).isEmpty();
  }

  @Test
  void aPooledBaselineOfOtherTermsIsRefused() {
    Baselines good = baselines();
    assertThatThrownBy(
            () ->
                new Baselines(
                    good.majority(),
                    good.tfIdf(),
                    head(1 + TERMS, TERMS, Stance.AGREE, 0),
                    good.vectors(),
                    null,
                    List.of()))
        .hasMessage("the pooled baseline reads 64 terms, expected twice 64");
  }

  @Test
  void aPairIsTheTermsOfBothAndWhatTheyShare() {
    HashedTerms terms = new HashedTerms(1 << 20);
    PooledTerms pairs = new PooledTerms(CODEBOOK, terms.dimension());

    // The proposition's terms: there, was, a, deal; there was, was a, a deal.
    ParagraphFeatures pair = pairs.of(paragraph(1, terms.count("A deal, there!")), 0);

    // there, a, deal and "a deal" are in both.
    assertThat(pair.vector()).containsExactly(4 / 7f);
    assertThat(pair.terms().size()).isEqualTo(5 + 7);
    assertThat(pair.terms().indices()[4]).isLessThan(terms.dimension());
    assertThat(pair.terms().indices()[5]).isBetween(terms.dimension(), pairs.dimension() - 1);
  }
}
