package io.endoxa.job;

import io.endoxa.error.UserException;
import io.endoxa.evaluate.Metric;
import io.endoxa.report.Figures;
import io.endoxa.report.QualityReport;
import io.endoxa.report.RunSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * A gate with its baseline read and its questions known, before anything is measured.
 *
 * @param baseline null if the gate names none
 */
record OpenedGate(QualityGate gate, @Nullable GateBaseline baseline) {
  /** A figure read from a file and one just computed may differ in the last bit. */
  private static final double SLACK = 1e-9;

  /**
   * Opens the gate of a job.
   *
   * @param questionIds of the codebook, in its order
   * @return empty if the job has no gate
   * @throws UserException if the gate names a question or a baseline that is not there
   */
  static Optional<OpenedGate> of(
      JobSpec spec, Configuration hadoop, List<String> questionIds, JobKind step) {
    QualityGate gate = spec.qualityGate();
    if (gate == null) {
      return Optional.empty();
    }
    gate.requireKnown(questionIds);
    String path = gate.baseline();
    if (path == null) {
      return Optional.of(new OpenedGate(gate, null));
    }
    GateBaseline baseline = GateBaseline.read(hadoop, path, gate.place(), step);
    baseline.requireAnyOf(questionIds, gate.place());
    return Optional.of(new OpenedGate(gate, baseline));
  }

  /** Opens the gate of a run, and notes in the run what it reads and what it does not ask for. */
  static Optional<OpenedGate> of(RunContext run, List<String> questionIds, JobKind step) {
    Configuration hadoop = run.session().sparkContext().hadoopConfiguration();
    Optional<OpenedGate> opened = of(run.spec(), hadoop, questionIds, step);
    opened.ifPresent(
        gate -> {
          GateBaseline baseline = gate.baseline();
          if (baseline != null) {
            run.addInputs(List.of(baseline.file()));
          }
          run.notes.addAll(gate.notes(questionIds));
        });
    return opened;
  }

  /** What a reader must know of a gate that was passed. */
  List<String> notes(List<String> questionIds) {
    List<String> notes = new ArrayList<>();
    if (!gate.except().isEmpty()) {
      notes.add("The quality gate asks nothing of %s.".formatted(String.join(", ", gate.except())));
    }
    if (baseline != null) {
      List<String> held = new ArrayList<>(questionIds);
      held.removeAll(gate.except());
      List<String> without = baseline.without(held);
      if (!without.isEmpty()) {
        notes.add(
            "%s has no figure of %s: the quality gate asks for the floor alone."
                .formatted(baseline.file().path(), String.join(", ", without)));
      }
    }
    return notes;
  }

  /** A warning if the baseline's figures are not of the same paragraphs as these. */
  Optional<String> otherSplit(QualityReport quality) {
    return Optional.ofNullable(baseline)
        .filter(before -> !before.split().equals(quality.split()))
        .map(
            before ->
                "The quality gate compares figures of different splits: these of %s, those of %s of %s."
                    .formatted(quality.split(), before.file().path(), before.split()));
  }

  /** What to end the job with: every demand that is not met; empty if all are. */
  Optional<String> failure(QualityReport quality) {
    List<String> missed = new ArrayList<>();
    for (QualityReport.OfQuestion question : quality.questions()) {
      if (!gate.except().contains(question.question())) {
        missed.addAll(
            missed(question.question(), question.predictor(QualityReport.MODEL).macroF1()));
      }
    }
    Metric mean = quality.meanMacroF1(QualityReport.MODEL);
    if (gate.mean() > 0 && !reaches(mean, gate.mean())) {
      missed.add(
          "the mean: macro-F1 %s, asked for %s"
              .formatted(words(mean), Figures.decimal(gate.mean())));
    }
    if (missed.isEmpty()) {
      return Optional.empty();
    }
    String figures = new RunSummary(Map.of(), null, quality, List.of(), List.of()).plain();
    StringBuilder text = new StringBuilder();
    text.append("the model does not pass the gate at ").append(gate.place()).append(".\n");
    text.append(figures).append('\n');
    missed.forEach(line -> text.append(line).append('\n'));
    if (baseline != null) {
      text.append("%s was measured by: %s.\n".formatted(baseline.file().path(), baseline.split()));
    }
    return Optional.of(text.toString().stripTrailing());
  }

  private List<String> missed(String question, Metric found) {
    double floor = gate.floorOf(question);
    if (!found.exists()) {
      return List.of(
          "%s: macro-F1 %s, asked for %s. Label more, or name it in 'except'."
              .formatted(question, words(found), Figures.decimal(floor)));
    }
    List<String> missed = new ArrayList<>();
    if (!reaches(found, floor)) {
      missed.add(
          "%s: macro-F1 %s, asked for %s"
              .formatted(question, words(found), Figures.decimal(floor)));
    }
    Double before = baseline == null ? null : baseline.macroF1().get(question);
    if (baseline != null && before != null && !reaches(found, before - gate.tolerance())) {
      missed.add(
          "%s: macro-F1 %s, asked for %s, which is %s below the %s in %s"
              .formatted(
                  question,
                  words(found),
                  Figures.decimal(before - gate.tolerance()),
                  Figures.decimal(gate.tolerance()),
                  Figures.decimal(before),
                  baseline.file().path()));
    }
    return missed;
  }

  private static boolean reaches(Metric found, double least) {
    return found.exists() && found.orThrow() >= least - SLACK;
  }

  private static String words(Metric found) {
    if (!found.exists()) {
      return "has no value (%s)".formatted(found.reason());
    }
    return "is " + Figures.withInterval(found);
  }
}
