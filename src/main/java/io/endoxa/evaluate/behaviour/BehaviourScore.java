package io.endoxa.evaluate.behaviour;

import io.endoxa.evaluate.ClusterBootstrap;
import io.endoxa.evaluate.Metric;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How often a model behaves.
 *
 * @param cases how many were judged
 * @param passed how many of these passed
 * @param articles how many articles they are from
 * @param passRate share of passes, 0 to 1, with its interval over articles; none without cases.
 *     Where all cases pass or none does, resampling would give an interval of no width; there the
 *     interval is the exact one of as many independent trials as articles (Clopper and Pearson
 *     1934). Other rates of a single article have no interval
 * @param meanChange the mean of {@link BehaviourOutcome#change}; null where the stance ought to
 *     change
 */
public record BehaviourScore(
    Behaviour behaviour,
    long cases,
    long passed,
    long articles,
    Metric passRate,
    @Nullable Double meanChange) {

  /**
   * Counts passes.
   *
   * @param outcomes all of one behaviour
   * @param reason why there are none, if there are none
   */
  public static BehaviourScore of(
      Behaviour behaviour,
      List<BehaviourOutcome> outcomes,
      ClusterBootstrap bootstrap,
      String reason) {
    if (outcomes.isEmpty()) {
      return new BehaviourScore(behaviour, 0, 0, 0, Metric.none(reason), null);
    }
    List<String> articles = outcomes.stream().map(outcome -> outcome.of().articleId()).toList();
    List<Boolean> passed = outcomes.stream().map(BehaviourOutcome::passed).toList();
    OptionalDouble change =
        outcomes.stream()
            .map(BehaviourOutcome::change)
            .filter(Objects::nonNull)
            .mapToDouble(Objects::requireNonNull)
            .average();
    return new BehaviourScore(
        behaviour,
        outcomes.size(),
        passed.stream().filter(pass -> pass).count(),
        articles.stream().distinct().count(),
        passRate(articles, passed, bootstrap),
        change.isPresent() ? (Double) change.getAsDouble() : null);
  }

  private static Metric passRate(
      List<String> articles, List<Boolean> passed, ClusterBootstrap bootstrap) {
    Metric rate = bootstrap.share(articles, passed);
    double trials = articles.stream().distinct().count();
    double unseen = 1 - Math.pow((1 - bootstrap.level()) / 2, 1 / trials);
    if (rate.orThrow() == 1) {
      return Metric.of(1, 1 - unseen, 1);
    }
    return rate.orThrow() == 0 ? Metric.of(0, 0, unseen) : rate;
  }

  /** Whether the pass rate is at least this; a behaviour without a pass rate reaches nothing. */
  public boolean reaches(double least) {
    return passRate.exists() && passRate.orThrow() >= least;
  }
}
