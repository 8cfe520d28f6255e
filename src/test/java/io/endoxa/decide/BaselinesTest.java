package io.endoxa.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.classify.Idf;
import io.endoxa.classify.LinearStanceHead;
import io.endoxa.classify.ParagraphFeatures;
import io.endoxa.classify.SparseTerms;
import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Stance;
import io.endoxa.error.UserException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BaselinesTest {
  private static final Codebook CODEBOOK =
      Codebook.parse(
          "codebook.yaml",
          """
          id: small
          version: 1
          questions:
            - {id: deal, proposition: There was a deal., agree: a deal, disagree: no deal}
          """);

  private static Baselines baselines() {
    float[][][] weights = new float[1][Stance.COUNT][2];
    weights[0][Stance.DISCUSS.position()][1] = 3;
    return new Baselines(
        List.of(Stance.UNRELATED),
        LinearStanceHead.of(new Idf(new float[] {1, 1}), weights, new float[1][Stance.COUNT]));
  }

  @Test
  void whatIsWrittenIsReadAgainAndVectorsAreNotLookedAt() {
    Map<String, byte[]> files = baselines().files(CODEBOOK);

    Baselines read = Baselines.of(files, CODEBOOK).orElseThrow();

    ParagraphFeatures paragraph =
        new ParagraphFeatures(
            new float[] {1, 2, 3}, new float[0][], new SparseTerms(new int[] {1}, new float[] {1}));
    assertThat(read.majority()).containsExactly(Stance.UNRELATED);
    assertThat(read.tfIdf(paragraph, 0)).isEqualTo(Stance.DISCUSS);
    assertThat(read.files(CODEBOOK)).containsOnlyKeys("baseline.json", "baseline.safetensors");
  }

  @Test
  void aModelWithoutBaselinesHasNone() {
    assertThat(Baselines.of(Map.of(), CODEBOOK)).isEmpty();
  }

  @Test
  void aQuestionWithoutMajorityIsNamed() {
    Map<String, byte[]> files = new TreeMap<>(baselines().files(CODEBOOK));
    files.put(
        "baseline.json", "{\"format\": 1, \"majority\": {}}".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> Baselines.of(files, CODEBOOK))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "baseline.json: field 'majority.deal' is missing, expected a stance for each question.");
  }

  @Test
  void aHeadThatReadsVectorsIsNoBaseline() {
    LinearStanceHead reads =
        LinearStanceHead.of(
            new Idf(new float[1]), new float[1][Stance.COUNT][3], new float[1][Stance.COUNT]);

    assertThatThrownBy(() -> new Baselines(List.of(Stance.AGREE), reads))
        .hasMessage("the baseline reads vectors, expected terms alone");
  }
}
