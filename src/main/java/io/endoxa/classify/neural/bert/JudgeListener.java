package io.endoxa.classify.neural.bert;

/** Hears how the training of a judge goes on. */
public interface JudgeListener {
  /** Hears nothing. */
  JudgeListener SILENT = (step, steps, loss) -> {};

  /**
   * Called after every step; may take a {@link JudgeTrainer#checkpoint}.
   *
   * @param step from 1 to {@code steps}
   * @param loss the batch's mean, in nats
   */
  void stepDone(long step, long steps, double loss);

  /**
   * Called after the judge was scored on held-out pairs.
   *
   * @param best whether no earlier score was higher
   */
  default void scored(long step, double score, boolean best) {}
}
