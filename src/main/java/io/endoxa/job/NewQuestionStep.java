package io.endoxa.job;

import io.endoxa.annotate.DatasetPart;
import io.endoxa.classify.PairScorer;
import io.endoxa.codebook.Stance;
import io.endoxa.evaluate.ClusterBootstrap;
import io.endoxa.evaluate.MeanScores;
import io.endoxa.evaluate.Metric;
import io.endoxa.evaluate.NamedPredictions;
import io.endoxa.evaluate.SeedSpread;
import io.endoxa.evaluate.StancePredictions;
import io.endoxa.provenance.Json;
import io.endoxa.report.BenchmarkReport;
import io.endoxa.report.NewQuestionReport;
import io.endoxa.spark.JudgeReader;
import io.endoxa.spark.LinearHeadTrainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Treats each question of the codebook as new: draws a few labelled paragraphs of it from the train
 * part, learns from these alone, and scores another part. A judge is taken as it is and reads each
 * pair once.
 */
final class NewQuestionStep {
  private final RunContext run;
  private final JobSpec spec;
  private final NewQuestionSpec asked;
  private final TrainAndScored parts;
  private final List<FewLabels> drawn;

  private NewQuestionStep(RunContext run) {
    this.run = run;
    this.spec = run.spec();
    this.asked = Objects.requireNonNull(spec.newQuestion());
    this.parts = TrainAndScored.of(run, spec.part());
    this.drawn =
        IntStream.range(0, parts.train().codebook().questions().size() * asked.draws())
            .mapToObj(
                i ->
                    FewLabels.draw(
                        parts.train(),
                        i / asked.draws(),
                        asked.paragraphs(),
                        spec.seed(),
                        i % asked.draws()))
            .toList();
  }

  static void run(RunContext run) {
    Optional<SavedJudge> saved =
        Objects.requireNonNull(run.spec().newQuestion())
            .savedJudge(run.session().sparkContext().hadoopConfiguration());
    if (saved.isEmpty()) {
      run(run, null);
      return;
    }
    if (run.modelId == null) { // Else the run has trained one, and its own is what it holds.
      run.modelId = saved.get().manifest().modelId();
    }
    try (JudgeReader judge = saved.get().open()) {
      run(run, judge);
    }
  }

  /** Runs the step with this judge, or with heads alone. */
  static void run(RunContext run, @Nullable PairScorer judge) {
    new NewQuestionStep(run).score(judge);
  }

  private void score(@Nullable PairScorer judge) {
    run.counts.put("paragraphs of train", (long) parts.train().size());
    run.counts.put("paragraphs of " + spec.part().word(), (long) parts.scored().size());
    NewQuestionTrial.Judged judged = judge == null ? null : judged(judge);
    LinearHeadTrainer trainer =
        new LinearHeadTrainer(
            run.session(),
            LinearHeadTrainer.Settings.standard(spec.regularisation(), spec.vectorScale()));
    AtomicInteger done = new AtomicInteger();
    List<Map<String, StancePredictions>> trials =
        drawn.parallelStream()
            .map(
                few -> {
                  Map<String, StancePredictions> said =
                      new NewQuestionTrial(parts, few, trainer, judged).run();
                  run.say(
                      "%d of %d draws trained on and scored"
                          .formatted(done.incrementAndGet(), drawn.size()));
                  return said;
                })
            .toList();
    publish(trials);
  }

  /** The drawn pairs and all of the scored part; of the train part, nothing else. */
  private NewQuestionTrial.Judged judged(PairScorer judge) {
    JudgeAnswers scored = JudgeAnswers.of(parts.scored(), judge, run::say);
    run.counts.put(LabelStep.JUDGED_PAIRS, scored.pairs());
    if (run.spec().part() == DatasetPart.TRAIN) {
      return new NewQuestionTrial.Judged(scored, scored);
    }
    boolean[][] wanted =
        new boolean[parts.train().codebook().questions().size()][parts.train().size()];
    for (FewLabels few : drawn) {
      few.rows().forEach(row -> wanted[few.question()][row] = true);
    }
    JudgeAnswers labelled =
        JudgeAnswers.of(parts.train(), judge, (question, row) -> wanted[question][row], run::say);
    run.counts.put(LabelStep.JUDGED_PAIRS, scored.pairs() + labelled.pairs());
    return new NewQuestionTrial.Judged(labelled, scored);
  }

