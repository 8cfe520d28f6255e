package io.endoxa.job;

import io.endoxa.annotate.LabelledDataset;
import io.endoxa.annotate.ParagraphLabels;
import io.endoxa.decide.Decision;
import io.endoxa.provenance.Json;
import io.endoxa.report.QualityCurves;
import io.endoxa.report.QualityReport;
import io.endoxa.report.page.Measured;
import io.endoxa.spark.Table;
import io.endoxa.text.Voice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Scores a saved model against labels of articles that it was not trained on. */
final class EvaluateStep {
  private EvaluateStep() {}

  static void run(RunContext run) {
    JobSpec spec = run.spec();
    OpenedModel opened = OpenedModel.of(run);
    Optional<OpenedGate> gate =
        OpenedGate.of(run, opened.codebook().questionIds(), JobKind.EVALUATE);
    String directory = spec.datasetOrThrow();
    LabelledDataset dataset =
        LabelledDataset.read(Path.of(directory), opened.codebook()).only(spec.part());
    dataset.files().forEach(run::addInput);
    TrainingSet set =
        TrainingSet.of(
            run, opened.codebook(), dataset, opened.encoder(), opened.model().termDimension());
    List<EvidenceScores.Pair> marked = EvidenceScores.marked(run, set);
    JudgeAnswers answers =
        opened.judge().map(judge -> JudgeAnswers.of(set, judge, run::say)).orElse(null);
    List<List<Decision>> decisions =
        answers == null
            ? set.features().stream().map(opened.model()::stances).toList()
            : decisions(run, set, answers.label(opened.model()));
    Measured measured =
        Quality.ofSavedModel(set, opened.model(), decisions, opened.baselines(), answers, spec);
    QualityReport quality = measured.quality();
    run.draft().writeFile(QualityReport.FILE, Json.bytes(quality));
    run.draft().writeFile(QualityCurves.FILE, Json.bytes(measured.curvesOrThrow()));
    run.draft()
        .write(
            Table.PREDICTIONS,
            predictions(run, set, decisions),
            (long) set.size() * set.codebook().questions().size());
    run.quality = quality;
    run.measured = measured;
    run.counts.put("labelled paragraphs", (long) set.size());
    EvidenceScores.of(run, set, marked, opened, decisions).ifPresent(run.tables::add);
    run.notes.add(
        "If the model was trained or calibrated on these articles, the figures mean nothing.");
    gate.flatMap(asked -> asked.otherSplit(quality)).ifPresent(run.notes::add);
    gate.flatMap(asked -> asked.failure(quality)).ifPresent(run::failGate);
  }

  /** The decisions, and a note of what they cost. */
  private static List<List<Decision>> decisions(
      RunContext run, TrainingSet set, JudgeAnswers.Labelled labelled) {
    run.counts.put(LabelStep.JUDGED_PAIRS, labelled.asked());
    run.notes.add(
        String.format(
            Locale.ROOT,
            "The model asks its judge about %.0f pairs per 1,000 paragraphs, of %,d. Here it read all of them: the row '%s' says what the model would say then, the row '%s' what the judge says alone.",
            1000.0 * labelled.asked() / Math.max(1, set.size()),
            1000 * set.codebook().questions().size(),
            QualityReport.WITHOUT_GATE,
            QualityReport.JUDGE));
    return labelled.decisions();
  }

  /** What errors are looked up in. */
  private static Dataset<Row> predictions(
      RunContext run, TrainingSet set, List<List<Decision>> decisions) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < set.size(); i++) {
      ParagraphLabels labels = set.labels().get(i);
      Voice voice = labels.voice();
      for (int question = 0; question < set.codebook().questions().size(); question++) {
        Decision decision = decisions.get(i).get(question);
        float[] probabilities = decision.probabilities();
        rows.add(
            RowFactory.create(
                set.ids().get(i),
                set.articles().get(i),
                set.sources().get(i),
                set.texts().get(i),
                voice == null ? null : voice.label(),
                String.join(" ", labels.phenomena()),
                set.codebook().questionIds().get(question),
                set.stance(i, question).label(),
                decision.stance().label(),
                probabilities[0],
                probabilities[1],
                probabilities[2],
                probabilities[3],
                decision.confidence(),
                Objects.requireNonNull(run.modelId),
                run.runId()));
      }
    }
    return run.session().createDataFrame(rows, Table.PREDICTIONS.schema());
  }
}
