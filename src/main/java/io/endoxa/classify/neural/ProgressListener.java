package io.endoxa.classify.neural;

/** Hears how training goes on. */
@FunctionalInterface
public interface ProgressListener {
  /** Hears nothing. */
  ProgressListener SILENT = (epoch, epochs, meanLoss) -> {};

  /**
   * Called after every epoch.
   *
   * @param epoch from 1 to {@code epochs}
   * @param meanLoss the mean weighted cross-entropy of its batches, summed over the questions, in
   *     nats
   */
  void epochDone(int epoch, int epochs, double meanLoss);
}
