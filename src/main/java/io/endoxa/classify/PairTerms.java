package io.endoxa.classify;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

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

  /** So many letters of a word are its stem: ban and banned differ, vaccine and vaccines do not. */
  private static final int STEM = 5;

  private final HashedTerms terms;
  private final Idf idf;
  private final Map<String, Double> rarities;
  private final double highestRarity;
  private final Map<String, Side> sides = new ConcurrentHashMap<>();

  private PairTerms(HashedTerms terms, Set<String> training) {
    this.terms = terms;
    this.idf = Idf.fitAll(training.stream().map(terms::count).toList(), terms.dimension());
    Map<String, Integer> frequencies = new HashMap<>();
    training.forEach(text -> stems(text).forEach(stem -> frequencies.merge(stem, 1, Integer::sum)));
    this.rarities = new HashMap<>();
    this.highestRarity = Math.log(training.size() + 1.0);
    frequencies.forEach(
        (stem, frequency) -> rarities.put(stem, highestRarity - Math.log(frequency + 1.0)));
  }

  /** Weighs words by their rarity among the distinct questions and texts of training. */
  public static PairTerms fit(Collection<String> questions, Collection<String> texts) {
    Set<String> training = new TreeSet<>(questions);
    training.addAll(texts);
    return new PairTerms(new HashedTerms(), training);
  }

  /** How many positions the terms of a pair have: those of the question, then the text's. */
  public int termDimension() {
    return 2 * terms.dimension();
  }

  /**
   * The features of a pair. In place of an encoder's vector stand nine numbers from 0 to 1: the
   * cosine of the weighted terms; the share of the question's stems in the text, by rarity, and
   * whether it has some and all of them; the same share in the text's first fifty words; the share
   * of the question's word pairs in the text; and whether the question, the beginning of the text,
   * and exactly one of both negate. Terms are weighted already, both sides to length 1.
   */
  public ParagraphFeatures features(String question, String text) {
    Side q = side(question);
    Side t = side(text);
    float[] overlap = {
      dot(q.weighed, t.weighed),
      rareShare(q.stems, t.stems),
      flag(q.stems.stream().anyMatch(t.stems::contains)),
      flag(!q.stems.isEmpty() && t.stems.containsAll(q.stems)),
      rareShare(q.stems, t.firstStems),
      pairShare(q.pairs, t.pairs),
      flag(q.negates),
      flag(t.negates),
      flag(q.negates != t.negates)
    };
    return new ParagraphFeatures(overlap, q.weighed.beside(t.weighed, terms.dimension()));
  }

  private Side side(String text) {
    return sides.computeIfAbsent(
        text, absent -> new Side(absent, idf.weighTogether(terms.count(absent))));
  }

  private static Set<String> stems(String text) {
    return stems(HashedTerms.words(text));
  }

  private static Set<String> stems(List<String> words) {
    return words.stream()
        .map(word -> word.substring(0, Math.min(STEM, word.length())))
        .collect(Collectors.toSet());
  }

  private float rareShare(Set<String> of, Set<String> in) {
    double all = 0;
    double found = 0;
    for (String stem : of) {
      double rarity = rarities.getOrDefault(stem, highestRarity);
      all += rarity;
      found += in.contains(stem) ? rarity : 0;
    }
    return all == 0 ? 0 : (float) (found / all);
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

  private static float pairShare(Set<String> of, Set<String> in) {
    return of.isEmpty() ? 0 : (float) of.stream().filter(in::contains).count() / of.size();
  }

  private static float flag(boolean holds) {
    return holds ? 1 : 0;
  }

  /** What is known of a question or a text alone. */
  private static final class Side {
    private final SparseTerms weighed;
    private final Set<String> stems;
    private final Set<String> firstStems;
    private final Set<String> pairs;
    private final boolean negates;

    Side(String text, SparseTerms weighed) {
      List<String> inOrder = HashedTerms.words(text);
      this.weighed = weighed;
      List<String> first = inOrder.subList(0, Math.min(FIRST_WORDS, inOrder.size()));
      this.stems = stems(inOrder);
      this.firstStems = stems(first);
      this.pairs = new HashSet<>();
      for (int i = 1; i < inOrder.size(); i++) {
        pairs.add(inOrder.get(i - 1) + ' ' + inOrder.get(i));
      }
      this.negates = first.stream().anyMatch(NEGATIONS::contains);
    }
  }
}
