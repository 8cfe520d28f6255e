package io.endoxa.job;

import io.endoxa.provenance.Json;
import io.endoxa.report.IngestReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

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
    run.say("measuring speed");
    figures.addAll(IngestThroughput.of(pages));
    publish(run, spec, figures);
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
    String failed =
        expected.stream()
            .filter(figure -> !figure.holds())
            .map(figure -> figure.sentence() + ".\n")
            .collect(Collectors.joining());
    if (!failed.isEmpty()) {
      run.failGate(failed + "Find out what changed the figure; if it is right, write it down.");
    }
  }
}
