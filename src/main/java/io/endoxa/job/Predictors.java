package io.endoxa.job;

import io.endoxa.codebook.Stance;
import io.endoxa.evaluate.NamedPredictions;
import io.endoxa.evaluate.StancePredictions;
import io.endoxa.report.QualityCurves;
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
  private IntFunction<float[][]> last = question -> new float[0][];

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
    last = probabilities;
  }

  List<NamedPredictions> all() {
    return List.copyOf(all);
  }

  /** What is drawn of the predictor that was added last, the model. */
  QualityCurves curves() {
    List<StancePredictions> model = all.get(all.size() - 1).questions();
    return new QualityCurves(
        perQuestion(
            question ->
                QualityCurves.OfQuestion.of(
                    set.codebook().questionIds().get(question),
                    model.get(question),
                    last.apply(question))));
  }

  private List<StancePredictions> scored(IntFunction<float[][]> probabilities) {
    return perQuestion(
        question ->
            StancePredictions.of(set.articles(), truth(question), probabilities.apply(question)));
  }

  private <T> List<T> perQuestion(IntFunction<T> of) {
    return IntStream.range(0, set.codebook().questions().size()).mapToObj(of).toList();
  }

  private List<Stance> truth(int question) {
    return set.stances(set.allRows(), question);
  }
}
