package io.endoxa.job;

import io.endoxa.annotate.DatasetPart;
import io.endoxa.annotate.LabelledDataset;
import io.endoxa.classify.Tensor;
import io.endoxa.encode.EncoderSpec;
import io.endoxa.error.UserException;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * What the judge of a codebook starts from, checked and not yet loaded.
 *
 * @param saved another judge; null for the encoder
 */
record JudgeStart(JudgeSpec settings, @Nullable SavedJudge saved) {
  /**
   * The start that a job names; empty if it names none.
   *
   * @param whole the job's dataset, with all its parts
   * @throws UserException if there is no such judge, or the dataset's parts do not allow for one
   */
  static Optional<JudgeStart> of(JobSpec spec, Configuration hadoop, LabelledDataset whole) {
    JudgeSpec settings = spec.judge();
    if (settings == null || settings.start() == null) {
      return Optional.empty();
    }
    JudgeStart start = new JudgeStart(settings, saved(hadoop, settings.start()));
    if (start.trains()) {
      requireParts(spec, whole);
    }
    return Optional.of(start);
  }

  private static void requireParts(JobSpec spec, LabelledDataset whole) {
    if (spec.part() != DatasetPart.TRAIN) {
      throw new UserException(
          "%s: a judge is trained, and part is '%s', expected '%s': part '%s', which nothing may be trained on, chooses the moment to stop and calibrates the judge. Set part=%s, or take a judge as it is with judge-epochs=0."
              .formatted(
                  spec.file(),
                  spec.part().word(),
                  DatasetPart.TRAIN.word(),
                  DatasetPart.DEVELOPMENT.word(),
                  DatasetPart.TRAIN.word()));
    }
    boolean there =
        whole.labels().stream()
            .anyMatch(
                row ->
                    whole
                        .partOf(row.articleId())
                        .filter(DatasetPart.DEVELOPMENT::equals)
                        .isPresent());
    if (!there) {
      throw new UserException(
          "%s: a judge is trained, and no labelled article of %s belongs to part '%s', which chooses the moment to stop and calibrates the judge. Put articles there in splits.jsonl, or take a judge as it is with judge-epochs=0."
              .formatted(spec.file(), spec.datasetOrThrow(), DatasetPart.DEVELOPMENT.word()));
    }
  }

  private static @Nullable SavedJudge saved(Configuration hadoop, String start) {
    if (start.equals(JudgeSpec.ENCODER)) {
      return null;
    }
    return SavedJudge.of(
        hadoop, JobKey.JUDGE, start, "write judge: %s".formatted(JudgeSpec.ENCODER));
  }

  /** Whether it is trained further, which takes paragraphs that it does not learn. */
  boolean trains() {
    return settings.epochs() > 0;
  }

  /** The encoder of the judge that it starts from, else {@code ofHeads}. */
  EncoderSpec encoder(EncoderSpec ofHeads) {
    return saved == null ? ofHeads : saved.encoder();
  }

  /** The weights to begin with; those of an encoder have no head. */
  SortedMap<String, Tensor> weights(EncoderSpec ofHeads) {
    return saved == null ? JudgeWeights.ofEncoder(ofHeads) : JudgeWeights.ofJudge(saved.files());
  }

  /** For plans and notes. */
  String words() {
    String start = Objects.requireNonNull(settings.start());
    return saved == null ? start : "%s (%s)".formatted(start, saved.manifest().modelId());
  }
}
