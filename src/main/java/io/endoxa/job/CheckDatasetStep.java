package io.endoxa.job;

import io.endoxa.annotate.AnnotatorAgreement;
import io.endoxa.annotate.CheckResult;
import io.endoxa.annotate.DatasetComposition;
import io.endoxa.annotate.DatasetExpectations;
import io.endoxa.annotate.DatasetParagraph;
import io.endoxa.annotate.DatasetPart;
import io.endoxa.annotate.DatasetSplits;
import io.endoxa.annotate.LabelMatcher;
import io.endoxa.annotate.LabelledDataset;
import io.endoxa.annotate.MinimalPairs;
import io.endoxa.annotate.ParagraphLabels;
import io.endoxa.annotate.SharedWordRuns;
import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Stance;
import io.endoxa.error.UserException;
import io.endoxa.evaluate.Agreement;
import io.endoxa.evaluate.ClusterBootstrap;
import io.endoxa.evaluate.Metric;
import io.endoxa.report.DatasetCard;
import io.endoxa.report.NamedTable;
import io.endoxa.spark.ArticleLedger;
import io.endoxa.spark.LinearHeadTrainer;
import io.endoxa.spark.NearDuplicates;
import io.endoxa.spark.Table;
import io.endoxa.text.source.ArticleFields;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Holds a labelled dataset to what its {@code checks.yaml} promises. */
final class CheckDatasetStep {
  /** Of the probes. Not the job key's default, so that what passes does not move with that. */
  private static final double REGULARISATION = 1e-3;

  private final RunContext run;
  private final Path directory;
  private final Codebook codebook;
  private final LabelledDataset dataset;
  private final DatasetExpectations expected;
  private final List<CheckResult> results = new ArrayList<>();
  private @Nullable NamedTable agreementTable;

  private CheckDatasetStep(RunContext run) {
    JobSpec spec = run.spec();
    this.run = run;
    this.directory = Path.of(spec.datasetOrThrow());
    this.codebook = Codebook.read(spec.codebookFile().orElseThrow());
    this.dataset = LabelledDataset.read(directory, codebook);
    this.expected = DatasetExpectations.read(directory.resolve(DatasetExpectations.FILE));
  }

  static void run(RunContext run) {
    new CheckDatasetStep(run).check();
  }

  private void check() {
    run.codebook = codebook.label();
    run.addInput(run.spec().codebookFile().orElseThrow());
    run.addInput(directory.resolve(DatasetExpectations.FILE));
    dataset.files().forEach(run::addInput);
    List<String> files = run.files(List.of(directory + "/articles"));
    run.say("reading %,d files".formatted(files.size()));
    List<Row> rows;
    try (ArticleLedger ledger = ArticleLedger.of(run.session(), files, ArticleFields.STANDARD)) {
      run.addInputs(ledger.files());
      run.counts.put("articles read", ledger.count().read());
      results.addAll(ArticleChecks.check(ledger, dataset, expected));
      rows = candidates(ledger);
    }
    Map<Integer, ParagraphLabels> labels = finalLabels(rows);
    List<DatasetParagraph> paragraphs = paragraphs(rows, labels);
    run.counts.put("labelled paragraphs", (long) paragraphs.size());
    if (!paragraphs.isEmpty()) {
      unlabelledAndRepeated(rows, labels);
      checkLabelled(paragraphs);
    }
    writeCard(paragraphs);
    new CheckReport(run, directory, results).publish(paragraphs);
  }

  /** Of what is labelled, whether the checks pass or not: the run says which do. */
  private void writeCard(List<DatasetParagraph> paragraphs) {
    List<DatasetCard.Part> parts = new ArrayList<>();
    if (dataset.hasSplits()) {
      for (DatasetPart part :
          List.of(DatasetPart.TRAIN, DatasetPart.DEVELOPMENT, DatasetPart.TEST)) {
        parts.add(part(part.word(), paragraphs.stream().filter(p -> p.part().equals(part.word()))));
      }
    }
    parts.add(part("all", paragraphs.stream()));
    run.draft()
        .writeFile(
            DatasetCard.FILE,
            DatasetCard.of(
                    DatasetFactsFile.read(directory),
                    codebook,
                    parts,
                    agreementTable,
                    run.spec().command())
                .getBytes(StandardCharsets.UTF_8));
  }

  private DatasetCard.Part part(String name, Stream<DatasetParagraph> labelled) {
    List<DatasetParagraph> paragraphs = labelled.toList();
    Map<String, Map<Stance, Long>> stances = new HashMap<>();
    for (DatasetParagraph paragraph : paragraphs) {
      paragraph
          .labels()
          .stances()
          .forEach(
              (question, stance) ->
                  stances
                      .computeIfAbsent(question, id -> new EnumMap<>(Stance.class))
                      .merge(stance, 1L, Long::sum));
    }
    return new DatasetCard.Part(
        name,
        paragraphs.size(),
        paragraphs.stream().map(DatasetParagraph::articleId).distinct().count(),
        paragraphs.stream().map(DatasetParagraph::source).distinct().count(),
        stances);
  }

