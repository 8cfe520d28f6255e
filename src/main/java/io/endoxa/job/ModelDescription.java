package io.endoxa.job;

import io.endoxa.annotate.AnnotatorAgreement;
import io.endoxa.annotate.LabelledDataset;
import io.endoxa.decide.StanceModel;
import io.endoxa.encode.EncoderSpec;
import io.endoxa.evaluate.ClusterBootstrap;
import io.endoxa.evaluate.TrainingProfile;
import io.endoxa.provenance.FileEntry;
import io.endoxa.provenance.Json;
import io.endoxa.provenance.ModelManifest;
import io.endoxa.report.ModelCard;
import io.endoxa.report.ModelFacts;
import io.endoxa.report.QualityReport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files of a model that say what it is: its profile and its card. */
final class ModelDescription {
  private ModelDescription() {}

  /**
   * A model's files with profile and card, which replace those that are among them.
   *
   * @param files of the model
   * @param dataset what the model was trained on, as {@code set} has it
   * @param figures of the card, from {@link ModelCard#figures}
   * @param versions that the model was trained with
   */
  static SortedMap<String, byte[]> added(
      RunContext run,
      Map<String, byte[]> files,
      LabelledDataset dataset,
      TrainingSet set,
      EncoderSpec encoder,
      QualityReport quality,
      String figures,
      Map<String, String> versions,
      long seed) {
    SortedMap<String, byte[]> described = new TreeMap<>(files);
    described.remove(ModelCard.FILE);
    TrainingProfile profile =
        ProfiledTraining.of(
            set,
            TrainingSet.corpus(run, dataset, encoder).paragraphs(),
            StanceModel.of(files),
            quality);
    described.put(TrainingProfile.FILE, Json.bytes(profile));
    List<FileEntry> entries = ModelManifest.entriesOf(described);
    ModelFacts facts =
        new ModelFacts(
            set.codebook(),
            ModelManifest.idOf(entries),
            encoder.name(),
            encoder.licence(),
            seed,
            DatasetFactsFile.read(Path.of(run.spec().datasetOrThrow())),
            profile,
            AgreementTable.of(
                new AnnotatorAgreement(
                    dataset.individualLabels(set.candidates()).values(),
                    ClusterBootstrap.standard(run.spec().seed())),
                set.codebook()),
            versions,
            entries);
    described.put(
        ModelCard.FILE, ModelCard.of(facts, quality, figures).getBytes(StandardCharsets.UTF_8));
    return described;
  }
}
