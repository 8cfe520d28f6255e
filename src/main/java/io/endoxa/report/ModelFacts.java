package io.endoxa.report;

import io.endoxa.codebook.Codebook;
import io.endoxa.evaluate.TrainingProfile;
import io.endoxa.provenance.FileEntry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a model's card says beside its figures.
 *
 * @param modelId of the files that labels depend on
 * @param encoder id and precision
 * @param encoderLicence as its description says
 * @param seed of folds and training
 * @param dataset that it was trained on
 * @param profile of that dataset, as far as the model was trained on it
 * @param agreement of the dataset's annotators on it; null if no paragraph has two
 * @param versions of Endoxa, Java and the training libraries
 * @param files of the model, but for card and manifest
 */
public record ModelFacts(
    Codebook codebook,
    String modelId,
    String encoder,
    String encoderLicence,
    long seed,
    DatasetFacts dataset,
    TrainingProfile profile,
    @Nullable NamedTable agreement,
    Map<String, String> versions,
    List<FileEntry> files) {
  public ModelFacts {
    Objects.requireNonNull(codebook, "codebook");
    versions = Map.copyOf(versions);
    files = List.copyOf(files);
  }
}
