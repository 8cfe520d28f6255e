package io.endoxa.decide;

import io.endoxa.codebook.Stance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Abstention by risk: per question the least confidence with which at most a given share of the
 * answers is wrong, as far as held-out examples show it with 95 % certainty.
 *
 * <p>The examples are gone through from the most confident part on to all of them, in about 50
 * steps, and the largest part whose {@link ErrorBound} keeps the target gives the confidence. So
 * that the choice does not spoil the certainty, the steps share the 5 %: four fifths go to the step
 * that keeps the target most surely if confidences are what they say, the rest in equal parts to
 * five steps from the smallest to larger ones. A step is asked with its own part and with what the
 * step before was asked with, if that one kept the target (fallback procedure, Wiens 2003; an order
 * of tests for Learn then Test, Angelopoulos et al. 2021); with neither it is passed over. So an
 * error among the most confident examples does not end the search. Where the parts lie does not
 * depend on what is right.
 *
 * <p>A question with fewer than {@code 10 / maxError} examples gets the confidence of all questions
 * together, which keeps the target for all of them and promises nothing for that one. If no step
 * keeps the target, no label counts: fewer answers than were hoped for are better than a promise
 * that is broken silently.
 *
 * @param maxError the target: the share of errors among the answers, between 0 and 1
 * @param questions in codebook order
 */
public record RiskRule(double maxError, List<OfQuestion> questions) {
  private static final int STEPS = 50;
  private static final double FEWEST_ALLOWED_ERRORS = 10;

  /** How often the promise may be broken. */
  private static final double BROKEN = 0.05;

  /** The part of {@link #BROKEN} that the most promising step has. */
  private static final double PROMISING = 0.8;

  /** That part, 4 %, in standard deviations of a normal distribution. */
  private static final double DEVIATIONS = 1.751;

  /** Steps that have an equal part of the rest. */
  private static final int STARTS = 5;

  /** What a rule was fitted to. */
  public enum Basis {
    /** The examples of its question. */
    OWN,
    /** The examples of all questions, because its own are too few. */
    POOLED,
    /** No confidence keeps the target. */
    UNREACHABLE
  }

  /**
   * The rule of one question and what it does to its held-out examples.
   *
   * @param examples how many there are
   * @param answered how many have a label that counts
   * @param wrong how many of those are wrong
   */
  public record OfQuestion(DecisionRule rule, Basis basis, int examples, int answered, int wrong) {}

  public RiskRule {
    requireTarget(maxError);
    questions = List.copyOf(questions);
  }

  /**
   * Fits the rules.
   *
   * @param probabilities {@code [question][paragraph][stance]}, of paragraphs that neither heads
   *     nor calibration know
   * @param labels {@code [question][paragraph]}, positions of {@link Stance}
   * @param articles the article of each paragraph
   * @param maxError between 0 and 1
   */
  public static RiskRule fit(
      float[][][] probabilities, int[][] labels, List<String> articles, double maxError) {
    requireTarget(maxError);
    int[] numbers = HeldOut.numbers(articles);
    List<Answers> all = new ArrayList<>();
    for (int q = 0; q < labels.length; q++) {
      all.add(Answers.of(probabilities[q], labels[q], numbers));
    }
    DecisionRule pooled = Answers.join(all).rule(maxError);
    List<OfQuestion> questions = new ArrayList<>();
    for (Answers own : all) {
      boolean few = own.size() < FEWEST_ALLOWED_ERRORS / maxError;
      DecisionRule rule = few ? pooled : own.rule(maxError);
      Basis basis = !rule.answers() ? Basis.UNREACHABLE : few ? Basis.POOLED : Basis.OWN;
      int answered = own.answered(rule);
      questions.add(new OfQuestion(rule, basis, own.size(), answered, own.wrong(answered)));
    }
    return new RiskRule(maxError, questions);
  }

  /** The rule of each question. */
  public List<DecisionRule> rules() {
    return questions.stream().map(OfQuestion::rule).toList();
  }

  private static void requireTarget(double maxError) {
    if (!(maxError > 0 && maxError < 1)) {
      throw new IllegalArgumentException("maxError " + maxError + " is not between 0 and 1");
    }
  }

  /** Most likely stances of examples, the most confident first. */
  private static final class Answers {
    private final double[] confidences;
    private final double[] errors;
    private final int[] articles;

