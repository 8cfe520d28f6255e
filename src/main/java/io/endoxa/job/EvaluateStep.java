package io.endoxa.job;

import io.endoxa.annotate.LabelledDataset;
import io.endoxa.codebook.Codebook;
import io.endoxa.decide.Decision;
import io.endoxa.decide.StanceModel;
import io.endoxa.encode.EncoderSpec;
import io.endoxa.error.QualityGateException;
import io.endoxa.provenance.Json;
import io.endoxa.report.QualityReport;
import io.endoxa.spark.ModelStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Scores a saved model against a labelled dataset that it was not trained on. */
final class EvaluateStep {
  private EvaluateStep() {}

  static void run(RunContext run) {
    JobSpec spec = run.spec();
    String modelDirectory = Objects.requireNonNull(run.modelDirectory);
    ModelStore.ModelFiles read =
        ModelStore.read(run.session().sparkContext().hadoopConfiguration(), modelDirectory);
    EncoderSpec encoder = ModelEncoder.of(modelDirectory, read.manifest());
    StanceModel model = StanceModel.of(read.files());
    Codebook codebook = model.codebook();
    run.modelId = read.manifest().modelId();
    run.codebook = codebook.label();
    run.encoder = encoder.name();

    String directory = spec.datasetOrThrow();
    LabelledDataset dataset = LabelledDataset.read(Path.of(directory), codebook);
    dataset.files().forEach(run::addInput);
    Corpus corpus = run.corpus(run.files(List.of(directory + "/articles")), encoder);
    corpus.requireContract(spec.maxQuarantined());
    TrainingSet set = TrainingSet.of(codebook, dataset, corpus.paragraphs(), model.termDimension());
    List<List<Decision>> decisions = set.features().stream().map(model::stances).toList();
    QualityReport quality = Quality.ofSavedModel(set, model, decisions, spec);
    run.draft().writeFile(QualityReport.FILE, Json.bytes(quality));
    run.quality = quality;
    run.counts.put("labelled paragraphs", (long) set.size());
    run.notes.add(
        "The majority baseline says the most frequent stance of this dataset itself. If the model"
            + " was trained on these articles, the figures mean nothing.");
    double found = quality.meanMacroF1(QualityReport.MODEL);
    if (found < spec.minMacroF1()) {
      throw new QualityGateException(
          "mean macro-F1 is %.3f on %s, min-macro-f1 asks for %.3f."
              .formatted(found, directory, spec.minMacroF1()));
    }
  }
}
