package io.endoxa.classify;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a linear model can know of a question and a text from their words: the weighted terms of
 * each, and how much of the question stands in the text. The baseline for everything that reads
 * both (after Riedel, Augenstein, Spithourakis and Riedel 2017, arXiv:1707.03264, whose simple
 * model took third place in the Fake News Challenge).
 *
 * <p>Thread-safe. Keeps every text it has seen, because many pairs share one.
 */
public final class PairTerms {
  /** News says in its first sentences what it is about. */
  private static final int FIRST_WORDS = 50;

  /** A t alone is what is left of don't and isn't. */
  private static final Set<String> NEGATIONS =
      Set.of(
          "no",
          "not",
          "never",
          "none",
          "nothing",
          "nor",
          "neither",
          "without",
          "cannot",
          "t",
          "false",
          "fake",
          "hoax",
          "untrue",
          "wrong",
          "deny",
          "denies",
          "denied",
          "refute",
          "refutes",
          "refuted",
          "debunk",
          "debunked",
          "rumor",
          "rumour");

  private final HashedTerms terms;
  private final Idf idf;
  private final Map<String, Side> sides = new ConcurrentHashMap<>();

  private PairTerms(HashedTerms terms, Idf idf) {
    this.terms = terms;
    this.idf = idf;
  }

  /** Weighs terms by their rarity among the distinct questions and texts of training. */
  public static PairTerms fit(Collection<String> questions, Collection<String> texts) {
    HashedTerms terms = new HashedTerms();
    Set<String> all = new TreeSet<>(questions);
    all.addAll(texts);
    return new PairTerms(
        terms, Idf.fit(all.stream().map(terms::count).toList(), terms.dimension()));
  }

  /** How many positions the terms of a pair have: those of the question, then the text's. */
  public int termDimension() {
    return 2 * terms.dimension();
  }

  /**
   * The features of a pair. In place of an encoder's vector stand seven numbers from 0 to 1: the
   * cosine of the weighted terms; the shares of the question's words in the text, of its word pairs
   * in the text and of its words in the text's first fifty; and whether the question, the beginning
   * of the text, and exactly one of both negate. Terms are weighted already, both sides to length
   * 1.
   */
  public ParagraphFeatures features(String question, String text) {
    Side q = side(question);
    Side t = side(text);
    float[] overlap = {
      dot(q.weighed, t.weighed),
      share(q.words, t.words),
      share(q.pairs, t.pairs),
      share(q.words, t.firstWords),
      flag(q.negates),
      flag(t.negates),
      flag(q.negates != t.negates)
    };
    return new ParagraphFeatures(overlap, new float[0][], sideBySide(q.weighed, t.weighed));
  }

  private Side side(String text) {
    return sides.computeIfAbsent(text, absent -> new Side(absent, idf.weigh(terms.count(absent))));
  }

  private SparseTerms sideBySide(SparseTerms question, SparseTerms text) {
    int[] indices = Arrays.copyOf(question.indices(), question.size() + text.size());
    float[] values = Arrays.copyOf(question.values(), indices.length);
    for (int i = 0; i < text.size(); i++) {
      indices[question.size() + i] = terms.dimension() + text.indices()[i];
      values[question.size() + i] = text.values()[i];
    }
    return new SparseTerms(indices, values);
  }

  private static float dot(SparseTerms a, SparseTerms b) {
    double sum = 0;
    int j = 0;
    for (int i = 0; i < a.size(); i++) {
      while (j < b.size() && b.indices()[j] < a.indices()[i]) {
        j++;
      }
      if (j < b.size() && b.indices()[j] == a.indices()[i]) {
        sum += (double) a.values()[i] * b.values()[j];
      }
    }
    return (float) sum;
  }

  private static float share(Set<String> of, Set<String> in) {
    return of.isEmpty() ? 0 : (float) of.stream().filter(in::contains).count() / of.size();
  }

  private static float flag(boolean holds) {
    return holds ? 1 : 0;
  }

  /** What is known of a question or a text alone. */
  private static final class Side {
    private final SparseTerms weighed;
    private final Set<String> words;
    private final Set<String> pairs;
    private final Set<String> firstWords;
    private final boolean negates;

    Side(String text, SparseTerms weighed) {
      List<String> inOrder = HashedTerms.words(text);
      this.weighed = weighed;
      this.words = new HashSet<>(inOrder);
      this.pairs = new HashSet<>();
      for (int i = 1; i < inOrder.size(); i++) {
        pairs.add(inOrder.get(i - 1) + ' ' + inOrder.get(i));
      }
      this.firstWords = new HashSet<>(inOrder.subList(0, Math.min(FIRST_WORDS, inOrder.size())));
      this.negates = firstWords.stream().anyMatch(NEGATIONS::contains);
    }
  }
}
