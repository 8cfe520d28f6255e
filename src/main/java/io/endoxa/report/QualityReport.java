package io.endoxa.report;

import io.endoxa.codebook.Stance;
import io.endoxa.evaluate.ClusterBootstrap;
import io.endoxa.evaluate.Interval;
import io.endoxa.evaluate.MultiLabelScores;
import io.endoxa.evaluate.StanceScores;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How good a model is, with its baselines beside it.
 *
 * @param split how training and test paragraphs were kept apart, in words
 * @param articles whose paragraphs were tested
 * @param paragraphs that were tested
 * @param sources whose articles were tested
 * @param questions in codebook order
 * @param means mean macro-F1 over the questions by predictor, articles resampled
 * @param frames null for a codebook or labels without frames
 */
public record QualityReport(
    String split,
    long articles,
    long paragraphs,
    long sources,
    List<OfQuestion> questions,
    Map<String, Interval> means,
    @Nullable OfFrames frames) {
  /** The file's name inside a model directory. */
  public static final String FILE = "quality.json";

  /** The name of the model's own predictions, beside those of heads and baselines. */
  public static final String MODEL = "model";

  public QualityReport {
    questions = List.copyOf(questions);
    means = Map.copyOf(means);
  }

  /**
   * The scores of one question.
   *
   * @param support how many paragraphs have each stance
   * @param predictors baselines first, the model last
   * @param calibrationError of the model: expected calibration error, 0 to 1
   */
  public record OfQuestion(
      String question,
      Map<String, Long> support,
      List<Predictor> predictors,
      double calibrationError) {
    public OfQuestion {
      support = Map.copyOf(support);
      predictors = List.copyOf(predictors);
    }

    /** The scores of one predictor; throws IllegalArgumentException if there is none. */
    public Predictor predictor(String name) {
      return predictors.stream()
          .filter(predictor -> predictor.name().equals(name))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("no predictor " + name));
    }
  }

  /**
   * One predictor's scores on one question.
   *
   * @param macroF1 mean F1 of the stances that occur
   * @param low lower end of its 95 % interval, articles resampled
   * @param high upper end
   * @param f1 by stance
   */
  public record Predictor(
      String name,
      double macroF1,
      double low,
      double high,
      double accuracy,
      Map<String, Double> f1) {
    public Predictor {
      f1 = Map.copyOf(f1);
    }

    /** Scores predictions. */
    public static Predictor of(
        String name,
        List<String> articles,
        List<Stance> truth,
        List<Stance> predicted,
        ClusterBootstrap bootstrap) {
      StanceScores scores = StanceScores.of(truth, predicted);
      Interval interval = bootstrap.stances(articles, truth, predicted, StanceScores::macroF1);
      Map<String, Double> f1 = new TreeMap<>();
      scores.perStance().forEach((stance, score) -> f1.put(stance.label(), score.f1()));
      return new Predictor(
          name, scores.macroF1(), interval.low(), interval.high(), scores.accuracy(), f1);
    }
  }

  /**
   * The scores of the frames.
   *
   * @param microF1 over all pairs of paragraph and frame
   * @param low lower end of its 95 % interval, articles resampled
   * @param high upper end
   * @param macroF1 mean over the frames that occur
   * @param mostFrequentMicroF1 of the baseline that gives the most frequent frame to every
   *     paragraph
   * @param f1 by frame
   */
  public record OfFrames(
      double microF1,
      double low,
      double high,
      double macroF1,
      double mostFrequentMicroF1,
      Map<String, Double> f1) {
    public OfFrames {
      f1 = Map.copyOf(f1);
    }

    /** Scores predictions, {@code [paragraph][frame]}. */
    public static OfFrames of(
        List<String> frameIds,
        List<String> articles,
        boolean[][] truth,
        boolean[][] predicted,
        ClusterBootstrap bootstrap) {
      MultiLabelScores scores = MultiLabelScores.of(truth, predicted);
      Interval interval = bootstrap.labels(articles, truth, predicted, MultiLabelScores::microF1);
      Map<String, Double> f1 = new TreeMap<>();
      for (int i = 0; i < frameIds.size(); i++) {
        f1.put(frameIds.get(i), scores.perLabel().get(i).f1());
      }
      return new OfFrames(
          scores.microF1(),
          interval.low(),
          interval.high(),
          scores.macroF1(),
          MultiLabelScores.of(truth, mostFrequent(truth)).microF1(),
          f1);
    }

    private static boolean[][] mostFrequent(boolean[][] truth) {
      long[] counts = new long[truth[0].length];
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

  /** The mean of a predictor's macro-F1 over the questions; 0 if it is not there. */
  public double meanMacroF1(String predictor) {
    Interval mean = means.get(predictor);
    return mean == null ? 0 : mean.estimate();
  }
}
