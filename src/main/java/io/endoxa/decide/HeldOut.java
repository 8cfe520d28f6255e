package io.endoxa.decide;

import io.endoxa.codebook.Stance;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What heads and judge say about labelled paragraphs that they were not trained on. Immutable; the
 * arrays are shared and not to be written to.
 */
public final class HeldOut {
  private final float[][][][] heads;
  private final float[][][] judge;
  private final int[][] labels;
  private final List<String> articles;
  private final int[] articleNumbers;

  private HeldOut(float[][][][] heads, float[][][] judge, int[][] labels, List<String> articles) {
    this.heads = heads;
    this.judge = judge;
    this.labels = labels;
    this.articles = List.copyOf(articles);
    this.articleNumbers = numbers(articles);
    for (float[][][] ofHead : heads) {
      requireShape(ofHead, labels, articles.size());
    }
    requireShape(judge, labels, articles.size());
  }

  /**
   * Logits of heads, without a judge.
   *
   * @param heads {@code [head][question][paragraph][stance]}, heads in the model's order
   * @param labels {@code [question][paragraph]}, positions of {@link Stance}
   * @param articles the article of each paragraph
   */
  public HeldOut(float[][][][] heads, int[][] labels, List<String> articles) {
    this(heads, new float[labels.length][articles.size()][0], labels, articles);
  }

  /**
   * The same with a judge's logits.
   *
   * @param logits {@code [question][paragraph][stance]}; empty where the judge has not read the
   *     paragraph
   */
  public HeldOut withJudge(float[][][] logits) {
    return new HeldOut(heads, logits, labels, articles);
  }

  /**
   * These paragraphs, and others of other articles behind them.
   *
   * @param more of the same heads and questions
   */
  public HeldOut and(HeldOut more) {
    if (more.heads.length != heads.length || more.labels.length != labels.length) {
      throw new IllegalArgumentException("these are of other heads or questions");
    }
    float[][][][] ofHeads = new float[heads.length][][][];
    for (int head = 0; head < heads.length; head++) {
      ofHeads[head] = joined(heads[head], more.heads[head]);
    }
    int[][] ofLabels = new int[labels.length][];
    for (int q = 0; q < labels.length; q++) {
      ofLabels[q] =
          IntStream.concat(IntStream.of(labels[q]), IntStream.of(more.labels[q])).toArray();
    }
    List<String> ofArticles = Stream.concat(articles.stream(), more.articles.stream()).toList();
    return new HeldOut(ofHeads, joined(judge, more.judge), ofLabels, ofArticles);
  }

  private static float[][][] joined(float[][][] first, float[][][] second) {
    float[][][] joined = new float[first.length][][];
    for (int q = 0; q < joined.length; q++) {
      joined[q] =
          Stream.concat(Arrays.stream(first[q]), Arrays.stream(second[q])).toArray(float[][]::new);
    }
    return joined;
  }

  /** Some of the paragraphs, by position. */
  public HeldOut only(int[] paragraphs) {
    return new HeldOut(
        Arrays.stream(heads).map(head -> pick(head, paragraphs)).toArray(float[][][][]::new),
        pick(judge, paragraphs),
        Arrays.stream(labels)
            .map(ofQuestion -> IntStream.of(paragraphs).map(i -> ofQuestion[i]).toArray())
            .toArray(int[][]::new),
        IntStream.of(paragraphs).mapToObj(articles::get).toList());
  }

  private static float[][][] pick(float[][][] logits, int[] paragraphs) {
    return Arrays.stream(logits)
        .map(rows -> IntStream.of(paragraphs).mapToObj(i -> rows[i]).toArray(float[][]::new))
        .toArray(float[][][]::new);
  }

  int headCount() {
    return heads.length;
  }

  int questionCount() {
    return labels.length;
  }

  int paragraphCount() {
    return articles.size();
  }

  /** Whether the judge has read any pair. */
  boolean hasJudge() {
    return Arrays.stream(judge).flatMap(Arrays::stream).anyMatch(logits -> logits.length > 0);
  }

  /** Whether the judge has read a paragraph for a question. */
  boolean judged(int question, int paragraph) {
    return judge[question][paragraph].length > 0;
  }

  boolean related(int question, int paragraph) {
    return labels[question][paragraph] != Stance.UNRELATED.position();
  }

  /** {@code [head][stance]} of a pair. */
  float[][] ofHeads(int question, int paragraph) {
    return Arrays.stream(heads).map(head -> head[question][paragraph]).toArray(float[][]::new);
  }

  /** {@code [stance]} of a pair that the judge has read. */
  float[] ofJudge(int question, int paragraph) {
    return judge[question][paragraph];
  }

  /**
   * Some pairs of a question, in the given order.
   *
   * @param withJudge whether the judge stands behind the heads as one of them
   */
  StackerExamples examples(int question, int[] paragraphs, boolean withJudge) {
    return new StackerExamples(
        IntStream.of(paragraphs)
            .mapToObj(
                i ->
                    withJudge
                        ? beside(ofHeads(question, i), ofJudge(question, i))
                        : ofHeads(question, i))
            .toArray(float[][][]::new),
        IntStream.of(paragraphs).map(i -> labels[question][i]).toArray(),
        IntStream.of(paragraphs).map(i -> articleNumbers[i]).toArray());
  }

  /** The logits of heads, and the judge's behind them. */
  static float[][] beside(float[][] heads, float[] judge) {
    float[][] all = Arrays.copyOf(heads, heads.length + 1);
    all[heads.length] = judge;
    return all;
  }

  /** A number for each name: its place among the different names, from 0. */
  static int[] numbers(List<String> names) {
    Map<String, Integer> numbers = new HashMap<>();
    names.stream().distinct().sorted().forEach(name -> numbers.put(name, numbers.size()));
    return names.stream().map(numbers::get).mapToInt(Integer::intValue).toArray();
  }

  private static void requireShape(float[][][] logits, int[][] labels, int paragraphs) {
    boolean fits = logits.length == labels.length;
    for (int q = 0; fits && q < logits.length; q++) {
      fits = logits[q].length == paragraphs && labels[q].length == paragraphs;
    }
    if (!fits) {
      throw new IllegalArgumentException("logits, labels and articles are not of the same pairs");
    }
  }
}
