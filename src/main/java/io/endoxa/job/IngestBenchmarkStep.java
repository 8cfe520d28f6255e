package io.endoxa.job;

import io.endoxa.annotate.LabelledDataset;
import io.endoxa.codebook.Codebook;
import io.endoxa.provenance.Json;
import io.endoxa.report.IngestReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Measures how well articles are read and cut, and holds the figures to what the job expects. */
final class IngestBenchmarkStep {
  private IngestBenchmarkStep() {}

  static void run(RunContext run) {
    IngestBenchmarkSpec spec = Objects.requireNonNull(run.spec().ingest());
    run.addInput(spec.pages());
    List<WebPage> pages = WebPage.readAll(spec.pages());
    run.counts.put("web pages", (long) pages.size());
    List<IngestReport.Figure> figures = new ArrayList<>();
    run.say("reading %,d web pages".formatted(pages.size()));
    figures.addAll(MainTextScores.of(pages));
    Path rules = spec.rules();
    if (rules != null) {
      run.addInput(rules);
      figures.addAll(SentenceScores.of(SentenceScores.read(rules)));
    }
    figures.addAll(LanguageScores.ofOwnSentences());
    String dataset = run.spec().dataset();
    if (dataset != null) {
      figures.addAll(ofDataset(run, Path.of(dataset)));
    }
    run.say("measuring speed");
    figures.addAll(IngestThroughput.of(pages));
    publish(run, spec, figures);
  }

  private static List<IngestReport.Figure> ofDataset(RunContext run, Path directory) {
    run.say("reading the articles of %s".formatted(directory));
    Codebook codebook = Codebook.read(run.spec().codebookFile().orElseThrow());
    LabelledDataset labels = LabelledDataset.read(directory, codebook);
    labels.files().forEach(run::addInput);
    DatasetArticles articles = DatasetArticles.read(directory);
    articles.files().forEach(run::addInput);
    List<IngestReport.Figure> figures = new ArrayList<>(VoiceScores.of(articles, labels));
    run.say("looking for copies of %,d articles".formatted(articles.articles().size()));
    figures.addAll(CopyScores.of(run.session(), articles, run.spec().seed()));
    return figures;
  }

  private static void publish(
      RunContext run, IngestBenchmarkSpec spec, List<IngestReport.Figure> figures) {
    List<IngestReport.Expected> expected =
        spec.expected().stream().map(figure -> figure.beside(figures)).toList();
    IngestReport report = new IngestReport(run.spec().name(), spec.note(), figures, expected);
    run.draft().writeFile(IngestReport.FILE, Json.bytes(report));
    run.tables.addAll(report.tables());
    if (spec.note() != null) {
      run.notes.add(spec.note());
    }
    run.failUnexpected(
        expected.stream().filter(figure -> !figure.holds()).map(IngestReport.Expected::sentence));
  }
}
