package io.endoxa.classify.neural.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.classify.Tensor;
import io.endoxa.codebook.Stance;
import io.endoxa.encode.TokenPair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JudgeTrainerTest {
  private static final TransformerShape SHAPE = new TransformerShape(2, 64, 2, 48);
  private static final Map<String, Tensor> WEIGHTS = Filled.transformer(SHAPE, 1);
  private static final int LONGEST = 20;
  private static final List<JudgeExample> TRAINING = Filled.examples(320, 1);
  private static final List<JudgeExample> HELD_OUT = Filled.examples(80, 2);

  private static JudgeSettings settings(int frozenLayers) {
    return new JudgeSettings(7, 16, 2e-3, 0.1, 0.01, 0.1, 0.05, 1, frozenLayers, 2);
  }

  private static double accuracy(float[][] logits, List<JudgeExample> examples) {
    int right = 0;
    for (int i = 0; i < logits.length; i++) {
      right += Stance.mostLikely(logits[i]) == examples.get(i).stance() ? 1 : 0;
    }
    return (double) right / logits.length;
  }

  private static List<TokenPair> pairs(List<JudgeExample> examples) {
    return examples.stream().map(JudgeExample::pair).toList();
  }

  private static HeldOutPairs heldOut(int every) {
    return new HeldOutPairs(pairs(HELD_OUT), logits -> accuracy(logits, HELD_OUT), every);
  }

  @Test
  void learnsWhatAWordTellsAndKeepsTheBestWeights() {
    List<Double> scores = new ArrayList<>();
    try (JudgeTrainer trainer = new JudgeTrainer(WEIGHTS, LONGEST, settings(0))) {
      double before = accuracy(trainer.logits(pairs(HELD_OUT)), HELD_OUT);
      trainer.fit(
          List.of(TRAINING, TRAINING, TRAINING, TRAINING),
          heldOut(10),
          new JudgeListener() {
            @Override
            public void stepDone(long step, long steps, double loss) {
              assertThat(steps).isEqualTo(80);
              assertThat(loss).isFinite();
            }

            @Override
            public void scored(long step, double score, boolean best) {
              scores.add(score);
            }
          });
      double after = accuracy(trainer.logits(pairs(HELD_OUT)), HELD_OUT);
      assertThat(before).isLessThan(0.5);
      assertThat(after).isGreaterThan(0.9);
      assertThat(scores).hasSize(8);
      assertThat(after).isEqualTo(scores.stream().mapToDouble(x -> x).max().orElseThrow());
    }
  }

  private static List<Double> curve(List<SortedMap<String, Tensor>> weights) {
    List<Double> losses = new ArrayList<>();
    try (JudgeTrainer trainer = new JudgeTrainer(WEIGHTS, LONGEST, settings(0))) {
      trainer.fit(List.of(TRAINING), heldOut(10), (step, steps, loss) -> losses.add(loss));
      weights.add(trainer.tensors());
    }
    return losses;
  }

  @Test
  void aSeedGivesTheSameCurveAndWeightsToTheBit() {
    List<SortedMap<String, Tensor>> weights = new ArrayList<>();
    List<Double> first = curve(weights);
    assertThat(first).hasSize(20);
    assertThat(curve(weights)).isEqualTo(first);
    equalToTheBit(weights.get(0), weights.get(1));
  }

  private static void equalToTheBit(Map<String, Tensor> found, Map<String, Tensor> expected) {
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    found.forEach((name, tensor) -> assertThat(same(tensor, expected.get(name))).as(name).isTrue());
  }

  /** AssertJ's own comparison of arrays is slow. */
  private static boolean same(Tensor tensor, @Nullable Tensor other) {
    return other != null && Arrays.equals(tensor.data(), other.data());
  }

  @Test
  void goesOnFromACheckpointAsIfItHadNotStopped() {
    List<List<JudgeExample>> epochs = List.of(TRAINING, TRAINING);
    List<SortedMap<String, Tensor>> checkpoints = new ArrayList<>();
    SortedMap<String, Tensor> whole;
    try (JudgeTrainer trainer = new JudgeTrainer(WEIGHTS, LONGEST, settings(0))) {
      trainer.fit(
          epochs,
          heldOut(10),
          (step, steps, loss) -> {
            if (step == 25) {
              checkpoints.add(trainer.checkpoint());
            }
          });
      whole = trainer.tensors();
    }
    try (JudgeTrainer trainer = new JudgeTrainer(WEIGHTS, LONGEST, settings(0))) {
      trainer.restore(checkpoints.get(0));
      assertThat(trainer.stepsDone()).isEqualTo(25);
      List<Long> steps = new ArrayList<>();
      trainer.fit(epochs, heldOut(10), (step, all, loss) -> steps.add(step));
      assertThat(steps).first().isEqualTo(26L);
      equalToTheBit(trainer.tensors(), whole);
    }
  }

  @Test
  void aScoreThatEqualsTheBestBeforeACheckpointIsNoBetterBehindIt() {
    // In 32 bits 0.7 is a little less, and would be exceeded by itself.
    HeldOutPairs always = new HeldOutPairs(pairs(HELD_OUT), logits -> 0.7, 5);
    List<Boolean> best = new ArrayList<>();
    JudgeListener listener =
        new JudgeListener() {
          @Override
          public void stepDone(long step, long steps, double loss) {}

          @Override
          public void scored(long step, double score, boolean isBest) {
            best.add(isBest);
          }
        };
    try (JudgeTrainer trainer = new JudgeTrainer(WEIGHTS, LONGEST, settings(0));
        JudgeTrainer second = new JudgeTrainer(WEIGHTS, LONGEST, settings(0))) {
      trainer.fit(List.of(TRAINING.subList(0, 80)), always, listener);
      second.restore(trainer.checkpoint());
      second.fit(List.of(TRAINING.subList(0, 160)), always, listener);
    }
    assertThat(best).containsExactly(true, false);
  }

  @Test
  void frozenLayersAndEmbeddingsStay() {
    try (JudgeTrainer trainer = new JudgeTrainer(WEIGHTS, LONGEST, settings(1))) {
      trainer.fit(List.of(TRAINING), heldOut(100), JudgeListener.SILENT);
      SortedMap<String, Tensor> after = trainer.tensors();
      assertThat(after.keySet()).isEqualTo(WEIGHTS.keySet());
      after.forEach(
          (name, tensor) -> {
            boolean same = same(tensor, WEIGHTS.get(name));
            boolean frozen = name.startsWith("embeddings.") || name.startsWith("encoder.layer.0.");
            assertThat(same).as(name).isEqualTo(frozen);
          });
    }
  }

  @Test
  void theHeadStartsFromAProbe() {
    Map<String, Tensor> headless = new TreeMap<>(WEIGHTS);
    headless.remove(JudgeNetwork.HEAD_WEIGHT);
    headless.remove(JudgeNetwork.HEAD_BIAS);
    try (JudgeTrainer trainer = new JudgeTrainer(headless, LONGEST, settings(0))) {
      assertThat(trainer.logits(pairs(HELD_OUT))[0]).containsOnly(0);
      trainer.startHead(TRAINING);
      assertThat(accuracy(trainer.logits(pairs(TRAINING)), TRAINING)).isGreaterThan(0.5);
    }
  }

  @Test
  void aCheckpointOfAnotherJudgeIsRefused() {
    Map<String, Tensor> smaller = Filled.transformer(new TransformerShape(1, 64, 2, 48), 1);
    try (JudgeTrainer trainer = new JudgeTrainer(WEIGHTS, LONGEST, settings(0));
        JudgeTrainer other = new JudgeTrainer(smaller, LONGEST, settings(0))) {
      SortedMap<String, Tensor> checkpoint = other.checkpoint();
      assertThatThrownBy(() -> trainer.restore(checkpoint))
          .hasMessageContaining("does not fit this judge")
          .hasMessageContaining("Delete the checkpoint");
    }
  }

  @Test
  void fiveHundredStepsTakeNoMoreMemory() {
    List<List<JudgeExample>> epochs = Collections.nCopies(28, TRAINING);
    List<Long> tracked = new ArrayList<>();
    List<Long> resident = new ArrayList<>();
    try (JudgeTrainer trainer = new JudgeTrainer(WEIGHTS, LONGEST, settings(0))) {
      trainer.fit(
          epochs,
          heldOut(100_000),
          (step, steps, loss) -> {
            if (step == 60 || step == steps) {
              System.gc();
              tracked.add(Pointer.totalBytes());
              resident.add(Pointer.physicalBytes());
            }
          });
      assertThat(trainer.stepsDone()).isEqualTo(560);
    }
    assertThat(tracked.get(1)).isLessThanOrEqualTo(tracked.get(0));
    assertThat(resident.get(1) - resident.get(0)).isLessThan(64L << 20);
  }

  @Test
  void tooManyFrozenLayersAreRefused() {
    assertThatThrownBy(() -> new JudgeTrainer(WEIGHTS, LONGEST, settings(3)))
        .hasMessage("3 layers are to be frozen, the judge has 2.");
  }

  @Test
  void whoCannotBeMadeKeepsNothing() {
    SortedMap<String, Tensor> lacking = new TreeMap<>(WEIGHTS);
    lacking.remove("encoder.layer.1.output.dense.weight");
    int threads = openblas.blas_get_num_threads();
    long before = Pointer.totalBytes();

    assertThatThrownBy(() -> new JudgeTrainer(lacking, LONGEST, settings(0)))
        .hasMessageContaining("encoder.layer.1.output.dense.weight");
    // So many tokens squared are more than an array holds.
    assertThatThrownBy(() -> new JudgeTrainer(WEIGHTS, 40_000, settings(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("an array of -");

    assertThat(Pointer.totalBytes()).isEqualTo(before);
    assertThat(openblas.blas_get_num_threads()).isEqualTo(threads);
  }
}
