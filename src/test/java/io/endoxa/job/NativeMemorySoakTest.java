package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.isolate.ChildCommand;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What the encoder and the judge take beside the heap, step by step; {@link MemoryNeeds} says so.
 */
@Tag("soak")
@Tag("promise-9")
class NativeMemorySoakTest {
  private static final int HEAP_MIB = 512;
  private static final int FOUR = 4;

  @Test
  void encoderAndJudgeTakeNoMoreThanIsSaid() throws Exception {
    Map<String, Long> steps = steps();
    long before = -1;
    for (Map.Entry<String, Long> step : steps.entrySet()) {
      String change = before < 0 ? "" : ", %+d".formatted(step.getValue() - before);
      report("beside the heap, " + step.getKey(), step.getValue() - HEAP_MIB + " MiB" + change, "");
      before = step.getValue();
    }
    List<String> plan =
        JobCheck.check(
            JobSpec.read(
                Path.of("jobs/label.yaml"), List.of("input=datasets/south-caucasus/articles/csv")));
    report("shipped model", plan.get(1), "");

    long natives = at(steps, "judge on 4") - at(steps, "model");
    // 1.3 times the files of 23 and twice 34 MB, 40 of libraries, 25 a thread.
    long said =
        MemoryNeeds.of(91L << 20, 2, false, FOUR).besideMib()
            - MemoryNeeds.of(0, 2, true, 0).besideMib();
    report("encoder and judge on 4 threads", natives + " MiB", "at most %d".formatted(said));
    assertThat(natives).isBetween(said / 2, said);
  }

  private static long at(Map<String, Long> steps, String step) {
    return Objects.requireNonNull(steps.get(step), step);
  }

  private static Map<String, Long> steps() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "@" + Path.of("scripts/jvm-options").toAbsolutePath(),
            "-Xms" + HEAP_MIB + "m",
            "-Xmx" + HEAP_MIB + "m",
            "-XX:+AlwaysPreTouch",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dlog4j2.configurationFile=" + Path.of("src/main/resources/log4j2.properties").toUri(),
            "-cp",
            ChildCommand.of(NativeMemoryProbe.class).classPath(),
            NativeMemoryProbe.class.getName());
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    Map<String, Long> steps = new LinkedHashMap<>();
    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.split("\t", 2))
        .forEach(step -> steps.put(step[0], Long.parseLong(step[1])));
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
    return steps;
  }

  @SuppressWarnings("SystemOut") // Collected from there.
  private static void report(String what, String figure, String target) {
    System.out.println(String.format(Locale.ROOT, "soak | 9 | %s | %s | %s", what, figure, target));
  }
}
