package io.endoxa.job;

import io.endoxa.annotate.DatasetPart;
import io.endoxa.classify.LinearStanceHead;
import io.endoxa.classify.NeuralStanceHead;
import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Stance;
import io.endoxa.decide.Decision;
import io.endoxa.decide.StanceModel;
import io.endoxa.error.QualityGateException;
import io.endoxa.evaluate.CalibrationError;
import io.endoxa.evaluate.ClusterBootstrap;
import io.endoxa.evaluate.MajorityBaseline;
import io.endoxa.report.QualityReport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Turns held-out predictions into a {@link QualityReport}. */
final class Quality {
  private Quality() {}

  static QualityReport of(TrainingSet set, CrossValidation validation, JobSpec spec) {
    ClusterBootstrap bootstrap = ClusterBootstrap.standard(spec.seed());
    Codebook codebook = set.codebook();
    float[][][] probabilities = validation.modelProbabilities();
    List<QualityReport.OfQuestion> questions = new ArrayList<>();
    for (int q = 0; q < codebook.questions().size(); q++) {
      List<Stance> truth = set.stances(set.allRows(), q);
      List<Stance> model = CrossValidation.mostLikely(probabilities[q]);
      List<QualityReport.Predictor> predictors = new ArrayList<>();
      predictors.add(
          predictor("majority", set, truth, validation.majorityPredictions(q), bootstrap));
      predictors.add(predictor("tf-idf", set, truth, validation.baselinePredictions(q), bootstrap));
      predictors.add(
          predictor(LinearStanceHead.ID, set, truth, validation.headPredictions(0, q), bootstrap));
      predictors.add(
          predictor(NeuralStanceHead.ID, set, truth, validation.headPredictions(1, q), bootstrap));
      predictors.add(predictor(QualityReport.MODEL, set, truth, model, bootstrap));
      questions.add(
          new QualityReport.OfQuestion(
              codebook.questions().get(q).id(),
              support(truth),
              predictors,
              calibrationError(probabilities[q], truth, model)));
    }
    return new QualityReport(
        ofPart("%d-fold cross-validation grouped by source".formatted(spec.folds()), spec),
        set.articleCount(),
        set.size(),
        set.sourceCount(),
        questions,
        frames(set, validation.framedRows(), validation.framePredictions(), bootstrap));
  }

  /** Throws if the model's mean macro-F1 is below {@code min-macro-f1}. */
  static void require(QualityReport quality, JobSpec spec) {
    double found = quality.meanMacroF1(QualityReport.MODEL);
    if (found < spec.minMacroF1()) {
      throw new QualityGateException(
          "mean macro-F1 is %.3f (%s), min-macro-f1 asks for %.3f. Nothing is published."
              .formatted(found, quality.split(), spec.minMacroF1()));
    }
  }

  private static String ofPart(String split, JobSpec spec) {
    return spec.part() == DatasetPart.ALL ? split : split + ", part " + spec.part().word();
  }

  /** The scores of a finished model on paragraphs it does not know. */
  static QualityReport ofSavedModel(
      TrainingSet set, StanceModel model, List<List<Decision>> decisions, JobSpec spec) {
    ClusterBootstrap bootstrap = ClusterBootstrap.standard(spec.seed());
    List<QualityReport.OfQuestion> questions = new ArrayList<>();
    for (int q = 0; q < set.codebook().questions().size(); q++) {
      int question = q;
      List<Stance> truth = set.stances(set.allRows(), q);
      List<Stance> predicted =
          decisions.stream().map(ofParagraph -> ofParagraph.get(question).stance()).toList();
      List<Stance> majority =
          Collections.nCopies(truth.size(), MajorityBaseline.fit(truth).stance());
      float[][] probabilities =
          decisions.stream()
              .map(ofParagraph -> ofParagraph.get(question).probabilities())
              .toArray(float[][]::new);
      questions.add(
          new QualityReport.OfQuestion(
              set.codebook().questions().get(q).id(),
              support(truth),
              List.of(
                  predictor("majority", set, truth, majority, bootstrap),
                  predictor(QualityReport.MODEL, set, truth, predicted, bootstrap)),
              calibrationError(probabilities, truth, predicted)));
    }
    int[] framed = IntStream.range(0, set.size()).filter(i -> set.frames(i) != null).toArray();
    boolean[][] predictedFrames =
        IntStream.of(framed).mapToObj(i -> frames(model, set, i)).toArray(boolean[][]::new);
    return new QualityReport(
        ofPart("saved model on " + spec.datasetOrThrow(), spec),
        set.articleCount(),
        set.size(),
        set.sourceCount(),
        questions,
        frames(set, framed, predictedFrames, bootstrap));
  }

  private static boolean[] frames(StanceModel model, TrainingSet set, int row) {
    float[] probabilities = model.frameProbabilities(set.features().get(row));
    boolean[] present = new boolean[probabilities.length];
    for (int i = 0; i < present.length; i++) {
      present[i] = model.framePresent(i, probabilities[i]);
    }
    return present;
  }

  private static QualityReport.Predictor predictor(
      String name,
      TrainingSet set,
      List<Stance> truth,
      List<Stance> predicted,
      ClusterBootstrap bootstrap) {
    return QualityReport.Predictor.of(name, set.articles(), truth, predicted, bootstrap);
  }

  private static Map<String, Long> support(List<Stance> truth) {
    Map<String, Long> support = new TreeMap<>();
    for (int i = 0; i < Stance.COUNT; i++) {
      Stance stance = Stance.at(i);
      support.put(stance.label(), truth.stream().filter(stance::equals).count());
    }
    return support;
  }

  private static double calibrationError(
      float[][] probabilities, List<Stance> truth, List<Stance> predicted) {
    double[] confidences = new double[truth.size()];
    boolean[] right = new boolean[truth.size()];
    for (int i = 0; i < confidences.length; i++) {
      confidences[i] = probabilities[i][predicted.get(i).position()];
      right[i] = predicted.get(i) == truth.get(i);
    }
    return CalibrationError.expected(confidences, right);
  }

  private static QualityReport.@Nullable OfFrames frames(
      TrainingSet set, int[] rows, boolean[][] predicted, ClusterBootstrap bootstrap) {
    if (rows.length == 0 || set.codebook().frames().isEmpty()) {
      return null;
    }
    return QualityReport.OfFrames.of(
        set.codebook().frameIds(),
        IntStream.of(rows).mapToObj(set.articles()::get).toList(),
        IntStream.of(rows).mapToObj(set::framesOrNone).toArray(boolean[][]::new),
        predicted,
        bootstrap);
  }
}
