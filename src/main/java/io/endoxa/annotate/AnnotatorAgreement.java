package io.endoxa.annotate;

import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Stance;
import io.endoxa.evaluate.Agreement;
import io.endoxa.evaluate.ClusterBootstrap;
import io.endoxa.text.Voice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How far annotators agree before anybody adjudicates. Of two annotators, the first by name stands
 * first; a paragraph with more than two counts once per pair of them.
 */
public final class AnnotatorAgreement {
  private final List<ParagraphLabels> first = new ArrayList<>();
  private final List<ParagraphLabels> second = new ArrayList<>();
  private final ClusterBootstrap bootstrap;
  private final long twice;

  /**
   * Pairs the labels of each paragraph.
   *
   * @param individual the labels of each paragraph, in the order of the annotators' names
   */
  public AnnotatorAgreement(
      Collection<List<ParagraphLabels>> individual, ClusterBootstrap bootstrap) {
    for (List<ParagraphLabels> labels : individual) {
      for (int i = 0; i < labels.size(); i++) {
        for (int j = i + 1; j < labels.size(); j++) {
          first.add(labels.get(i));
          second.add(labels.get(j));
        }
      }
    }
    this.twice = individual.stream().filter(labels -> labels.size() > 1).count();
    this.bootstrap = bootstrap;
  }

  /** How many paragraphs have more than one annotator. */
  public long paragraphs() {
    return twice;
  }

  /** Cohen's kappa per question, in codebook order. */
  public Map<String, Agreement> stances(Codebook codebook) {
    Map<String, Agreement> stances = new LinkedHashMap<>();
    for (String question : codebook.questionIds()) {
      stances.put(
          question,
          kappa(
              labels -> {
                Stance stance = labels.stances().get(question);
                return stance == null ? null : stance.label();
              }));
    }
    return stances;
  }

  /** Cohen's kappa of the voice. */
  public Agreement voice() {
    return kappa(
        labels -> {
          Voice voice = labels.voice();
          return voice == null ? null : voice.label();
        });
  }

  /** Micro-F1 of one annotator's frames against the other's. */
  public Agreement frames() {
    return Agreement.sets(
        clusters(),
        each(first, ParagraphLabels::frames),
        each(second, ParagraphLabels::frames),
        bootstrap);
  }

  private Agreement kappa(Function<ParagraphLabels, @Nullable String> label) {
    return Agreement.kappa(clusters(), each(first, label), each(second, label), bootstrap);
  }

  private List<String> clusters() {
    return first.stream().map(ParagraphLabels::articleId).toList();
  }

  private static <T> List<@Nullable T> each(
      List<ParagraphLabels> all, Function<ParagraphLabels, @Nullable T> of) {
    List<@Nullable T> values = new ArrayList<>();
    all.forEach(labels -> values.add(of.apply(labels)));
    return values;
  }
}
