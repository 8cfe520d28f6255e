package io.endoxa.report;

import io.endoxa.evaluate.ClusterBootstrap;
import io.endoxa.evaluate.LabelScore;
import io.endoxa.evaluate.Metric;
import io.endoxa.evaluate.MultiLabelScores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The scores of the frames.
 *
 * @param predictors over all frames: baselines first, the model last
 * @param perFrame what the model finds, by frame
 */
public record FrameQuality(List<OfPredictor> predictors, Map<String, OfFrame> perFrame) {
  /** Where fewer paragraphs have a frame, its figures are mostly chance. */
  public static final int ENOUGH = 50;

  static final String EVERY = "every frame";
  static final String MOST_FREQUENT = "most frequent";
  static final String TF_IDF = "tf-idf";

  /**
   * One predictor; articles are resampled.
   *
   * @param microF1 over all pairs of paragraph and frame
   * @param macroF1 mean over the frames that occur
   * @param claimedMacroF1 mean over the frames that are claimed
   */
  public record OfPredictor(String name, Metric microF1, Metric macroF1, Metric claimedMacroF1) {}

  /**
   * One frame.
   *
   * @param claimed whether at least {@link #ENOUGH} paragraphs have it
   */
  public record OfFrame(boolean claimed, LabelScore score) {}

  public FrameQuality {
    predictors = List.copyOf(predictors);
    perFrame = Map.copyOf(perFrame);
  }

  /**
   * Scores predictions, {@code [paragraph][frame]}.
   *
   * @param articles the article of each paragraph
   * @param tfIdf what the baseline says; null where there is none
   */
  public static FrameQuality of(
      List<String> frameIds,
      List<String> articles,
      boolean[][] truth,
      boolean @Nullable [][] tfIdf,
      boolean[][] model,
      ClusterBootstrap bootstrap) {
    List<LabelScore> scores = MultiLabelScores.of(truth, model).perLabel();
    Map<String, OfFrame> perFrame = new TreeMap<>();
    for (int i = 0; i < scores.size(); i++) {
      perFrame.put(frameIds.get(i), new OfFrame(scores.get(i).support() >= ENOUGH, scores.get(i)));
    }
    int[] claimed =
        IntStream.range(0, scores.size()).filter(i -> scores.get(i).support() >= ENOUGH).toArray();
    Scorer scorer = new Scorer(articles, truth, claimed, bootstrap);
    List<OfPredictor> predictors = new ArrayList<>();
    predictors.add(scorer.of(EVERY, everywhere(truth, IntStream.range(0, scores.size()))));
    predictors.add(scorer.of(MOST_FREQUENT, everywhere(truth, mostFrequent(scores))));
    if (tfIdf != null) {
      predictors.add(scorer.of(TF_IDF, tfIdf));
    }
    predictors.add(scorer.of(QualityReport.MODEL, model));
    return new FrameQuality(predictors, perFrame);
  }

  /** The scores of the model. */
  OfPredictor model() {
    return predictors.get(predictors.size() - 1);
  }

  /** Scores predictors against the same truth. */
  private static final class Scorer {
    private final List<String> articles;
    private final boolean[][] truth;
    private final int[] claimed;
    private final ClusterBootstrap bootstrap;

    Scorer(List<String> articles, boolean[][] truth, int[] claimed, ClusterBootstrap bootstrap) {
      this.articles = articles;
      this.truth = truth;
      this.claimed = claimed;
      this.bootstrap = bootstrap;
    }

    OfPredictor of(String name, boolean[][] predicted) {
      return new OfPredictor(
          name,
          bootstrap.labels(articles, truth, predicted, MultiLabelScores::microF1),
          bootstrap.labels(articles, truth, predicted, MultiLabelScores::macroF1),
          claimed.length == 0
              ? Metric.none("no frame stands in " + ENOUGH + " paragraphs")
              : bootstrap.labels(
                  articles, only(truth), only(predicted), MultiLabelScores::macroF1));
    }

    private boolean[][] only(boolean[][] rows) {
      boolean[][] kept = new boolean[rows.length][claimed.length];
      for (int i = 0; i < rows.length; i++) {
        for (int j = 0; j < claimed.length; j++) {
          kept[i][j] = rows[i][claimed[j]];
        }
      }
      return kept;
    }
  }

  private static boolean[][] everywhere(boolean[][] truth, IntStream frames) {
    boolean[] row = new boolean[truth.length == 0 ? 0 : truth[0].length];
    frames.forEach(frame -> row[frame] = true);
    return Arrays.stream(truth).map(any -> row).toArray(boolean[][]::new);
  }

  private static IntStream mostFrequent(List<LabelScore> scores) {
    int most = 0;
    for (int i = 1; i < scores.size(); i++) {
      most = scores.get(i).support() > scores.get(most).support() ? i : most;
    }
    return IntStream.of(most);
  }
}
