package io.endoxa.job;

import io.endoxa.evaluate.Metric;
import io.endoxa.evaluate.behaviour.Behaviour;
import io.endoxa.evaluate.behaviour.BehaviourCase;
import io.endoxa.evaluate.behaviour.BehaviourOutcome;
import io.endoxa.evaluate.behaviour.BehaviourScore;
import io.endoxa.report.Figures;
import io.endoxa.report.NamedTable;
import io.endoxa.spark.Table;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/**
 * What a run says of a model's behaviour: a table of pass rates, every case, some failures to read,
 * and the end of the job. Texts of articles stand in the run's tables and files alone.
 */
final class BehaviourReport {
  /** Failures of each behaviour, in full. */
  static final String FAILURES = "failures.md";

  private static final int FAILURES_SHOWN = 3;

  private final RunContext run;
  private final Map<Behaviour, Double> minPassRates;

  BehaviourReport(RunContext run) {
    this.run = run;
    this.minPassRates = run.spec().minPassRates();
  }

  /** Leaves tables, a file and notes in the run, and what fails the job, if anything does. */
  void publish(List<CheckBehaviourStep.Judged> judged) {
    List<BehaviourScore> scores = judged.stream().map(CheckBehaviourStep.Judged::score).toList();
    writeScores(scores);
    writeCases(judged);
    run.draft().writeFile(FAILURES, failures(judged).getBytes(StandardCharsets.UTF_8));
    NamedTable table = table(scores);
    run.tables.add(table);
    scores.forEach(
        score -> {
          if (!score.passRate().exists()) {
            run.notes.add(
                "%s: not applicable: %s."
                    .formatted(score.behaviour().word(), score.passRate().reason()));
          }
        });
    List<String> missed =
        scores.stream()
            .filter(score -> !score.reaches(minPassRates.getOrDefault(score.behaviour(), 0.0)))
            .filter(score -> minPassRates.containsKey(score.behaviour()))
            .map(this::missed)
            .toList();
    if (!missed.isEmpty()) {
      run.failGate(
          "%s%nThe model does not behave as min-pass-rate asks for: %s. Failures stand in %s."
              .formatted(table.plain(), String.join("; ", missed), FAILURES));
    }
  }

  private String missed(BehaviourScore score) {
    Metric rate = score.passRate();
    return "%s passes %s, asked for %s"
        .formatted(
            score.behaviour().word(),
            rate.exists() ? Figures.decimal(rate) : "nowhere (" + rate.reason() + ")",
            decimal(minPassRates.get(score.behaviour())));
  }

  private NamedTable table(List<BehaviourScore> scores) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("check", "cases", "articles", "pass rate", "95 %", "mean |Δp|", "asked for"));
    for (BehaviourScore score : scores) {
      rows.add(
          List.of(
              score.behaviour().word(),
              String.valueOf(score.cases()),
              String.valueOf(score.articles()),
              Figures.decimal(score.passRate()),
              Figures.interval(score.passRate()),
              decimal(score.meanChange()),
              decimal(minPassRates.get(score.behaviour()))));
    }
    return new NamedTable("Behaviour", rows);
  }

  private static String decimal(@Nullable Double value) {
    return value == null ? Figures.NONE : Figures.decimal(value);
  }

  private void writeScores(List<BehaviourScore> scores) {
    List<Row> rows =
        scores.stream()
            .map(
                score -> {
                  Metric rate = score.passRate();
                  return RowFactory.create(
                      score.behaviour().word(),
                      score.cases(),
                      score.passed(),
                      score.articles(),
                      rate.value(),
                      rate.low(),
                      rate.high(),
                      score.meanChange(),
                      minPassRates.get(score.behaviour()),
                      rate.reason());
                })
            .toList();
    run.draft()
        .write(
            Table.BEHAVIOUR,
            run.session().createDataFrame(rows, Table.BEHAVIOUR.schema()),
            rows.size());
  }

  private void writeCases(List<CheckBehaviourStep.Judged> judged) {
    List<Row> rows = new ArrayList<>();
    for (CheckBehaviourStep.Judged ofBehaviour : judged) {
      for (int i = 0; i < ofBehaviour.outcomes().size(); i++) {
        BehaviourOutcome outcome = ofBehaviour.outcomes().get(i);
        BehaviourCase of = outcome.of();
        rows.add(
            RowFactory.create(
                of.behaviour().word(),
                i,
                outcome.passed(),
                of.articleId(),
                of.paragraphId(),
                of.before().questionId(),
                of.after().questionId(),
                of.label().label(),
                outcome.before(),
                outcome.after(),
                outcome.change(),
                of.before().question(),
                of.after().question(),
                of.before().text(),
                of.after().text()));
      }
    }
    run.draft()
        .write(
            Table.BEHAVIOUR_CASES,
            run.session().createDataFrame(rows, Table.BEHAVIOUR_CASES.schema()),
            rows.size());
  }

  private static String failures(List<CheckBehaviourStep.Judged> judged) {
    StringBuilder page = new StringBuilder("# Failures\n");
    for (CheckBehaviourStep.Judged ofBehaviour : judged) {
      Behaviour behaviour = ofBehaviour.score().behaviour();
      List<BehaviourOutcome> failed =
          ofBehaviour.outcomes().stream().filter(outcome -> !outcome.passed()).toList();
      page.append("\n## %s: %s\n".formatted(behaviour.word(), behaviour.promise()));
      String reason = ofBehaviour.score().passRate().reason();
      page.append(
          reason == null
              ? "\n%d of %d cases fail.\n".formatted(failed.size(), ofBehaviour.score().cases())
              : "\nNot applicable: %s.\n".formatted(reason));
      failed.stream().limit(FAILURES_SHOWN).forEach(failure -> page.append(describe(failure)));
    }
    return page.toString();
  }

  private static String describe(BehaviourOutcome failure) {
    BehaviourCase of = failure.of();
    return "\n### %s, labelled %s on %s\n\n- %s: %s\n  > %s\n\n- %s: %s\n  > %s\n"
        .formatted(
            of.articleId(),
            of.label().label(),
            of.before().questionId(),
            failure.before(),
            of.before().question(),
            of.before().text(),
            failure.after(),
            of.after().question(),
            of.after().text());
  }
}
