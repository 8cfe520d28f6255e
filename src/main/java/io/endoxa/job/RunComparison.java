package io.endoxa.job;

import io.endoxa.spark.ParquetRows;
import io.endoxa.spark.RunStore;
import io.endoxa.spark.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/**
 * Whether two runs gave the same stances. Run ids differ by nature and are not compared.
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

  /** Compares the stances of two published runs. */
  public static RunComparison of(String first, String second) {
    Configuration hadoop = new Configuration();
    RunStore.readManifest(hadoop, first);
    RunStore.readManifest(hadoop, second);
    Map<List<String>, Map<String, String>> rows = rows(hadoop, first);
    Map<List<String>, Map<String, String>> others = rows(hadoop, second);
    List<String> differences = new ArrayList<>();
    double largest = 0;
    for (Map.Entry<List<String>, Map<String, String>> entry : rows.entrySet()) {
      Map<String, String> other = others.get(entry.getKey());
      if (other == null) {
        differences.add(entry.getKey() + " is in the first run alone");
        continue;
      }
      for (Map.Entry<String, String> field : entry.getValue().entrySet()) {
        String found = other.getOrDefault(field.getKey(), "");
        double distance = distance(field.getKey(), field.getValue(), found);
        largest = Math.max(largest, distance);
        if (distance > TOLERANCE) {
          differences.add(
              "%s %s: %s and %s"
                  .formatted(entry.getKey(), field.getKey(), field.getValue(), found));
        }
      }
    }
    others.keySet().stream()
        .filter(key -> !rows.containsKey(key))
        .forEach(key -> differences.add(key + " is in the second run alone"));
    List<String> lines =
        new ArrayList<>(differences.subList(0, Math.min(MOST_SHOWN, differences.size())));
    lines.add(
        "%,d and %,d rows of stances, %,d differences, largest distance of a probability %.1e"
            .formatted(rows.size(), others.size(), differences.size(), largest));
    return new RunComparison(differences.isEmpty(), lines);
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

  private static Map<List<String>, Map<String, String>> rows(Configuration hadoop, String run) {
    ParquetRows.Head table =
        ParquetRows.head(hadoop, run + "/" + Table.STANCES.name(), Integer.MAX_VALUE);
    Map<List<String>, Map<String, String>> rows = new HashMap<>();
    for (List<String> values : table.rows()) {
      Map<String, String> row = new HashMap<>();
      for (int i = 0; i < values.size(); i++) {
        row.put(table.names().get(i), values.get(i));
      }
      row.remove(RUN_ID);
      List<String> key = Table.STANCES.sortedBy().stream().map(row::get).toList();
      rows.put(key, row);
    }
    return rows;
  }
}
