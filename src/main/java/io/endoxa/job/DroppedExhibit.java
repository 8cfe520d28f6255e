package io.endoxa.job;

import io.endoxa.error.UserException;
import io.endoxa.spark.ParquetRows;
import io.endoxa.spark.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
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
   * Every dropped line and every marked paragraph with its reason, by article, then counts.
   *
   * @throws UserException if the directory is not a run that labelled articles
   */
  public static String of(String run) {
    Configuration hadoop = new Configuration();
    requireTables(hadoop, run);
    SortedMap<String, List<String>> byArticle = new TreeMap<>();
    SortedMap<String, Integer> dropped = new TreeMap<>();
    SortedMap<String, Integer> marked = new TreeMap<>();
    collect(hadoop, run, Table.DROPPED, Table.REASON, "dropped", byArticle, dropped);
    collect(hadoop, run, Table.PARAGRAPHS, Table.MARK, "kept", byArticle, marked);
    StringBuilder text = new StringBuilder();
    byArticle.forEach(
        (article, lines) -> {
          text.append(article).append('\n');
          lines.forEach(line -> text.append(line).append('\n'));
          text.append('\n');
        });
    text.append("%d lines dropped%s%n".formatted(sum(dropped), counts(dropped)));
    text.append("%d paragraphs kept with a mark%s%n".formatted(sum(marked), counts(marked)));
    return text.toString();
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
    ParquetRows.Head rows = ParquetRows.head(hadoop, run + "/" + table.name(), Integer.MAX_VALUE);
    int article = rows.names().indexOf(Table.ARTICLE_ID);
    int reason = rows.names().indexOf(reasonColumn);
    int text = rows.names().indexOf(Table.TEXT);
    for (List<String> row : rows.rows()) {
      if (!row.get(reason).isEmpty()) {
        byArticle
            .computeIfAbsent(row.get(article), id -> new ArrayList<>())
            .add("%-8s %-28s %s".formatted(outcome, row.get(reason), row.get(text)));
        counts.merge(row.get(reason), 1, Integer::sum);
      }
    }
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
