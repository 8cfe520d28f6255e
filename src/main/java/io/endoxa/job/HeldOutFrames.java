package io.endoxa.job;

import io.endoxa.decide.FrameThresholds;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a head says of the frames of paragraphs that it was not trained on, and the thresholds that
 * follow. Predictions take thresholds from the other folds.
 */
final class HeldOutFrames {
  private final TrainingSet set;
  private final int[] foldOf;

  /** {@code [frame][paragraph]}. */
  private final float[][] probabilities;

  /**
   * Nothing is known yet.
   *
   * @param foldOf the fold of each paragraph
   */
  HeldOutFrames(TrainingSet set, int[] foldOf) {
    this.set = set;
    this.foldOf = foldOf;
    this.probabilities = new float[set.codebook().frames().size()][set.size()];
  }

  /** Keeps the probability of each frame. */
  void put(int row, float[] ofFrames) {
    for (int frame = 0; frame < probabilities.length; frame++) {
      probabilities[frame][row] = ofFrames[frame];
    }
  }

  /** Thresholds from every paragraph, per frame. */
  List<Double> thresholds() {
    return thresholds(set.framedRows());
  }

  private List<Double> thresholds(int[] rows) {
    float[][] ofRows = new float[probabilities.length][rows.length];
    boolean[][] present = new boolean[probabilities.length][rows.length];
    for (int frame = 0; frame < probabilities.length; frame++) {
      for (int i = 0; i < rows.length; i++) {
        ofRows[frame][i] = probabilities[frame][rows[i]];
        present[frame][i] = set.framesOrNone(rows[i])[frame];
      }
    }
    return FrameThresholds.fit(ofRows, present);
  }

  /** {@code [framed row][frame]}. */
  boolean[][] predictions() {
    int[] rows = set.framedRows();
    boolean[][] predicted = new boolean[rows.length][probabilities.length];
    for (int fold : IntStream.of(foldOf).distinct().toArray()) {
      List<Double> thresholds =
          thresholds(IntStream.of(rows).filter(row -> foldOf[row] != fold).toArray());
      for (int i = 0; i < rows.length; i++) {
        for (int frame = 0; foldOf[rows[i]] == fold && frame < thresholds.size(); frame++) {
          predicted[i][frame] = probabilities[frame][rows[i]] >= thresholds.get(frame);
        }
      }
    }
    return predicted;
  }
}
