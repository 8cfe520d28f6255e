package io.endoxa.job;

import io.endoxa.annotate.LabelledDataset;
import io.endoxa.classify.PairScorer;
import io.endoxa.codebook.Codebook;
import io.endoxa.evaluate.ClusterBootstrap;
import io.endoxa.evaluate.behaviour.Behaviour;
import io.endoxa.evaluate.behaviour.BehaviourCase;
import io.endoxa.evaluate.behaviour.BehaviourCases;
import io.endoxa.evaluate.behaviour.BehaviourOutcome;
import io.endoxa.evaluate.behaviour.BehaviourScore;
import io.endoxa.evaluate.behaviour.LabelledParagraph;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks how a model answers when labelled paragraphs, or questions, are changed. */
final class CheckBehaviourStep {
  static final String READS_NO_QUESTION = "this model does not read the question";
  static final String NO_CASES = "no labelled paragraph can be changed so";
  static final String NO_SIDE = "the judge takes no side on any case";

  private final @Nullable PairScorer judge;
  private final ClusterBootstrap bootstrap;
  private final Map<Behaviour, List<BehaviourCase>> cases = new EnumMap<>(Behaviour.class);

  CheckBehaviourStep(
      Codebook codebook,
      List<LabelledParagraph> paragraphs,
      @Nullable PairScorer judge,
      JobSpec spec) {
    this.judge = judge;
    this.bootstrap = ClusterBootstrap.standard(spec.seed());
    BehaviourCases maker =
        new BehaviourCases(codebook, paragraphs, spec.casesPerCheck(), spec.seed());
    for (Behaviour behaviour : Behaviour.values()) {
      cases.put(behaviour, maker.of(behaviour));
    }
  }

  static void run(RunContext run) {
    JobSpec spec = run.spec();
    OpenedModel opened = OpenedModel.of(run);
    LabelledDataset dataset =
        LabelledDataset.read(Path.of(spec.datasetOrThrow()), opened.codebook()).only(spec.part());
    dataset.files().forEach(run::addInput);
    TrainingSet set =
        TrainingSet.of(
            run, opened.codebook(), dataset, opened.encoder(), opened.model().termDimension());
    CheckBehaviourStep step =
        new CheckBehaviourStep(
            opened.codebook(), paragraphs(set), opened.judge().orElse(null), spec);
    TextLabels labels = TextLabels.of(run, opened, step.texts());
    run.counts.put("labelled paragraphs", (long) set.size());
    new BehaviourReport(run).publish(step.judged(labels::probabilities));
    run.notes.add("If the model was trained on these articles, the figures flatter it.");
  }

  private static List<LabelledParagraph> paragraphs(TrainingSet set) {
    return IntStream.range(0, set.size())
        .mapToObj(
            i ->
                new LabelledParagraph(
                    set.ids().get(i),
                    set.articles().get(i),
                    set.sources().get(i),
                    set.texts().get(i),
                    set.labels().get(i).stances(),
                    set.labels().get(i).pairId()))
        .toList();
  }

  /** The model's probabilities, one per stance. */
  interface Labels {
    float[] probabilities(String text, String questionId);
  }

  /** What came of all cases of a behaviour, and how often it passes. */
  record Judged(BehaviourScore score, List<BehaviourOutcome> outcomes) {
    Judged {
      outcomes = List.copyOf(outcomes);
    }
  }

  /** The texts that the model must have labelled. */
  List<String> texts() {
    return cases.entrySet().stream()
        .filter(ofBehaviour -> needsLabels(ofBehaviour.getKey()))
        .flatMap(ofBehaviour -> ofBehaviour.getValue().stream())
        .flatMap(one -> Stream.of(one.before().text(), one.after().text()))
        .distinct()
        .toList();
  }

  private static boolean needsLabels(Behaviour behaviour) {
    return !behaviour.asksAnotherText() && behaviour != Behaviour.QUOTATION_VOICE;
  }

  /** Every behaviour, in the order of the constants. */
  List<Judged> judged(Labels labels) {
    List<Judged> judged = new ArrayList<>();
    cases.forEach(
        (behaviour, ofBehaviour) -> {
          List<BehaviourOutcome> outcomes =
              ofBehaviour.stream().flatMap(one -> outcome(one, labels).stream()).toList();
          judged.add(
              new Judged(
                  BehaviourScore.of(behaviour, outcomes, bootstrap, reason(behaviour)), outcomes));
        });
    return List.copyOf(judged);
  }

  /** Why a behaviour has no outcomes, if it has none. */
  private String reason(Behaviour behaviour) {
    if (behaviour.asksAnotherText() && judge == null) {
      return READS_NO_QUESTION;
    }
    return cases.getOrDefault(behaviour, List.of()).isEmpty() ? NO_CASES : NO_SIDE;
  }

  private Optional<BehaviourOutcome> outcome(BehaviourCase of, Labels labels) {
    if (of.behaviour() == Behaviour.QUOTATION_VOICE) {
      return Optional.of(BehaviourOutcome.ofVoice(of));
    }
    BehaviourCase.Asked before = of.before();
    BehaviourCase.Asked after = of.after();
    if (of.behaviour().asksAnotherText()) {
      // Heads have learnt the question by its place in the codebook: only the judge reads it.
      return judge == null
          ? Optional.empty()
          : BehaviourOutcome.ofStances(
              of,
              judge.logits(before.question(), before.text()),
              judge.logits(after.question(), after.text()));
    }
    return BehaviourOutcome.ofStances(
        of,
        labels.probabilities(before.text(), before.questionId()),
        labels.probabilities(after.text(), after.questionId()));
  }
}
