package io.endoxa.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.endoxa.classify.Idf;
import io.endoxa.classify.LinearFrameHead;
import io.endoxa.classify.LinearStanceHead;
import io.endoxa.classify.NeuralStanceHead;
import io.endoxa.classify.PairScorer;
import io.endoxa.classify.ParagraphFeatures;
import io.endoxa.classify.SparseTerms;
import io.endoxa.classify.StanceHead;
import io.endoxa.codebook.Stance;
import io.endoxa.error.UserException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StanceModelTest {
  private static final String CODEBOOK =
      """
      id: small
      version: 2
      questions:
        - {id: deal, proposition: There was a deal., agree: a deal, disagree: no deal}
        - {id: trade, proposition: Trade comes first., agree: trade, disagree: security}
      frames:
        - {id: economic, definition: money}
      """;
  private static final List<Double> BIASES = List.of(0.5, -0.25, 0.0, 0.125);
  private static final ParagraphFeatures PARAGRAPH =
      new ParagraphFeatures(new float[] {0.6f, 0.8f}, SparseTerms.NONE);

  private static LinearStanceHead linear() {
    float[][][] weights = new float[2][4][3];
    weights[0][1] = new float[] {5, 5, 0};
    return LinearStanceHead.of(new Idf(new float[1]), weights, new float[2][4]);
  }

  private static NeuralStanceHead neural() {
    Random random = new Random(3);
    return NeuralStanceHead.of(
        new Idf(new float[1]),
        noise(random, 5, 3),
        new float[5],
        noise(random, 8, 5),
        new float[8]);
  }

  private static float[][] noise(Random random, int rows, int columns) {
    float[][] noise = new float[rows][columns];
    for (float[] row : noise) {
      for (int i = 0; i < columns; i++) {
        row[i] = (float) random.nextGaussian();
      }
    }
    return noise;
  }

  static StanceModel model() {
    return new StanceModel(
        CODEBOOK,
        linear(),
        neural(),
        LinearFrameHead.of(new Idf(new float[1]), new float[][] {{0, 0, 0}}, new float[] {1}),
        new Calibration(
            List.of(
                new Calibration.OfQuestion(
                    new Stacker(List.of(0.8, 0.25), BIASES),
                    new Calibration.Judged(
                        new JudgeGate(0.9), new Stacker(List.of(0.25, 0.5, 2.0), BIASES))),
                new Calibration.OfQuestion(new Stacker(List.of(1.0, 0.0), BIASES), null))),
        List.of(new DecisionRule(0.5), DecisionRule.NEVER),
        List.of(0.7));
  }

  private static StanceModel linearModel(LinearStanceHead head) {
    return new StanceModel(
        CODEBOOK.substring(0, CODEBOOK.indexOf("frames:")),
        head,
        null,
        null,
        Calibration.neutral(1, 2),
        List.of(new DecisionRule(0.5), new DecisionRule(0.5)),
        List.of());
  }

  private static Map<String, byte[]> filesWith(String name, String old, String replacement) {
    Map<String, byte[]> files = new HashMap<>(model().files());
    String text =
        new String(model().files().getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
    assertThat(text).contains(old);
    files.put(name, text.replace(old, replacement).getBytes(StandardCharsets.UTF_8));
    return files;
  }

  private static void assertRefused(Map<String, byte[]> files, String message) {
    assertThatThrownBy(() -> StanceModel.of(files))
        .isInstanceOf(UserException.class)
        .hasMessage(message);
  }

  @Test
  void everyQuestionGetsADecisionInCodebookOrder() {
    // Question 0: logits 0, 7, 0, 0; question 1 knows nothing, so every stance has 1/4.
    List<Decision> decisions = linearModel(linear()).stances(PARAGRAPH);
    assertThat(decisions).hasSize(2);
    assertThat(decisions.get(0).stance()).isEqualTo(Stance.DISAGREE);
    assertThat((double) decisions.get(0).confidence())
        .isCloseTo(Math.exp(7) / (Math.exp(7) + 3), within(1e-6));
    assertThat(decisions.get(1).abstained()).isTrue();
    assertThat(decisions.get(1).confidence()).isEqualTo(0.25f);
  }

  @Test
  void theJudgeIsAskedWithPropositionAndText() {
    List<String> asked = new ArrayList<>();
    PairScorer judge =
        (question, text) -> {
          asked.add(question + " | " + text);
          return new float[] {9, 0, 0, 0};
        };
    List<Decision> decisions = model().stances(PARAGRAPH, "They shook hands.", judge);
    assertThat(model().asksJudge()).isTrue();
    assertThat(asked).containsExactly("There was a deal. | They shook hands.");
    assertThat(decisions.get(0).stance()).isEqualTo(Stance.AGREE);
    assertThat(model().stances(PARAGRAPH).get(0).stance()).isEqualTo(Stance.DISAGREE);
    assertThat(decisions.get(1).probabilities())
        .isEqualTo(model().stances(PARAGRAPH).get(1).probabilities());
    assertThat(decisions.get(1).abstainReason()).contains(AbstainReason.TARGET_UNREACHABLE);
  }

  @Test
  void aModelWithoutAJudgeAsksNone() {
    StanceModel model = linearModel(linear());
    PairScorer judge =
        (question, text) -> {
          throw new AssertionError("the judge is asked");
        };
    assertThat(model.asksJudge()).isFalse();
    assertThat(model.stances(PARAGRAPH, "x", judge))
        .extracting(Decision::stance)
        .isEqualTo(model.stances(PARAGRAPH).stream().map(Decision::stance).toList());
  }

  @Test
  void framesHaveProbabilitiesAndThresholds() {
    float[] probabilities = model().frameProbabilities(PARAGRAPH);
    assertThat(probabilities).hasSize(1);
    assertThat((double) probabilities[0]).isCloseTo(1 / (1 + Math.exp(-1)), within(1e-6));
    assertThat(model().framePresent(0, 0.7f)).isFalse();
    assertThat(model().framePresent(0, 0.71f)).isTrue();
  }

  @Test
  void aModelSurvivesItsFiles() {
    StanceModel read = StanceModel.of(model().files());
    assertThat(read.files().keySet())
        .containsExactly(
            "calibration.json",
            "codebook.yaml",
            "heads.json",
            "linear.safetensors",
            "neural.safetensors");
    read.files().forEach((name, bytes) -> assertThat(bytes).isEqualTo(model().files().get(name)));
    assertThat(read.calibration()).isEqualTo(model().calibration());
    assertThat(read.rules()).isEqualTo(model().rules());
    for (int question = 0; question < 2; question++) {
      assertThat(read.stances(PARAGRAPH).get(question).probabilities())
          .isEqualTo(model().stances(PARAGRAPH).get(question).probabilities());
    }
    assertThat(read.heads().stream().map(StanceHead::id)).containsExactly("linear", "neural");
    assertThat(read.codebook().label()).isEqualTo("small-v2");
    assertThat(read.termDimension()).isEqualTo(1);
  }

  @Test
  void aModelWithoutNeuralHeadAndFramesSurvivesItsFiles() {
    StanceModel read = StanceModel.of(linearModel(linear()).files());
    assertThat(read.files().keySet()).doesNotContain("neural.safetensors");
    assertThat(read.heads()).hasSize(1);
    assertThat(read.frameProbabilities(PARAGRAPH)).isEmpty();
  }

  @Test
  void jsonIsWrittenForReaders() {
    byte[] heads = model().files().getOrDefault("heads.json", new byte[0]);
    assertThat(new String(heads, StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {
              "format" : 2,
              "heads" : [
                "linear",
                "neural"
              ]
            }
            """);
  }

  @Test
  void aMissingFileIsNamed() {
    Map<String, byte[]> files = new HashMap<>(model().files());
    files.remove("neural.safetensors");
    assertRefused(
        files,
        "the model's file neural.safetensors is missing. Found: calibration.json, codebook.yaml,"
            + " heads.json, linear.safetensors. Copy the whole model directory.");
  }

  @Test
  void calibrationIsWrittenForReaders() {
    String text =
        new String(
            model().files().getOrDefault("calibration.json", new byte[0]), StandardCharsets.UTF_8);
    assertThat(text)
        .startsWith(
            """
            {
              "format" : 2,
              "minConfidence" : {
                "deal" : 0.5,
                "trade" : null
              },
              "heads" : {
                "deal" : {
                  "weights" : {
                    "linear" : 0.8,
                    "neural" : 0.25
                  },
                  "biases" : {
                    "agree" : 0.5,
                    "disagree" : -0.25,
                    "discuss" : 0.0,
                    "unrelated" : 0.125
                  }
                },
            """)
        .contains(
            """
              "judged" : {
                "deal" : {
                  "gate" : 0.9,
                  "weights" : {
                    "judge" : 2.0,
                    "linear" : 0.25,
                    "neural" : 0.5
                  },
            """);
  }

  @Test
  void anUnknownFieldIsNamedWithItsNeighbour() {
    assertRefused(
        filesWith("calibration.json", "\"judged\"", "\"judgedd\""),
        "calibration.json: field 'judgedd' is unknown. Did you mean 'judged'? Known fields:"
            + " format, frameThresholds, heads, judged, minConfidence.");
    assertRefused(
        filesWith(
            "calibration.json", "\"deal\" : {\n      \"gate\"", "\"deall\" : {\n      \"gate\""),
        "calibration.json: field 'judged.deall' is unknown. Did you mean 'deal'? Known fields:"
            + " deal, trade.");
  }

  @Test
  void anUnfitFieldIsNamed() {
    assertRefused(
        filesWith("calibration.json", "\"linear\" : 0.8", "\"linear\" : -0.8"),
        "calibration.json: field 'heads.deal.weights.linear' holds -0.8, expected a number from 0"
            + " on. Mend it or train the model again.");
    assertRefused(
        filesWith("calibration.json", "0.9", "1.9"),
        "calibration.json: field 'judged.deal.gate' holds 1.9, expected a number from 0 to 1."
            + " Mend it or train the model again.");
    assertRefused(
        filesWith("calibration.json", "\"judge\" : 2.0,", ""),
        "calibration.json: field 'judged.deal.weights.judge' is missing, expected a number from 0"
            + " on. Train the model again.");
    assertRefused(
        filesWith("calibration.json", "\"trade\" : null", "\"trad\" : null"),
        "calibration.json: field 'minConfidence.trade' is missing, expected a number or null for"
            + " each id of codebook.yaml. Train the model again.");
    assertRefused(
        filesWith("calibration.json", "\"deal\" : 0.5", "\"deal\" : 5"),
        "calibration.json: field 'minConfidence.deal' holds 5.0, expected a number from 0 to 1."
            + " Mend it or train the model again.");
    assertRefused(
        filesWith("calibration.json", "\"economic\"", "\"economics\""),
        "calibration.json: field 'frameThresholds.economic' is missing, expected a number from 0"
            + " to 1. Train the model again.");
    assertRefused(
        filesWith("heads.json", "\"neural\"", "\"forest\""),
        "heads.json: field 'heads' is [linear, forest], expected [linear] or [linear, neural]."
            + " Train the model again.");
  }

  @Test
  void aFileOfAnotherFormatIsRefusedBeforeItsFields() {
    assertRefused(
        filesWith("heads.json", "2", "1"),
        "heads.json: field 'format' is 1, expected 2."
            + " Use the version of Endoxa that wrote the model.");
    Map<String, byte[]> files = new HashMap<>(model().files());
    files.put(
        "calibration.json",
        "{\"format\": 1, \"blended\": {}, \"temperatures\": {}}".getBytes(StandardCharsets.UTF_8));
    assertRefused(
        files,
        "calibration.json: field 'format' is 1, expected 2."
            + " Use the version of Endoxa that wrote the model.");
  }

  @Test
  void aFieldOfAnotherTypeIsNamed() {
    assertThatThrownBy(() -> StanceModel.of(filesWith("calibration.json", "0.8", "\"high\"")))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            "calibration.json: field 'heads.deal.weights.linear' is missing or does not fit: ");
    assertThatThrownBy(() -> StanceModel.of(filesWith("calibration.json", "\"gate\" : 0.9,", "")))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            "calibration.json: field 'judged.deal.gate' is missing or does not fit: ");
    assertThatThrownBy(() -> StanceModel.of(filesWith("heads.json", "{", "[")))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("heads.json: is not valid JSON: ");
    assertThatThrownBy(() -> StanceModel.of(filesWith("heads.json", "\"format\" : 2,", "")))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("heads.json: field 'format' is missing or does not fit: ");
  }

  @Test
  void vectorsOfAnotherEncoderAreRefused() {
    ParagraphFeatures longer = new ParagraphFeatures(new float[3], SparseTerms.NONE);
    assertThatThrownBy(() -> model().stances(longer))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "the model reads vectors of 2 numbers, the encoder gives 3. Use the model's encoder.");
  }
}