    private Answers(double[] confidences, double[] errors, int[] articles) {
      int[] order =
          IntStream.range(0, confidences.length)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> -confidences[i]))
              .mapToInt(Integer::intValue)
              .toArray();
      this.confidences = IntStream.of(order).mapToDouble(i -> confidences[i]).toArray();
      this.errors = IntStream.of(order).mapToDouble(i -> errors[i]).toArray();
      this.articles = IntStream.of(order).map(i -> articles[i]).toArray();
    }

    static Answers of(float[][] probabilities, int[] labels, int[] articles) {
      double[] confidences = new double[labels.length];
      double[] errors = new double[labels.length];
      for (int i = 0; i < labels.length; i++) {
        int said = Stance.mostLikely(probabilities[i]).position();
        confidences[i] = probabilities[i][said];
        errors[i] = said == labels[i] ? 0 : 1;
      }
      return new Answers(confidences, errors, articles);
    }

    static Answers join(List<Answers> all) {
      return new Answers(
          all.stream().flatMapToDouble(one -> Arrays.stream(one.confidences)).toArray(),
          all.stream().flatMapToDouble(one -> Arrays.stream(one.errors)).toArray(),
          all.stream().flatMapToInt(one -> Arrays.stream(one.articles)).toArray());
    }

    int size() {
      return confidences.length;
    }

    /** The rule with the least confidence that keeps the target. */
    DecisionRule rule(double maxError) {
      int[] steps = steps(maxError);
      double[] parts = parts(steps, maxError);
      DecisionRule rule = DecisionRule.NEVER;
      double broken = 0;
      for (int i = 0; i < steps.length; i++) {
        broken += parts[i];
        if (broken > 0 && high(steps[i], 1 - broken) <= maxError) {
          rule = new DecisionRule(confidences[steps[i] - 1]);
        } else {
          broken = 0;
        }
      }
      return rule;
    }

    private double high(int count, double level) {
      return ErrorBound.high(Arrays.copyOf(errors, count), Arrays.copyOf(articles, count), level);
    }

    /** How many examples each step has, the fewest first. */
    private int[] steps(double maxError) {
      int fewest = ErrorBound.fewest(maxError, 1 - BROKEN);
      int width = Math.max(1, size() / STEPS);
      return IntStream.iterate(size(), count -> count >= fewest, count -> count - width)
          .map(this::withEquals)
          .distinct()
          .sorted()
          .toArray();
    }

    /** Each step's own part of {@link #BROKEN}. */
    private double[] parts(int[] steps, double maxError) {
      double[] parts = new double[steps.length];
      if (steps.length > 0) {
        parts[mostPromising(steps, maxError)] = BROKEN * PROMISING;
        for (int start = 0; start < STARTS; start++) {
          parts[start * steps.length / STARTS] += BROKEN * (1 - PROMISING) / STARTS;
        }
      }
      return parts;
    }

    /** The step that keeps the target by most standard deviations, if confidences are right. */
    private int mostPromising(int[] steps, double maxError) {
      int[] sizes = new int[Arrays.stream(articles).max().orElse(0) + 1];
      double expected = 0;
      double squares = 0;
      int promising = 0;
      double best = Double.NEGATIVE_INFINITY;
      for (int i = 0, step = 0; i < size() && step < steps.length; i++) {
        expected += 1 - confidences[i];
        squares += 2 * sizes[articles[i]]++ + 1;
        int count = i + 1;
        if (count == steps[step]) {
          // As ErrorBound has it where errors do not come together, beside one article all wrong.
          double article = squares / count;
          double effect = (article * article + expected) / (article + expected);
          double margin = margin(expected / count, count / effect, maxError);
          if (margin > best) {
            best = margin;
            promising = step;
          }
          step++;
        }
      }
      return promising;
    }

    private static double margin(double share, double count, double maxError) {
      double demanded = DEVIATIONS * Math.sqrt(maxError * (1 - maxError));
      return ((maxError - share) * Math.sqrt(count) - demanded)
          / Math.sqrt(Math.max(share * (1 - share), 1e-9));
    }

    /** Examples with the confidence of the last one are answered with it. */
    private int withEquals(int count) {
      int end = count;
      while (end < size() && confidences[end] == confidences[count - 1]) {
        end++;
      }
      return end;
    }

    int answered(DecisionRule rule) {
      return (int)
          Arrays.stream(confidences).takeWhile(value -> value >= rule.minConfidence()).count();
    }

    int wrong(int answered) {
      return (int) Arrays.stream(errors).limit(answered).sum();
    }
  }
}
