package io.endoxa.job;

import io.endoxa.classify.JudgeFiles;
import io.endoxa.classify.StanceHead;
import io.endoxa.codebook.Codebook;
import io.endoxa.decide.Baselines;
import io.endoxa.decide.Calibration;
import io.endoxa.decide.CalibrationFit;
import io.endoxa.decide.HeldOut;
import io.endoxa.decide.JudgeUse;
import io.endoxa.decide.RiskRule;
import io.endoxa.decide.StanceModel;
import io.endoxa.encode.EncoderSpec;
import io.endoxa.report.Figures;
import io.endoxa.report.JudgeSection;
import io.endoxa.report.NamedTable;
import io.endoxa.report.QualityReport;
import io.endoxa.spark.JudgeReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The judge of a codebook, calibrated together with the heads: on what the heads say about the
 * paragraphs of the train part in cross-validation, and on what heads and judge say about those of
 * the development part. The latter are also what the model is measured on, with calibrations that
 * were fitted without a paragraph's article.
 */
final class CodebookJudge {
  private final JudgeStart start;
  private final JudgeFiles files;
  private final TrainingSet train;
  private final TrainingSet development;
  private final List<StanceHead> heads;
  private final JudgeAnswers answers;
  private final CalibrationFit fit;

  private CodebookJudge(
      JudgeStart start,
      JudgeFiles files,
      TrainingSet train,
      TrainingSet development,
      List<StanceHead> heads,
      HeldOut ofHeads,
      JudgeAnswers answers) {
    this.start = start;
    this.files = files;
    this.train = train;
    this.development = development;
    this.heads = List.copyOf(heads);
    this.answers = answers;
    this.fit = new CalibrationFit(ofHeads.and(heldOut().withJudge(answers.logits())));
  }

  /**
   * Trains and calibrates.
   *
   * @param development paragraphs that neither heads nor judge learn from
   * @param encoder that the judge is trained from
   * @param heads trained on all of {@code train}
   * @param ofHeads what heads say about {@code train} in cross-validation
   */
  static CodebookJudge train(
      RunContext run,
      JudgeStart start,
      TrainingSet train,
      TrainingSet development,
      EncoderSpec encoder,
      List<StanceHead> heads,
      HeldOut ofHeads) {
    JudgeFiles files = CodebookJudgeTraining.train(run, start, train, development, encoder);
    JudgeAnswers answers;
    try (JudgeReader reader = JudgeReader.open(files, encoder)) {
      answers = JudgeAnswers.of(development, reader, run::say);
    }
    CodebookJudge judge =
        new CodebookJudge(start, files, train, development, heads, ofHeads, answers);
    run.counts.put("labelled paragraphs of the development part", (long) development.size());
    run.tables.add(judge.uses());
    run.notes.addAll(judge.notes());
    return judge;
  }

  /** What the heads say about the development part. */
  private HeldOut heldOut() {
    int questions = development.codebook().questions().size();
    int[] rows = development.allRows();
    float[][][][] logits = new float[heads.size()][questions][][];
    for (int i = 0; i < logits.length; i++) {
      StanceHead head = heads.get(i);
      for (int q = 0; q < questions; q++) {
        logits[i][q] = development.logits(rows, q, row -> head);
      }
    }
    return new HeldOut(logits, development.positions(), development.articles());
  }

  /** Of heads and judge together. */
  Calibration calibration() {
    return fit.calibration();
  }

  /** Whether the model asks the judge about any question. */
  boolean isKept() {
    return fit.calibration().asksJudge();
  }

  /** What the model's directory holds of the judge: nothing if it is never asked. */
  SortedMap<String, byte[]> files() {
    return isKept() ? files.write() : new TreeMap<>();
  }

  /**
   * When labels count, so that at most this share of them is wrong. The train part cannot say: the
   * judge has learnt its paragraphs.
   */
  RiskRule riskRule(double maxError) {
    return RiskRule.fit(
        onDevelopment(fit.probabilities()),
        development.positions(),
        development.articles(),
        maxError);
  }

  /** The rows of the development part, which stand behind those of the train part. */
  private float[][][] onDevelopment(float[][][] ofAll) {
    return Arrays.stream(ofAll)
        .map(rows -> Arrays.copyOfRange(rows, train.size(), rows.length))
        .toArray(float[][][]::new);
  }

  /** The scores of baselines, heads, judge and model on the development part. */
  QualityReport quality(StanceModel model, Baselines baselines, JobSpec spec) {
    float[][][] ofHeads = onDevelopment(fit.headsProbabilities());
    float[][][] ofModel = onDevelopment(fit.probabilities());
    return Quality.ofJudgedModel(
        development,
        model,
        baselines,
        List.of(
            new Quality.Said(QualityReport.HEADS, question -> ofHeads[question]),
            Quality.Said.ofLogits(QualityReport.JUDGE, answers.logits()),
            new Quality.Said(QualityReport.MODEL, question -> ofModel[question])),
        spec);
  }

  /** For the model's card. */
  JudgeSection section() {
    return new JudgeSection(uses(), notes());
  }

  private NamedTable uses() {
    Codebook codebook = development.codebook();
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "question",
            "kept",
            "calls",
            "gate",
            "lost",
            "heads",
            "with judge",
            "error of gain",
            "pairs"));
    double calls = 0;
    for (int q = 0; q < fit.judgeUses().size(); q++) {
      JudgeUse use = fit.judgeUses().get(q);
      calls += use.callsPerThousandPairs();
      rows.add(
          List.of(
              codebook.questionIds().get(q),
              use.kept() ? "yes" : "no",
              decimals(0, use.callsPerThousandPairs()),
              use.gate().basis().name().toLowerCase(Locale.ROOT),
              decimals(2, 100 * use.lost()) + " %",
              Figures.decimal(use.headsLoss()),
              Figures.decimal(use.judgedLoss()),
              Figures.decimal(use.standardError()),
              String.valueOf(use.read())));
    }
    rows.add(List.of("all", "", decimals(0, calls), "", "", "", "", "", ""));
    return new NamedTable(
        "What the judge costs and brings: calls per 1,000 paragraphs, what its gate was fitted to, related pairs that the gate loses; log-loss of the pairs that it reads",
        rows);
  }

  private static String decimals(int digits, double value) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add("The judge started from %s.".formatted(start.words()));
    boolean trained = start.settings().epochs() > 0;
    notes.add(
        "Heads and judge are measured on the development part, from which neither learned; %s of its %s sources stand in the train part too. The same part chose %swhere the judge is kept and how far its gates open: on other articles expect a little less."
            .formatted(
                sharedSources(),
                development.sourceCount(),
                trained ? "the moment to stop the judge, " : ""));
    if (trained) {
      notes.add(
          "The row '%s' is the judge alone. It was trained with as many unrelated pairs as related ones, so it finds more related pairs than there are; in the model, fitted weights take that back."
              .formatted(QualityReport.JUDGE));
    }
    if (!isKept()) {
      notes.add(
          "No question has a log-loss that is lower with the judge by more than a standard error: the model goes without it.");
    }
    return notes;
  }

  private long sharedSources() {
    Set<String> known = new HashSet<>(train.groups());
    return development.groups().stream().distinct().filter(known::contains).count();
  }
}
