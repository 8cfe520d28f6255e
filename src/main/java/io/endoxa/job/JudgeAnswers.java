package io.endoxa.job;

import io.endoxa.classify.PairScorer;
import io.endoxa.codebook.Question;
import io.endoxa.decide.Decision;
import io.endoxa.decide.StanceModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What a judge says about every question on every paragraph of a set, read once. */
final class JudgeAnswers {
  private final TrainingSet set;
  private final List<String> propositions;
  private final float[][][] logits;

  private JudgeAnswers(TrainingSet set, List<String> propositions, float[][][] logits) {
    this.set = set;
    this.propositions = propositions;
    this.logits = logits;
  }

  /** Reads all pairs: a set has some thousand. */
  static JudgeAnswers of(TrainingSet set, PairScorer judge, Progress progress) {
    List<String> propositions =
        set.codebook().questions().stream().map(Question::proposition).toList();
    List<float[][]> ofTexts =
        ProgressMeter.inParallel(
            set.texts(),
            text ->
                propositions.stream()
                    .map(proposition -> judge.logits(proposition, text))
                    .toArray(float[][]::new),
            "paragraphs read by the judge",
            progress);
    float[][][] logits = new float[propositions.size()][][];
    for (int q = 0; q < logits.length; q++) {
      int question = q;
      logits[q] = ofTexts.stream().map(ofText -> ofText[question]).toArray(float[][]::new);
    }
    return new JudgeAnswers(set, propositions, logits);
  }

  /** {@code [question][paragraph][stance]}. */
  float[][][] logits() {
    return logits;
  }

  /**
   * What a model decides about each paragraph when it asks this judge.
   *
   * @param asked about how many pairs it asked
   */
  record Labelled(List<List<Decision>> decisions, long asked) {
    Labelled {
      decisions = List.copyOf(decisions);
    }
  }

  Labelled label(StanceModel model) {
    List<List<Decision>> decisions = new ArrayList<>();
    AtomicLong asked = new AtomicLong();
    for (int i = 0; i < set.size(); i++) {
      int paragraph = i;
      decisions.add(
          model.stances(
              set.features().get(i),
              set.texts().get(i),
              (question, text) -> {
                asked.incrementAndGet();
                return logits[propositions.indexOf(question)][paragraph];
              }));
    }
    return new Labelled(decisions, asked.get());
  }
}
