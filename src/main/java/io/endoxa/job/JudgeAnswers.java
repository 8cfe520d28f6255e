package io.endoxa.job;

import io.endoxa.classify.PairScorer;
import io.endoxa.codebook.Question;
import io.endoxa.decide.Decision;
import io.endoxa.decide.StanceModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** What a judge says about the questions on the paragraphs of a set, each pair read once. */
final class JudgeAnswers {
  private final TrainingSet set;
  private final List<String> propositions;
  private final float[][][] logits;

  private JudgeAnswers(TrainingSet set, List<String> propositions, float[][][] logits) {
    this.set = set;
    this.propositions = propositions;
    this.logits = logits;
  }

  /** Which pairs are read. */
  @FunctionalInterface
  interface Wanted {
    boolean test(int question, int paragraph);
  }

  /** Reads all pairs: a set has some thousand. */
  static JudgeAnswers of(TrainingSet set, PairScorer judge, Progress progress) {
    return of(set, judge, (question, paragraph) -> true, progress);
  }

  /** Reads some pairs; those of one paragraph in a row. */
  static JudgeAnswers of(TrainingSet set, PairScorer judge, Wanted wanted, Progress progress) {
    List<String> propositions =
        set.codebook().questions().stream().map(Question::proposition).toList();
    List<float[][]> ofTexts =
        ProgressMeter.inParallel(
            IntStream.range(0, set.size()).boxed().toList(),
            paragraph ->
                IntStream.range(0, propositions.size())
                    .mapToObj(
                        question ->
                            wanted.test(question, paragraph)
                                ? judge.logits(
                                    propositions.get(question), set.texts().get(paragraph))
                                : new float[0])
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

  /** {@code [question][paragraph][stance]}; empty where a pair was not read. */
  float[][][] logits() {
    return logits;
  }

  /** How many pairs were read. */
  long pairs() {
    return Arrays.stream(logits).flatMap(Arrays::stream).filter(said -> said.length > 0).count();
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
