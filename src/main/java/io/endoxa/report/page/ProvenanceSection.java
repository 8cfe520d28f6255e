package io.endoxa.report.page;

import io.endoxa.provenance.FileEntry;
import io.endoxa.provenance.RunManifest;
import io.endoxa.report.Figures;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What made the run, and how to check that it is as it was written. */
final class ProvenanceSection {
  private ProvenanceSection() {}

  static void write(Html html, RunPage page) {
    RunManifest run = page.manifest();
    html.open("section", "id", "provenance").element("h2", "Where this comes from");
    html.paragraph(
        "manifest.json beside this page has the SHA-256 of every file; scripts/endoxa show RUN --verify checks them.");
    html.openTable("The run", List.of("what", "value"));
    row(html, "run", run.runId());
    row(html, "job", run.job());
    row(html, "begun", run.startedAt());
    row(html, "model", run.modelId());
    row(html, "codebook", run.codebook());
    row(html, "encoder", run.encoder());
    row(html, "seed", String.valueOf(run.seed()));
    row(html, "processor", run.cpu());
    row(
        html,
        "inputs",
        "%s files, %s: all that the run read, not articles alone"
            .formatted(Words.whole(run.inputs().size()), Figures.bytes(bytes(run.inputs()))));
    row(html, "versions", joined(run.versions()));
    html.closeTable();
    html.openDetails("Every key of the job");
    html.openTable("The job's keys with the values that were used", List.of("key", "value"));
    new TreeMap<>(run.spec()).forEach((key, value) -> row(html, key, value));
    html.closeTable().close("details");
    tables(html, run.outputs());
    html.close("section");
  }

  private static void tables(Html html, List<RunManifest.TableEntry> outputs) {
    if (outputs.isEmpty()) {
      return;
    }
    html.openDetails("The tables of the run");
    html.openTable("Tables, in Parquet", List.of("table", "#rows", "#files", "#size"));
    for (RunManifest.TableEntry table : outputs) {
      html.row(
          List.of(
              Html.Cell.text(table.table()),
              Html.Cell.number(Words.whole(table.rows())),
              Html.Cell.number(Words.whole(table.files().size())),
              Html.Cell.number(Figures.bytes(bytes(table.files())))));
    }
    html.closeTable().close("details");
  }

  private static String joined(java.util.Map<String, String> versions) {
    return new TreeMap<>(versions)
        .entrySet().stream()
            .map(version -> version.getKey() + " " + version.getValue())
            .collect(Collectors.joining(", "));
  }

  private static void row(Html html, String name, @Nullable String value) {
    html.row(List.of(Html.Cell.text(name), Html.Cell.text(value == null ? Words.NONE : value)));
  }

  private static long bytes(List<FileEntry> files) {
    return files.stream().mapToLong(FileEntry::bytes).sum();
  }
}
