package io.endoxa.annotate;

import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Stance;
import io.endoxa.evaluate.Agreement;
import io.endoxa.evaluate.ClusterBootstrap;
import io.endoxa.text.Voice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How far two annotators agree on the paragraphs that both have labelled. */
public final class AnnotatorPair {
  private final String names;
  private final List<ParagraphLabels> first;
  private final List<ParagraphLabels> second;
  private final ClusterBootstrap bootstrap;

  /** Both lists name the same paragraphs in the same order; at least one. */
  AnnotatorPair(
      List<ParagraphLabels> first, List<ParagraphLabels> second, ClusterBootstrap bootstrap) {
    this.first = List.copyOf(first);
    this.second = List.copyOf(second);
    this.names = name(first.get(0)) + ", " + name(second.get(0));
    this.bootstrap = bootstrap;
  }

  private static String name(ParagraphLabels labels) {
    return labels.annotator().isEmpty() ? "unnamed" : labels.annotator();
  }

  /** Both names, for people. */
  public String names() {
    return names;
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
