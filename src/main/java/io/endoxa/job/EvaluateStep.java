package io.endoxa.job;

import io.endoxa.annotate.LabelledDataset;
import io.endoxa.decide.Decision;
import io.endoxa.provenance.Json;
import io.endoxa.report.QualityReport;
import java.nio.file.Path;
import java.util.List;

/** Scores a saved model against labels of articles that it was not trained on. */
final class EvaluateStep {
  private EvaluateStep() {}

  static void run(RunContext run) {
    JobSpec spec = run.spec();
    OpenedModel opened = OpenedModel.of(run);
    String directory = spec.datasetOrThrow();
    LabelledDataset dataset =
        LabelledDataset.read(Path.of(directory), opened.codebook()).only(spec.part());
    dataset.files().forEach(run::addInput);
    Corpus corpus =
        run.corpus(
            run.files(List.of(directory + "/articles")),
            opened.encoder(),
            dataset.onlyArticles().orElse(null));
    corpus.requireContract(spec.maxQuarantined());
    TrainingSet set =
        TrainingSet.of(
            opened.codebook(), dataset, corpus.paragraphs(), opened.model().termDimension());
    List<List<Decision>> decisions = set.features().stream().map(opened.model()::stances).toList();
    QualityReport quality = Quality.ofSavedModel(set, opened.model(), decisions, spec);
    run.draft().writeFile(QualityReport.FILE, Json.bytes(quality));
    run.quality = quality;
    run.counts.put("labelled paragraphs", (long) set.size());
    run.notes.add(
        "The majority baseline says the most frequent stance of this dataset itself. If the model"
            + " was trained on these articles, the figures mean nothing.");
    Quality.require(quality, spec);
  }
}
