package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MemoryNeedsTest {
  private static final long FILES = 100L << 20;

  private static Function<String, @Nullable String> settings(String... namesAndValues) {
    Map<String, String> settings = new java.util.HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      settings.put("spark." + namesAndValues[i], namesAndValues[i + 1]);
    }
    return settings::get;
  }

  @Test
  void aTaskMoreNeedsItsOwnOfBothAndTheSessionsAreShared() {
    // 500 of the JVM, 40 of libraries, 1.3 times the files, 25 a task.
    assertThat(MemoryNeeds.of(FILES, 2, false, 1)).isEqualTo(new MemoryNeeds(1, 1024, 695));
    assertThat(MemoryNeeds.of(FILES, 2, false, 4)).isEqualTo(new MemoryNeeds(4, 1792, 770));
  }

  @Test
  void childProcessesTakeTheirOwn() {
    // Two tasks have a child each for the encoder and for the judge: 500 + 4 * 290.
    assertThat(MemoryNeeds.of(FILES, 2, true, 2)).isEqualTo(new MemoryNeeds(2, 1280, 1660));
  }

  @Test
  void anExecutorThatHasLessIsWarnedOf() {
    MemoryNeeds needs = new MemoryNeeds(2, 1024, 600);

    assertThat(
            needs.lines(
                settings("master", "yarn", "executor.cores", "2", "executor.memory", "900m")))
        .containsExactly(
            "a heap of 1,024 MiB and 600 MiB beside it, for 2 tasks at once; for an executor: --conf"
                + " spark.executor.cores=2 --conf spark.executor.memory=1024m --conf"
                + " spark.executor.memoryOverhead=600m",
            "warning: an executor's heap is 900 MiB: set spark.executor.memory",
            "warning: an executor has 384 MiB beside its heap, and is killed when it takes more: set"
                + " spark.executor.memoryOverhead");
    assertThat(
            needs.lines(
                settings(
                    "master", "yarn", "executor.memory", "2g", "executor.memoryOverhead", "600m")))
        .hasSize(1);
    assertThat(needs.lines(settings("master", "spark://here:7077", "executor.memory", "2g")))
        .hasSize(1);
  }

  @Test
  void aHeapThatIsTooSmallIsWarnedOfInLocalMode() {
    assertThat(new MemoryNeeds(1, 1 << 20, 600).lines(settings("master", "local[1]")).get(1))
        .startsWith("warning: the heap is ")
        .endsWith(" MiB: set ENDOXA_MEMORY=1048576m, or --driver-memory 1048576m");
  }

  @Test
  void aLabelJobsPlanSaysWhatItNeeds() {
    List<String> plan =
        JobCheck.check(
            JobSpec.read(
                Path.of("jobs/label.yaml"), List.of("input=datasets/south-caucasus/articles/csv")));

    assertThat(plan)
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("need   a heap of ")
                    .contains(" --conf spark.executor.memoryOverhead="));
  }
}
