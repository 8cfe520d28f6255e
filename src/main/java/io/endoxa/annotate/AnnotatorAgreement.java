package io.endoxa.annotate;

import io.endoxa.codebook.Codebook;
import io.endoxa.evaluate.Agreement;
import io.endoxa.evaluate.ClusterBootstrap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far annotators agree before anybody adjudicates: each two of them apart, since Cohen's kappa
 * is a measure of two. Other names for the annotators change no figure.
 */
public final class AnnotatorAgreement {
  private final List<AnnotatorPair> pairs = new ArrayList<>();
  private final long twice;

  /**
   * Pairs the annotators of each paragraph.
   *
   * @param individual the labels of each paragraph, in the order of the annotators' names
   */
  public AnnotatorAgreement(
      Collection<List<ParagraphLabels>> individual, ClusterBootstrap bootstrap) {
    SortedMap<String, SortedMap<String, Common>> byNames = new TreeMap<>();
    for (List<ParagraphLabels> labels : individual) {
      for (int i = 0; i < labels.size(); i++) {
        for (int j = i + 1; j < labels.size(); j++) {
          byNames
              .computeIfAbsent(labels.get(i).annotator(), name -> new TreeMap<>())
              .computeIfAbsent(labels.get(j).annotator(), name -> new Common())
              .add(labels.get(i), labels.get(j));
        }
      }
    }
    for (SortedMap<String, Common> others : byNames.values()) {
      for (Common common : others.values()) {
        pairs.add(new AnnotatorPair(common.first, common.second, bootstrap));
      }
    }
    this.twice = individual.stream().filter(labels -> labels.size() > 1).count();
  }

  /** What two annotators said of the paragraphs that both have labelled. */
  private static final class Common {
    final List<ParagraphLabels> first = new ArrayList<>();
    final List<ParagraphLabels> second = new ArrayList<>();

    void add(ParagraphLabels ofFirst, ParagraphLabels ofSecond) {
      first.add(ofFirst);
      second.add(ofSecond);
    }
  }

  /** How many paragraphs have more than one annotator. */
  public long paragraphs() {
    return twice;
  }

  /** Each two annotators who have labelled a paragraph in common, in the order of their names. */
  public List<AnnotatorPair> pairs() {
    return List.copyOf(pairs);
  }

  /**
   * The lowest kappa of two annotators per question, in codebook order. Pairs without a value count
   * only where no pair has one. Empty if there are no pairs.
   */
  public Map<String, Agreement> lowestStances(Codebook codebook) {
    Map<String, Agreement> lowest = new LinkedHashMap<>();
    for (AnnotatorPair pair : pairs) {
      pair.stances(codebook)
          .forEach((question, kappa) -> lowest.merge(question, kappa, AnnotatorAgreement::lower));
    }
    return lowest;
  }

  private static Agreement lower(Agreement one, Agreement other) {
    if (!one.value().exists() || !other.value().exists()) {
      return one.value().exists() ? one : other;
    }
    return other.value().orThrow() < one.value().orThrow() ? other : one;
  }
}
