package io.endoxa.job;

import io.endoxa.classify.JudgeFiles;
import io.endoxa.classify.StanceHead;
import io.endoxa.codebook.Codebook;
import io.endoxa.decide.Calibration;
import io.endoxa.decide.CalibrationFit;
import io.endoxa.decide.HeldOut;
import io.endoxa.decide.JudgeUse;
import io.endoxa.decide.RiskRule;
import io.endoxa.encode.EncoderSpec;
import io.endoxa.report.Figures;
import io.endoxa.report.JudgeSection;
import io.endoxa.report.NamedTable;
import io.endoxa.report.QualityReport;
import io.endoxa.report.SearchReport;
import io.endoxa.spark.JudgeReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The judge of a codebook, calibrated together with the heads on paragraphs that neither has
 * learnt, which are also what the model is measured on, with calibrations that were fitted without
 * a paragraph's article. These are the paragraphs of the development part; for a judge that is
 * taken as it is those of the training part, about which the heads say something in
 * cross-validation.
 */
final class CodebookJudge {
  private final JudgeStart start;
  private final JudgeFiles files;
  private final TrainingSet read;
  private final JudgeAnswers answers;
  private final CalibrationFit fit;
  private final int rowsBefore;
  private final String measured;
  private final List<SearchReport.Tried> tried;

  /**
   * A calibrated judge.
   *
   * @param read the paragraphs that it has read
   * @param rowsBefore how many rows of {@code fit} stand before theirs
   * @param measured on what heads and judge are measured, for people
   * @param tried its settings; empty if none were searched
   */
  private CodebookJudge(
      JudgeStart start,
      JudgeFiles files,
      TrainingSet read,
      JudgeAnswers answers,
      CalibrationFit fit,
      int rowsBefore,
      String measured,
      List<SearchReport.Tried> tried) {
    this.start = start;
    this.files = files;
    this.read = read;
    this.answers = answers;
    this.fit = fit;
    this.rowsBefore = rowsBefore;
    this.measured = measured;
    this.tried = tried;
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
    CodebookJudgeTraining.Found found =
        CodebookJudgeTraining.train(run, start, train, development, encoder);
    JudgeFiles files = found.files();
    JudgeAnswers answers = answers(run, files, encoder, development);
    HeldOut read = heldOut(heads, development).withJudge(answers.logits());
    run.counts.put("labelled paragraphs of the development part", (long) development.size());
    String measured =
        "Heads and judge are measured on the development part, from which neither learned; %s of its %s sources stand in the train part too. The same part chose the moment to stop the judge, where the judge is kept and how far its gates open: on other articles expect a little less."
            .formatted(sharedSources(train, development), development.sourceCount());
    return new CodebookJudge(
            start,
            files,
            development,
            answers,
            new CalibrationFit(ofHeads.and(read)),
            train.size(),
            measured,
            found.tried())
        .reportTo(run);
  }

  /**
   * Calibrates a judge that is taken as it is.
   *
   * @param set paragraphs that it has not learnt
   * @param ofHeads what heads say about them in cross-validation
   */
  static CodebookJudge asItIs(RunContext run, JudgeStart start, TrainingSet set, HeldOut ofHeads) {
    SavedJudge saved = Objects.requireNonNull(start.saved());
    JudgeAnswers answers = answers(run, saved.files(), saved.encoder(), set);
    String measured =
        "Heads are measured in cross-validation, and the judge has learnt none of the paragraphs. The same paragraphs chose where the judge is kept and how far its gates open: on other articles expect a little less.";
    return new CodebookJudge(
            start,
            saved.files(),
            set,
            answers,
            new CalibrationFit(ofHeads.withJudge(answers.logits())),
            0,
            measured,
            List.of())
        .reportTo(run);
  }

  private static JudgeAnswers answers(
      RunContext run, JudgeFiles files, EncoderSpec encoder, TrainingSet set) {
    try (JudgeReader reader = JudgeReader.open(files, encoder)) {
      return JudgeAnswers.of(set, reader, run::say);
    }
  }

  private CodebookJudge reportTo(RunContext run) {
    run.tables.add(uses());
    run.notes.addAll(notes());
    return this;
  }

  /** What the heads say about the development part. */
  private static HeldOut heldOut(List<StanceHead> heads, TrainingSet development) {
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

  /** Its settings that were tried; empty if none were searched. */
  List<SearchReport.Tried> tried() {
    return tried;
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
   * When labels count, so that at most this share of them is wrong. Paragraphs that the judge has
   * learnt cannot say.
   */
  RiskRule riskRule(double maxError) {
    return RiskRule.fit(ofRead(fit.probabilities()), read.positions(), read.articles(), maxError);
  }

  /** The rows of the paragraphs that the judge has read. */
  private float[][][] ofRead(float[][][] ofAll) {
    return Arrays.stream(ofAll)
        .map(rows -> Arrays.copyOfRange(rows, rowsBefore, rows.length))
        .toArray(float[][][]::new);
  }

  /** Whether it has learnt nothing here, so that all is measured in cross-validation. */
  boolean isAsItIs() {
    return !start.trains();
  }

  /** The paragraphs that heads, judge and model are measured on. */
  TrainingSet read() {
    return read;
  }

  /** What heads, judge and model say about them; the model last. */
  List<Quality.Said> said() {
    float[][][] ofHeads = ofRead(fit.headsProbabilities());
    float[][][] ofModel = ofRead(fit.probabilities());
    return List.of(
        new Quality.Said(QualityReport.HEADS, question -> ofHeads[question]),
        Quality.Said.ofLogits(QualityReport.JUDGE, answers.logits()),
        new Quality.Said(QualityReport.MODEL, question -> ofModel[question]));
  }

  /** For the model's card. */
  JudgeSection section() {
    return new JudgeSection(uses(), notes());
  }

  private NamedTable uses() {
    Codebook codebook = read.codebook();
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
    notes.add(measured);
    if (start.trains()) {
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

  private static long sharedSources(TrainingSet train, TrainingSet development) {
    Set<String> known = new HashSet<>(train.groups());
    return development.groups().stream().distinct().filter(known::contains).count();
  }
}
