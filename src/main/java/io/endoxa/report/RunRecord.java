package io.endoxa.report;

import io.endoxa.provenance.FileEntry;
import io.endoxa.provenance.RunManifest;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A run's manifest for people; its counts stand in the {@link RunSummary}. */
public final class RunRecord {
  private RunRecord() {}

  /** A section in Markdown: what made the run, and what it holds. */
  public static String markdown(RunManifest run) {
    StringBuilder text = new StringBuilder("\n## Manifest\n\n");
    line(text, "job", run.job());
    line(text, "started", run.startedAt());
    line(text, "wall time", Figures.duration(run.wallSeconds()));
    line(text, "model", run.modelId());
    line(text, "codebook", run.codebook());
    line(text, "encoder", run.encoder());
    line(text, "seed", String.valueOf(run.seed()));
    line(text, "CPU", run.cpu());
    line(
        text,
        "versions",
        new TreeMap<>(run.versions())
            .entrySet().stream()
                .map(version -> version.getKey() + " " + version.getValue())
                .collect(Collectors.joining(", ")));
    line(text, "inputs", files(run.inputs()));
    if (!run.outputs().isEmpty()) {
      text.append('\n').append(tables(run.outputs()).markdown());
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String name, @Nullable String value) {
    text.append("- ").append(name).append(": ");
    text.append(value == null || value.isEmpty() ? Figures.NONE : value).append('\n');
  }

  private static String files(List<FileEntry> files) {
    return "%s files, %s".formatted(Figures.whole(files.size()), Figures.bytes(bytes(files)));
  }

  private static long bytes(List<FileEntry> files) {
    return files.stream().mapToLong(FileEntry::bytes).sum();
  }

  private static TextTable tables(List<RunManifest.TableEntry> tables) {
    TextTable text = new TextTable().row(List.of("table", "rows", "files", "size"));
    for (RunManifest.TableEntry table : tables) {
      text.row(
          List.of(
              table.table(),
              Figures.whole(table.rows()),
              Figures.whole(table.files().size()),
              Figures.bytes(bytes(table.files()))));
    }
    return text;
  }
}
