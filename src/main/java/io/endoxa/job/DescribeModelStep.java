package io.endoxa.job;

import io.endoxa.annotate.LabelledDataset;
import io.endoxa.error.UserException;
import io.endoxa.evaluate.TrainingProfile;
import io.endoxa.provenance.Json;
import io.endoxa.provenance.ModelManifest;
import io.endoxa.report.ModelCard;
import io.endoxa.report.QualityReport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;

/**
 * Leaves a copy of a model with a card and a profile of this version in the run. What labels depend
 * on, and the figures of its training, stay as they are.
 */
final class DescribeModelStep {
  private DescribeModelStep() {}

  static void run(RunContext run) {
    OpenedModel opened = OpenedModel.of(run);
    JobSpec spec = run.spec();
    LabelledDataset dataset =
        LabelledDataset.read(Path.of(spec.datasetOrThrow()), opened.codebook()).only(spec.part());
    dataset.files().forEach(run::addInput);
    TrainingSet set =
        TrainingSet.of(
            run, opened.codebook(), dataset, opened.encoder(), opened.model().termDimension());
    requireTrainedOn(opened, set, spec);
    Map<String, byte[]> files = opened.read().files();
    QualityReport quality =
        Json.read(QualityReport.FILE, file(opened, QualityReport.FILE), QualityReport.class);
    String figures =
        ModelCard.figuresOf(new String(file(opened, ModelCard.FILE), StandardCharsets.UTF_8))
            .orElseThrow(
                () ->
                    new UserException(
                        "model '%s': %s has no section on quality, whose figures the new card takes over. Train the model again."
                            .formatted(opened.directory(), ModelCard.FILE)));
    ModelManifest before = opened.manifest();
    SortedMap<String, byte[]> described =
        ModelDescription.added(
            run,
            files,
            dataset,
            set,
            opened.encoder(),
            quality,
            figures,
            before.versions(),
            before.seed());
    ModelManifest manifest = before.withFiles(ModelManifest.entriesOf(described));
    RunModel.write(run, described, manifest);
    run.counts.put("labelled paragraphs described", (long) set.size());
    run.notes.add(
        "Model %s with a new %s and %s is in %s; the files that labels depend on are as they were."
            .formatted(
                manifest.modelId(), ModelCard.FILE, TrainingProfile.FILE, run.modelDirectory));
  }

  private static byte[] file(OpenedModel opened, String name) {
    byte[] bytes = opened.read().files().get(name);
    if (bytes == null) {
      throw new UserException(
          "model '%s': has no %s, which a card needs. Train the model again."
              .formatted(opened.directory(), name));
    }
    return bytes;
  }

  /** A profile of other paragraphs would make every comparison with it wrong. */
  private static void requireTrainedOn(OpenedModel opened, TrainingSet set, JobSpec spec) {
    Map<String, Long> training = opened.manifest().training();
    if (training.getOrDefault("paragraphs", 0L) != set.size()
        || training.getOrDefault("articles", 0L) != set.articleCount()) {
      throw new UserException(
          "model '%s': was trained on %,d paragraphs of %,d articles, but part %s of %s has %,d of %,d. Give the 'dataset' and 'part' that it was trained on."
              .formatted(
                  opened.directory(),
                  training.getOrDefault("paragraphs", 0L),
                  training.getOrDefault("articles", 0L),
                  spec.part().word(),
                  spec.datasetOrThrow(),
                  set.size(),
                  set.articleCount()));
    }
  }
}