  private void publish(List<Map<String, StancePredictions>> trials) {
    List<NewQuestionReport.Score> scores =
        NewQuestionTrial.PREDICTORS.stream()
            .filter(trials.get(0)::containsKey)
            .map(of -> score(of, trials.stream().map(said -> said.get(of)).toList()))
            .toList();
    List<BenchmarkReport.Expected> expected =
        asked.expected().stream()
            .filter(figure -> figure.part().equals(spec.part().word()))
            .map(figure -> figure.beside(found(figure, scores)))
            .toList();
    NewQuestionReport report =
        new NewQuestionReport(
            spec.name(),
            asked.note(),
            spec.part().word(),
            asked.paragraphs(),
            asked.draws(),
            drawnMixes(),
            scores,
            expected);
    run.draft().writeFile(NewQuestionReport.FILE, Json.bytes(report));
    run.tables.addAll(report.tables());
    if (asked.note() != null) {
      run.notes.add(asked.note());
    }
    run.failUnexpected(
        expected.stream()
            .filter(figure -> !figure.holds())
            .map(BenchmarkReport.Expected::sentence));
  }

  /**
   * The figures of one predictor.
   *
   * @param trials what it said, draws of one question in a row
   */
  private NewQuestionReport.Score score(String of, List<StancePredictions> trials) {
    ClusterBootstrap bootstrap = ClusterBootstrap.standard(spec.seed());
    int draws = asked.draws();
    List<Metric> ofQuestions =
        IntStream.range(0, trials.size() / draws)
            .mapToObj(q -> trials.subList(q * draws, (q + 1) * draws))
            .map(ofQuestion -> MeanScores.of(ofQuestion, bootstrap).macroF1())
            .toList();
    List<Metric> ofDraws =
        IntStream.range(0, draws)
            .mapToObj(draw -> everyNth(trials, draw))
            .map(ofDraw -> new NamedPredictions(of, false, ofDraw).meanMacroF1())
            .toList();
    return new NewQuestionReport.Score(
        of,
        MeanScores.of(trials, bootstrap).macroF1(),
        SeedSpread.of(of, ofDraws).deviation(),
        ofQuestions);
  }

  private List<StancePredictions> everyNth(List<StancePredictions> trials, int draw) {
    return IntStream.range(0, trials.size())
        .filter(i -> i % asked.draws() == draw)
        .mapToObj(trials::get)
        .toList();
  }

  private static @Nullable Double found(
      ExpectedFigure figure, List<NewQuestionReport.Score> scores) {
    return scores.stream()
        .filter(score -> score.of().equals(figure.of()))
        .findFirst()
        .map(score -> score.mean().value())
        .orElse(null);
  }

  /** The draws of a question are alike in how many they have of each stance. */
  private List<NewQuestionReport.Drawn> drawnMixes() {
    List<NewQuestionReport.Drawn> mixes = new ArrayList<>();
    for (int i = 0; i < drawn.size(); i += asked.draws()) {
      FewLabels first = drawn.get(i);
      Map<String, Long> paragraphs = new TreeMap<>();
      for (Stance stance : parts.train().stances(first.rowArray(), first.question())) {
        paragraphs.merge(stance.label(), 1L, Long::sum);
      }
      mixes.add(
          new NewQuestionReport.Drawn(
              parts.train().codebook().questionIds().get(first.question()),
              paragraphs,
              drawn.subList(i, i + asked.draws()).stream()
                  .mapToLong(few -> few.articles(parts.train()).size())
                  .min()
                  .orElseThrow()));
    }
    return mixes;
  }
}
