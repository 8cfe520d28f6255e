package io.endoxa.job;

import io.endoxa.error.UserException;
import io.endoxa.spark.ParquetRows;
import io.endoxa.spark.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** What cleaning took out of a run's articles, for a person who reviews it. */
public final class DroppedExhibit {
  private DroppedExhibit() {}

  /**
   * Prints every dropped line and every marked paragraph with its reason, by article, then counts.
   * Holds these lines, and no other rows.
   *
   * @throws UserException if the directory is not a run that labelled articles
   */
  public static void print(String run, PrintWriter out) {
    Configuration hadoop = new Configuration();
    requireTables(hadoop, run);
    SortedMap<String, List<String>> byArticle = new TreeMap<>();
    SortedMap<String, Integer> dropped = new TreeMap<>();
    SortedMap<String, Integer> marked = new TreeMap<>();
    collect(hadoop, run, Table.DROPPED, Table.REASON, "dropped", byArticle, dropped);
    collect(hadoop, run, Table.PARAGRAPHS, Table.MARK, "kept", byArticle, marked);
    byArticle.forEach(
        (article, lines) -> {
          out.println(article);
          lines.forEach(out::println);
          out.println();
        });
    out.printf(Locale.ROOT, "%d lines dropped%s%n", sum(dropped), counts(dropped));
    out.printf(Locale.ROOT, "%d paragraphs kept with a mark%s%n", sum(marked), counts(marked));
  }

  private static void requireTables(Configuration hadoop, String run) {
    try {
      FileSystem fileSystem = new Path(run).getFileSystem(hadoop);
      for (Table table : List.of(Table.DROPPED, Table.PARAGRAPHS)) {
        if (!fileSystem.exists(new Path(run, table.name()))) {
          throw new UserException(
              "'%s': is not a run that labelled articles: it has no tables dropped and paragraphs. Run 'scripts/endoxa list' to see the runs."
                  .formatted(run));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds the rows of a table that have a reason to the lines of their article. */
  private static void collect(
      Configuration hadoop,
      String run,
      Table table,
      String reasonColumn,
      String outcome,
      SortedMap<String, List<String>> byArticle,
      SortedMap<String, Integer> counts) {
    ParquetRows.forEach(
        hadoop,
        run + "/" + table.name(),
        List.of(Table.ARTICLE_ID, reasonColumn, Table.TEXT),
        row -> {
          String reason = row.get(1);
          if (!reason.isEmpty()) {
            byArticle
                .computeIfAbsent(row.get(0), id -> new ArrayList<>())
                .add("%-8s %-28s %s".formatted(outcome, reason, row.get(2)));
            counts.merge(reason, 1, Integer::sum);
          }
        });
  }

  private static int sum(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static String counts(Map<String, Integer> counts) {
    return counts.isEmpty()
        ? ""
        : counts.entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", ", ": ", ""));
  }
}
