package io.endoxa.job;

import io.endoxa.classify.TextMeasures;
import io.endoxa.error.UserException;
import io.endoxa.evaluate.Drift;
import io.endoxa.evaluate.TrainingProfile;
import io.endoxa.provenance.Json;
import io.endoxa.spark.CopiedParagraphs;
import io.endoxa.spark.CorpusMeasures;
import io.endoxa.spark.LabelTables;
import io.endoxa.spark.Table;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Says in a run how far its articles are from those that the model was trained on. */
final class CorpusDrift {
  private CorpusDrift() {}

  /**
   * The profile of the corpus that a model was trained on; null for a model without one.
   *
   * @throws UserException if it does not fit the model, or this version of Endoxa
   */
  static @Nullable TrainingProfile profile(OpenedModel opened) {
    byte[] file = opened.read().files().get(TrainingProfile.FILE);
    if (file == null) {
      return null;
    }
    TrainingProfile profile = Json.read(TrainingProfile.FILE, file, TrainingProfile.class);
    requireFits(profile, opened);
    return profile;
  }

  /** Leaves the table and, where there is much drift, a note. */
  static void write(
      RunContext run,
      Corpus corpus,
      LabelTables tables,
      OpenedModel opened,
      @Nullable TrainingProfile profile) {
    if (profile == null) {
      run.notes.add(
          "Drift against the training corpus is not known: model %s has no %s."
              .formatted(run.modelId, TrainingProfile.FILE));
      return;
    }
    List<Drift> drift =
        CorpusMeasures.drift(
            profile,
            opened.model(),
            CopiedParagraphs.firsts(corpus.paragraphs()),
            tables.stances());
    run.drift.addAll(drift);
    List<Row> rows = CorpusMeasures.rows(drift);
    run.draft()
        .write(Table.DRIFT, run.session().createDataFrame(rows, Table.DRIFT.schema()), rows.size());
    String much =
        drift.stream()
            .filter(of -> of.reading() == Drift.Reading.MUCH)
            .map(CorpusDrift::words)
            .collect(Collectors.joining(", "));
    if (!much.isEmpty()) {
      run.notes.add(
          "Much drift against the training corpus (population stability index above %s): %s. Labels may be worse than the model's figures say; the table %s has each measure."
              .formatted(Drift.MUCH, much, Table.DRIFT.name()));
    }
  }

  private static void requireFits(TrainingProfile profile, OpenedModel opened) {
    if (profile.format() != TrainingProfile.FORMAT
        || !profile.texts().keySet().equals(Set.copyOf(TextMeasures.NAMES))
        || !profile.stances().keySet().containsAll(opened.codebook().questionIds())
        || profile.meanVector().size() != opened.encoder().dimension()) {
      throw new UserException(
          "model '%s': %s has format %d, measures %s, questions %s and %d numbers of a mean vector, expected %d, %s, %s and %d. Make it again: scripts/endoxa run jobs/describe-model.yaml --set model=%s dataset=… part=…"
              .formatted(
                  opened.directory(),
                  TrainingProfile.FILE,
                  profile.format(),
                  new TreeSet<>(profile.texts().keySet()),
                  new TreeSet<>(profile.stances().keySet()),
                  profile.meanVector().size(),
                  TrainingProfile.FORMAT,
                  new TreeSet<>(TextMeasures.NAMES),
                  new TreeSet<>(opened.codebook().questionIds()),
                  opened.encoder().dimension(),
                  opened.directory()));
    }
  }

  private static String words(Drift of) {
    String name = of.measure().replace('_', ' ');
    return String.format(
        Locale.ROOT,
        "%s %.2f",
        of.question() == null ? name : name + " on " + of.question(),
        of.stabilityIndex());
  }
}
