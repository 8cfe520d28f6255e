package io.endoxa.job;

import io.endoxa.error.UserException;
import io.endoxa.report.IngestReport;
import io.endoxa.yaml.YamlMap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a benchmark of ingest measures beside the dataset, and what it expects.
 *
 * @param pages web pages with their expected text
 * @param rules of sentence splitting; null to leave them out
 * @param note printed with the results
 */
record IngestBenchmarkSpec(
    Path pages, @Nullable Path rules, @Nullable String note, List<Expected> expected) {
  IngestBenchmarkSpec {
    expected = List.copyOf(expected);
  }

  /** A figure, where the job file expects it, and how far from it a found one may lie. */
  record Expected(String place, IngestReport.Figure figure, double within) {
    private static final double MOST = 1e9;

    static Expected read(YamlMap map) {
      map.onlyKnownKeys(List.of("section", "of", "part", "metric", "figure", "within"));
      return new Expected(
          map.place(),
          new IngestReport.Figure(
              map.string("section"),
              map.string("of"),
              map.stringOr("part", ALL),
              map.string("metric"),
              map.number("figure", 0, MOST)),
          map.number("within", 0, MOST));
    }

    IngestReport.Expected beside(List<IngestReport.Figure> figures) {
      Double found =
          figures.stream()
              .filter(figure::isSameAs)
              .map(IngestReport.Figure::value)
              .findFirst()
              .orElse(null);
      return new IngestReport.Expected(place, figure, within, found);
    }
  }

  static final String ALL = "all";

  static IngestBenchmarkSpec read(Path file, YamlMap map) {
    String pages = map.string(JobKey.PAGES.word());
    if (!map.has(JobKey.DATA.word())) {
      throw new UserException(
          "%s needs data=DIRECTORY with %s, which is not part of Endoxa. Add --set data=DIRECTORY."
              .formatted(file, pages));
    }
    Path data = Path.of(map.string(JobKey.DATA.word()));
    String rules = map.stringOrNull(JobKey.RULES.word());
    return new IngestBenchmarkSpec(
        data.resolve(pages),
        rules == null ? null : data.resolve(rules),
        map.stringOrNull(JobKey.NOTE.word()),
        map.has(JobKey.EXPECTED.word())
            ? map.maps(JobKey.EXPECTED.word()).stream().map(Expected::read).toList()
            : List.of());
  }

  /** Throws if a file is missing. */
  void requireFiles() {
    for (Path file : rules == null ? List.of(pages) : List.of(pages, rules)) {
      if (!Files.isRegularFile(file)) {
        throw new UserException(
            "%s: there is no such file. Check 'data', the directory of the data set's files."
                .formatted(file));
      }
    }
  }
}
