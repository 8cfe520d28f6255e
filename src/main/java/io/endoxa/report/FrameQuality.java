package io.endoxa.report;

import io.endoxa.evaluate.ClusterBootstrap;
import io.endoxa.evaluate.LabelScore;
import io.endoxa.evaluate.Metric;
import io.endoxa.evaluate.MultiLabelScores;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The scores of the frames.
 *
 * @param microF1 over all pairs of paragraph and frame, articles resampled
 * @param macroF1 mean over the frames that occur, articles resampled
 * @param mostFrequentMicroF1 of the baseline that gives the most frequent frame to every paragraph
 * @param perFrame precision, recall and F1 by frame
 */
public record FrameQuality(
    Metric microF1, Metric macroF1, Metric mostFrequentMicroF1, Map<String, LabelScore> perFrame) {
  public FrameQuality {
    perFrame = Map.copyOf(perFrame);
  }

  /**
   * Scores predictions, {@code [paragraph][frame]}.
   *
   * @param articles the article of each paragraph
   */
  public static FrameQuality of(
      List<String> frameIds,
      List<String> articles,
      boolean[][] truth,
      boolean[][] predicted,
      ClusterBootstrap bootstrap) {
    MultiLabelScores scores = MultiLabelScores.of(truth, predicted);
    Map<String, LabelScore> perFrame = new TreeMap<>();
    for (int i = 0; i < scores.perLabel().size(); i++) {
      perFrame.put(frameIds.get(i), scores.perLabel().get(i));
    }
    return new FrameQuality(
        bootstrap.labels(articles, truth, predicted, MultiLabelScores::microF1),
        bootstrap.labels(articles, truth, predicted, MultiLabelScores::macroF1),
        MultiLabelScores.of(truth, mostFrequent(truth)).microF1(),
        perFrame);
  }

  private static boolean[][] mostFrequent(boolean[][] truth) {
    long[] counts = new long[truth.length == 0 ? 0 : truth[0].length];
    for (boolean[] row : truth) {
      for (int i = 0; i < row.length; i++) {
        counts[i] += row[i] ? 1 : 0;
      }
    }
    int most = 0;
    for (int i = 1; i < counts.length; i++) {
      most = counts[i] > counts[most] ? i : most;
    }
    boolean[][] predicted = new boolean[truth.length][counts.length];
    for (boolean[] row : predicted) {
      row[most] = true;
    }
    return predicted;
  }
}
