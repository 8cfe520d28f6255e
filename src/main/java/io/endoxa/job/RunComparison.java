package io.endoxa.job;

import io.endoxa.error.UserException;
import io.endoxa.spark.ParquetCursor;
import io.endoxa.spark.ParquetRows;
import io.endoxa.spark.RunStore;
import io.endoxa.spark.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;

/**
 * Whether two runs gave the same stances. Run ids differ by nature and are not compared. Both
 * tables are read once, side by side, and a row of each is held at a time.
 *
 * @param equal whether they did
 * @param lines what was found, for people
 */
public record RunComparison(boolean equal, List<String> lines) {
  private static final double TOLERANCE = 1e-6;
  private static final int MOST_SHOWN = 10;
  private static final String RUN_ID = "run_id";

  public RunComparison {
    lines = List.copyOf(lines);
  }

  /**
   * Compares the stances of two published runs.
   *
   * @throws UserException if one is no run, is damaged, or is not sorted as it was published
   */
  public static RunComparison of(String first, String second) {
    Configuration hadoop = new Configuration();
    RunStore.readManifest(hadoop, first);
    RunStore.readManifest(hadoop, second);
    Findings findings = new Findings();
    try (Stances left = new Stances(hadoop, first);
        Stances right = new Stances(hadoop, second)) {
      Map<String, String> row = left.next();
      Map<String, String> other = right.next();
      while (!row.isEmpty() || !other.isEmpty()) {
        int order = row.isEmpty() ? 1 : other.isEmpty() ? -1 : key(row).compareTo(key(other));
        if (order < 0) {
          findings.add(key(row) + " is in the first run alone");
        } else if (order > 0) {
          findings.add(key(other) + " is in the second run alone");
        } else {
          findings.compare(row, other);
        }
        row = order <= 0 ? left.next() : row;
        other = order >= 0 ? right.next() : other;
      }
      return findings.of(left.count, right.count);
    }
  }

  private static String key(Map<String, String> row) {
    return Table.STANCES.sortedBy().stream()
        .map(column -> row.getOrDefault(column, ""))
        .collect(Collectors.joining(" "));
  }

  /** What differs: all of it is counted, and the first is kept. */
  private static final class Findings {
    private final List<String> shown = new ArrayList<>();
    private long differences;
    private double largest;

    void add(String difference) {
      differences++;
      if (shown.size() < MOST_SHOWN) {
        shown.add(difference);
      }
    }

    void compare(Map<String, String> row, Map<String, String> other) {
      Set<String> columns = new LinkedHashSet<>(row.keySet());
      columns.addAll(other.keySet());
      for (String column : columns) {
        String value = row.getOrDefault(column, "");
        String found = other.getOrDefault(column, "");
        double distance = distance(column, value, found);
        largest = Math.max(largest, distance);
        if (distance > TOLERANCE) {
          add("%s %s: %s and %s".formatted(key(row), column, value, found));
        }
      }
    }

    /** 0 for equal fields; the distance for probabilities, infinite for anything else. */
    private static double distance(String column, String first, String second) {
      if (first.equals(second)) {
        return 0;
      }
      boolean number = column.startsWith("p_") || column.equals("confidence");
      return number
          ? Math.abs(Double.parseDouble(first) - Double.parseDouble(second))
          : Double.POSITIVE_INFINITY;
    }

    RunComparison of(long first, long second) {
      List<String> lines = new ArrayList<>(shown);
      lines.add(
          "%,d and %,d rows of stances, %,d differences, largest distance of a probability %.1e"
              .formatted(first, second, differences, largest));
      return new RunComparison(differences == 0, lines);
    }
  }

  /** The stances of a run, in the order of their key. */
  private static final class Stances implements AutoCloseable {
    private final String run;
    private final List<String> columns;
    private final ParquetCursor rows;
    private String last = "";
    private long count;

    Stances(Configuration hadoop, String run) {
      this.run = run;
      String table = run + "/" + Table.STANCES.name();
      this.columns =
          ParquetRows.columns(hadoop, table).stream()
              .filter(column -> !column.equals(RUN_ID))
              .toList();
      this.rows = new ParquetCursor(hadoop, table, columns);
    }

    /** Column and text; empty after the last row. */
    Map<String, String> next() {
      List<String> values = rows.next();
      if (values == null) {
        return Map.of();
      }
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < values.size(); i++) {
        row.put(columns.get(i), values.get(i));
      }
      if (key(row).compareTo(last) <= 0) {
        throw new UserException(
            "run '%s': in the table %s, %s stands behind %s, expected the rows in the order of their key, each once, as they were published. scripts/endoxa show %s --verify tells whether its files are as written."
                .formatted(run, Table.STANCES.name(), key(row), last, run));
      }
      last = key(row);
      count++;
      return row;
    }

    @Override
    public void close() {
      rows.close();
    }
  }
}
