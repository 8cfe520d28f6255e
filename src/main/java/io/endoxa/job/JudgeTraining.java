package io.endoxa.job;

import io.endoxa.classify.Tensor;
import io.endoxa.classify.Tensors;
import io.endoxa.classify.neural.bert.HeldOutPairs;
import io.endoxa.classify.neural.bert.JudgeExample;
import io.endoxa.classify.neural.bert.JudgeListener;
import io.endoxa.classify.neural.bert.JudgeSettings;
import io.endoxa.classify.neural.bert.JudgeTrainer;
import io.endoxa.encode.TokenPair;
import io.endoxa.provenance.Fingerprint;
import io.endoxa.spark.CheckpointFile;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;

/**
 * Trains a judge on the driver: says how far it is, and leaves a checkpoint every few minutes, from
 * which the same job goes on after a stop.
 */
final class JudgeTraining {
  /** A checkpoint is as large as seven int8 judges and takes some seconds. */
  static final Duration CHECKPOINT_EVERY = Duration.ofMinutes(5);

  private static final long SAY_EVERY = TimeUnit.SECONDS.toNanos(20);

  private final RunContext run;
  private final JudgeSettings settings;
  private final int longest;
  private final Duration checkpointEvery;

  /**
   * A training within a run.
   *
   * @param longest the most tokens of a pair
   * @param checkpointEvery how much time a stop may cost; zero for a checkpoint after every step
   */
  JudgeTraining(RunContext run, JudgeSettings settings, int longest, Duration checkpointEvery) {
    this.run = run;
    this.settings = settings;
    this.longest = longest;
    this.checkpointEvery = checkpointEvery;
  }

  /**
   * What a training gave.
   *
   * @param weights the trained ones, with those that were not trained
   * @param score of the held-out pairs; negative infinity if they have none
   */
  record Trained(SortedMap<String, Tensor> weights, double score) {}

  /**
   * Trains, or goes on with a training that was stopped.
   *
   * @param start weights to start from; without a head, one is trained first on the first epoch
   * @param epochs the examples of each epoch
   * @param heldOut what the moment to stop is chosen by
   */
  Trained train(Map<String, Tensor> start, List<List<JudgeExample>> epochs, HeldOutPairs heldOut) {
    CheckpointFile checkpoint =
        new CheckpointFile(
            run.session().sparkContext().hadoopConfiguration(),
            run.spec().output(),
            "judge-" + fingerprint(start, epochs, heldOut) + ".safetensors");
    try (JudgeTrainer trainer = new JudgeTrainer(start, longest, settings)) {
      checkpoint
          .read()
          .ifPresentOrElse(
              bytes -> {
                trainer.restore(Tensors.read(checkpoint.toString(), bytes));
                run.say("going on from step %,d of %s".formatted(trainer.stepsDone(), checkpoint));
              },
              () -> {
                if (!start.containsKey(JudgeTrainer.HEAD_WEIGHT)) {
                  run.say("judge: training a head to start from");
                  trainer.startHead(epochs.get(0));
                }
              });
      if (settings.frozenLayers() > 0) {
        run.say(
            "judge: the %d lowest layers read the pairs once".formatted(settings.frozenLayers()));
      }
      trainer.fit(epochs, heldOut, new Reports(trainer, checkpoint));
      // Until then a failure, or a gate that is missed, costs what a stop costs.
      run.afterPublishing.add(checkpoint::delete);
      return new Trained(trainer.tensors(), trainer.bestScore());
    }
  }

  /** Of all that the weights depend on, so that no other training goes on from a checkpoint. */
  private String fingerprint(
      Map<String, Tensor> start, List<List<JudgeExample>> epochs, HeldOutPairs heldOut) {
    int hash = settings.hashCode();
    long sum = longest;
    for (List<JudgeExample> epoch : epochs) {
      for (JudgeExample example : epoch) {
        TokenPair pair = example.pair();
        sum = sum * 1_000_003 + pair.hashCode() * 31L + example.stance().position();
        sum = sum * 31 + Float.floatToIntBits(example.weight());
      }
    }
    sum = sum * 31 + heldOut.every();
    for (TokenPair pair : heldOut.pairs()) {
      sum = sum * 1_000_003 + pair.hashCode();
    }
    for (Map.Entry<String, Tensor> entry : start.entrySet()) {
      sum = sum * 1_000_003 + entry.getKey().hashCode();
      sum = sum * 1_000_003 + Arrays.hashCode(entry.getValue().data());
    }
    ByteBuffer bytes = ByteBuffer.allocate(12).putInt(hash).putLong(sum);
    return Fingerprint.of(bytes.array()).substring(0, 16);
  }

  /** Says and saves from time to time. */
  private final class Reports implements JudgeListener {
    private final JudgeTrainer trainer;
    private final CheckpointFile checkpoint;
    private long began;
    private long firstStep;
    private long said;
    private long saved = System.nanoTime();
    private double loss;
    private int losses;

    Reports(JudgeTrainer trainer, CheckpointFile checkpoint) {
      this.trainer = trainer;
      this.checkpoint = checkpoint;
    }

    @Override
    public void stepDone(long step, long steps, double batchLoss) {
      loss += batchLoss;
      losses++;
      long now = System.nanoTime();
      if (firstStep == 0) {
        // What comes before the first step tells nothing about how long the others take.
        began = now;
        said = now;
        firstStep = step;
      }
      if (now - said > SAY_EVERY || step == steps) {
        double minutes = (now - began) / 60e9 / Math.max(1, step - firstStep) * (steps - step);
        run.say(
            String.format(
                Locale.ROOT,
                "judge: step %,d of %,d, loss %.3f, %.0f min left",
                step,
                steps,
                loss / losses,
                Math.ceil(minutes)));
        said = now;
        loss = 0;
        losses = 0;
      }
      if (now - saved > checkpointEvery.toNanos() && step < steps) {
        checkpoint.write(Tensors.write(trainer.checkpoint()));
        saved = System.nanoTime();
      }
    }

    @Override
    public void scored(long step, double score, boolean best) {
      run.say(
          String.format(
              Locale.ROOT,
              "judge: step %,d, macro-F1 on held-out pairs %.3f%s",
              step,
              score,
              best ? ", the best so far" : ""));
    }
  }
}