  private void checkLabelled(List<DatasetParagraph> paragraphs) {
    results.addAll(DatasetComposition.check(codebook, paragraphs, expected));
    if (expected.pairs() > 0 || paragraphs.stream().anyMatch(p -> p.labels().pairId() != null)) {
      results.addAll(MinimalPairs.check(paragraphs, expected));
    }
    results.addAll(DatasetSplits.check(paragraphs));
    Integer sharedWords = expected.sharedWords();
    if (sharedWords != null) {
      run.say("looking for copied text");
      results.add(SharedWordRuns.check(paragraphs, sharedWords));
    }
    Double nearDuplicate = expected.nearDuplicate();
    if (nearDuplicate != null && DatasetSplits.exist(paragraphs)) {
      results.add(nearDuplicates(paragraphs, nearDuplicate));
    }
    Double leakage = expected.leakage();
    if (leakage != null) {
      run.say("training the leakage probes");
      LinearHeadTrainer trainer =
          new LinearHeadTrainer(
              run.session(), LinearHeadTrainer.Settings.standard(REGULARISATION, 1));
      results.addAll(new LeakageProbes(trainer, codebook, paragraphs, leakage).check());
    }
  }

  /**
   * What labels may belong to. Unlike in training, a text that another article has too stays, so
   * that labelled copies are found; of a text that its own article repeats, the first stays.
   */
  private static List<Row> candidates(ArticleLedger ledger) {
    Set<String> textsOfArticles = new HashSet<>();
    return ledger
        .paragraphs()
        .select(
            Table.ARTICLE_ID,
            Table.PARAGRAPH_INDEX,
            Table.SOURCE,
            Table.TEXT,
            Table.PARAGRAPH_ID,
            Table.DUPLICATE_OF)
        .orderBy(Table.ARTICLE_ID, Table.PARAGRAPH_INDEX)
        .collectAsList()
        .stream()
        .filter(
            row -> {
              String firstWithText = row.getString(repeats(row) ? 5 : 4);
              return textsOfArticles.add(row.getString(0) + " " + firstWithText);
            })
        .toList();
  }

  private static boolean repeats(Row row) {
    return !row.isNullAt(5);
  }

  private static String place(Row row) {
    return row.getString(0) + "#" + row.getInt(1);
  }

  /** By row; none if labels do not fit the rows or are tied, which is then among the results. */
  private Map<Integer, ParagraphLabels> finalLabels(List<Row> rows) {
    List<LabelMatcher.Candidate> candidates = TrainingSet.candidates(rows);
    try {
      Map<Integer, List<ParagraphLabels>> individual = dataset.individualLabels(candidates);
      agreement(
          new AnnotatorAgreement(individual.values(), ClusterBootstrap.standard(run.spec().seed())),
          individual.size());
      return dataset.finalLabels(individual, candidates);
    } catch (UserException e) {
      results.add(
          CheckResult.failed("labels of paragraphs", e, "each fits one paragraph, none is tied"));
      return Map.of();
    }
  }

  private List<DatasetParagraph> paragraphs(List<Row> rows, Map<Integer, ParagraphLabels> labels) {
    List<DatasetParagraph> paragraphs = new ArrayList<>();
    labels.forEach(
        (position, ofRow) -> {
          Row row = rows.get(position);
          paragraphs.add(
              new DatasetParagraph(
                  row.getString(0),
                  row.getInt(1),
                  TrainingSet.group(row.getAs(Table.SOURCE), row.getString(0)),
                  dataset.partOf(row.getString(0)).map(DatasetPart::word).orElse(""),
                  row.getString(3),
                  ofRow));
        });
    return paragraphs;
  }

  private void unlabelledAndRepeated(List<Row> rows, Map<Integer, ParagraphLabels> labels) {
    Map<String, String> places = new HashMap<>();
    rows.forEach(row -> places.put(row.getString(4), place(row)));
    List<String> unlabelled = new ArrayList<>();
    List<String> repeated = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      if (!labels.containsKey(i) && !repeats(row)) {
        unlabelled.add(place(row));
      } else if (labels.containsKey(i) && repeats(row)) {
        repeated.add("%s has the text of %s".formatted(place(row), places.get(row.getString(5))));
      }
    }
    results.add(CheckResult.none("paragraphs without labels", unlabelled));
    results.add(CheckResult.none("labelled paragraphs that repeat another", repeated));
  }

  private void agreement(AnnotatorAgreement agreement, int paragraphs) {
    Double secondShare = expected.secondShare();
    if (secondShare != null) {
      results.add(
          CheckResult.atLeast(
              "share of paragraphs with two annotators",
              paragraphs == 0 ? 0 : (double) agreement.paragraphs() / paragraphs,
              secondShare));
    }
    NamedTable table = AgreementTable.of(agreement, codebook);
    if (table == null) {
      return;
    }
    agreementTable = table;
    agreement
        .lowestStances(codebook)
        .forEach(
            (question, kappa) -> {
              Double least = expected.kappa();
              if (least != null) {
                results.add(kappa(question, kappa, least));
              }
            });
    run.tables.add(table);
  }

  /** A kappa without a value cannot keep the promise; its reason is what was found. */
  private static CheckResult kappa(String question, Agreement kappa, double least) {
    String check = "kappa of " + question;
    Metric value = kappa.value();
    return value.exists()
        ? CheckResult.atLeast(check, value.orThrow(), least)
        : CheckResult.unknown(check, String.valueOf(value.reason()), least);
  }

  private CheckResult nearDuplicates(List<DatasetParagraph> paragraphs, double similarity) {
    List<NearDuplicates.Candidate> candidates =
        paragraphs.stream()
            .map(p -> new NearDuplicates.Candidate(p.place(), p.part(), p.text()))
            .toList();
    return CheckResult.none(
        "near-duplicates in two parts",
        NearDuplicates.find(run.session(), candidates, similarity, run.spec().seed()).stream()
            .map(
                pair ->
                    String.format(
                        Locale.ROOT,
                        "%s and %s: %.2f alike",
                        pair.one(),
                        pair.other(),
                        pair.similarity()))
            .toList());
  }
}
