package io.endoxa.decide;

import io.endoxa.codebook.Stance;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Held-out examples that a {@link Stacker} is fitted to: what each head says, and what is right.
 * The arrays are not to be written to.
 */
final class StackerExamples {
  private final float[][][] logits;
  private final int[] labels;
  private final int[] articles;

  /**
   * Takes over the arrays.
   *
   * @param logits {@code [example][head][stance]}
   * @param labels {@code [example]}: the right stance's position
   * @param articles {@code [example]}: a number for the article it comes from, from 0
   */
  StackerExamples(float[][][] logits, int[] labels, int[] articles) {
    if (labels.length != logits.length || articles.length != logits.length) {
      throw new IllegalArgumentException(
          "%d logits, %d labels, %d articles"
              .formatted(logits.length, labels.length, articles.length));
    }
    this.logits = logits;
    this.labels = labels;
    this.articles = articles;
  }

  /** All examples of several questions. */
  static StackerExamples join(List<StackerExamples> questions) {
    return new StackerExamples(
        questions.stream()
            .flatMap(q -> IntStream.range(0, q.size()).mapToObj(q::logits))
            .toArray(float[][][]::new),
        questions.stream().flatMapToInt(q -> IntStream.of(q.labels)).toArray(),
        questions.stream().flatMapToInt(q -> IntStream.of(q.articles)).toArray());
  }

  /** The examples whose article is wanted. */
  StackerExamples ofArticles(IntPredicate wanted) {
    int[] kept = IntStream.range(0, size()).filter(i -> wanted.test(articles[i])).toArray();
    return new StackerExamples(
        IntStream.of(kept).mapToObj(this::logits).toArray(float[][][]::new),
        IntStream.of(kept).map(i -> labels[i]).toArray(),
        IntStream.of(kept).map(i -> articles[i]).toArray());
  }

  int size() {
    return labels.length;
  }

  /** {@code [head][stance]} of an example. */
  float[][] logits(int example) {
    return logits[example];
  }

  /** How far a head's logits lie from 0: the root of their mean square; 1 if it is silent. */
  double scale(int head) {
    double squares = 0;
    for (float[][] ofExample : logits) {
      for (float logit : ofExample[head]) {
        squares += (double) logit * logit;
      }
    }
    return squares > 0 ? Math.sqrt(squares / (size() * Stance.COUNT)) : 1;
  }

  int label(int example) {
    return labels[example];
  }

  int[] labels() {
    return labels;
  }

  int article(int example) {
    return articles[example];
  }

  int[] articles() {
    return articles;
  }
}
