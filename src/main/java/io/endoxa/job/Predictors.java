package io.endoxa.job;

import io.endoxa.codebook.Stance;
import io.endoxa.evaluate.NamedPredictions;
import io.endoxa.evaluate.StancePredictions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * What each predictor says about each question of a set: baselines first, then the parts of the
 * model, the model last. In every function the argument is a question's position in the codebook,
 * and the result has one entry per paragraph.
 */
final class Predictors {
  private final TrainingSet set;
  private final List<NamedPredictions> all = new ArrayList<>();

  Predictors(TrainingSet set) {
    this.set = set;
  }

  /** A baseline that gives no probabilities. */
  void addBaseline(String name, IntFunction<List<Stance>> said) {
    all.add(
        new NamedPredictions(
            name,
            /* baseline= */ true,
            perQuestion(
                question ->
                    new StancePredictions(
                        set.articles(), truth(question), said.apply(question), null))));
  }

  /** A baseline that gives probabilities, {@code [paragraph][stance]}. */
  void addScoredBaseline(String name, IntFunction<float[][]> probabilities) {
    all.add(new NamedPredictions(name, /* baseline= */ true, scored(probabilities)));
  }

  /** A head, a judge, a blend or the model, with its probabilities {@code [paragraph][stance]}. */
  void add(String name, IntFunction<float[][]> probabilities) {
    all.add(new NamedPredictions(name, /* baseline= */ false, scored(probabilities)));
  }

  List<NamedPredictions> all() {
    return List.copyOf(all);
  }

  private List<StancePredictions> scored(IntFunction<float[][]> probabilities) {
    return perQuestion(
        question ->
            StancePredictions.of(set.articles(), truth(question), probabilities.apply(question)));
  }

  private List<StancePredictions> perQuestion(IntFunction<StancePredictions> of) {
    return IntStream.range(0, set.codebook().questions().size()).mapToObj(of).toList();
  }

  private List<Stance> truth(int question) {
    return set.stances(set.allRows(), question);
  }
}
