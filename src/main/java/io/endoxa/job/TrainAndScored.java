package io.endoxa.job;

import io.endoxa.annotate.DatasetPart;
import io.endoxa.annotate.LabelledDataset;
import io.endoxa.classify.HashedTerms;
import io.endoxa.codebook.Codebook;
import io.endoxa.encode.EncoderSpec;
import java.nio.file.Path;

/**
 * The part of a dataset that a step learns from, and the one that it scores.
 *
 * @param scored may be {@code train} itself
 */
record TrainAndScored(TrainingSet train, TrainingSet scored) {
  /** Reads and encodes both, as the job's keys say. */
  static TrainAndScored of(RunContext run, DatasetPart scored) {
    JobSpec spec = run.spec();
    Path codebookFile = spec.codebookFile().orElseThrow();
    Codebook codebook = Codebook.read(codebookFile);
    EncoderSpec encoder = spec.findEncoder();
    LabelledDataset dataset = LabelledDataset.read(Path.of(spec.datasetOrThrow()), codebook);
    run.addInput(codebookFile);
    dataset.files().forEach(run::addInput);
    run.codebook = codebook.label();
    run.encoder = encoder.name();

    // Two corpora, so that a paragraph of one part is no repeat of the other's.
    int terms = HashedTerms.DEFAULT_DIMENSION;
    TrainingSet train =
        TrainingSet.of(run, codebook, dataset.only(DatasetPart.TRAIN), encoder, terms);
    return new TrainAndScored(
        train,
        scored == DatasetPart.TRAIN
            ? train
            : TrainingSet.of(run, codebook, dataset.only(scored), encoder, terms));
  }
}
