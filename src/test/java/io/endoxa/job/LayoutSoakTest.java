package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.spark.SharedSpark;
import io.endoxa.spark.TinyModel;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One machine lays the work of a label job out in many ways; {@link ClusterSoakTest} has two
 * executors do so. Chunks are kept apart, so that each way computes all of it.
 */
@Tag("soak")
@Tag("promise-6")
class LayoutSoakTest {
  private static final String ADAPTIVE = "spark.sql.adaptive.enabled";
  private static final String SHUFFLE = "spark.sql.shuffle.partitions";
  private static final PrintStream OUT = System.out;

  @TempDir private Path temporary;

  @AfterEach
  void asBefore() {
    SparkSession session = SharedSpark.session();
    session.conf().unset(ADAPTIVE);
    session.conf().set(SHUFFLE, "2");
  }

  private String label(Path model, Path input, int partitions, boolean adaptive) {
    SparkSession session = SharedSpark.session();
    session.conf().set(ADAPTIVE, Boolean.toString(adaptive));
    session.conf().set(SHUFFLE, Integer.toString(partitions));
    return TrainedRun.run(
            "jobs/label.yaml",
            "model=" + model,
            "input=" + input,
            "output=" + temporary.resolve("on-%d-%s".formatted(partitions, adaptive)),
            "partitions=" + partitions,
            "max-quarantined=0.5")
        .directory();
  }

  private static List<String> differences(String first, String other) throws Exception {
    List<String> differences = new ArrayList<>(TableRows.differences(first, other));
    RunComparison stances = RunComparison.of(first, other);
    if (!stances.equal()) {
      differences.addAll(stances.lines());
    }
    Map<String, Long> counts = TrainedRun.manifest(first).counts();
    if (!TrainedRun.manifest(other).counts().equals(counts)) {
      differences.add("counts: %s, not %s".formatted(TrainedRun.manifest(other).counts(), counts));
    }
    return differences;
  }

  private static void report(String what, int figure) {
    OUT.println("soak | 6 | %s | %d | 0".formatted(what, figure));
  }

  @Test
  void headsGiveTheSameRowsOnAnyLayout() throws Exception {
    Path model = TinyModel.writeTo(temporary.resolve("model"));
    Path input = MadeNews.write(temporary.resolve("news"), 60, 3);
    String first = label(model, input, 2, true);
    List<String> differences = new ArrayList<>();
    int layouts = 1;
    for (int partitions : List.of(1, 2, 7, 64)) {
      for (boolean adaptive : List.of(true, false)) {
        if (partitions != 2 || !adaptive) {
          differences.addAll(differences(first, label(model, input, partitions, adaptive)));
          layouts++;
        }
      }
    }

    report("rows that differ, %d layouts on one machine".formatted(layouts), differences.size());
    assertThat(differences).isEmpty();
  }

  @Test
  void aJudgeGivesTheSameRowsOnAnotherLayout() throws Exception {
    Path model = TinyModel.writeWithJudgeTo(temporary.resolve("model"), 5);
    Path input = MadeNews.write(temporary.resolve("news"), 12, 4);
    String first = label(model, input, 2, true);

    List<String> differences = differences(first, label(model, input, 7, false));

    report("rows that differ, with a judge, 2 layouts on one machine", differences.size());
    assertThat(differences).isEmpty();
  }
}
