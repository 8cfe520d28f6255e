package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.spark.MadeTexts;
import io.endoxa.spark.SharedSpark;
import io.endoxa.spark.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A label job that was stopped goes on where it stopped. */
class ResumedJobTest {
  private static final int BUCKETS = 16;

  @TempDir private Path temporary;

  private static JobRunner.Finished run(Path model, Path input, Path output) {
    return JobRunner.run(
        SharedSpark.session(),
        JobSpec.read(
            Path.of("jobs/label.yaml"),
            List.of("model=" + model, "input=" + input, "output=" + output)),
        new ArrayList<String>()::add);
  }

  private static Map<String, Long> counts(JobRunner.Finished finished) {
    return finished.summary().counts();
  }

  private static void assertSame(JobRunner.Finished run, JobRunner.Finished other) {
    RunComparison comparison = RunComparison.of(run.directory(), other.directory());
    assertThat(comparison.equal()).as(String.join("\n", comparison.lines())).isTrue();
  }

  @Test
  void aRerunEncodesNothingAndAsksTheJudgeNothing() throws IOException {
    Path model = TinyModel.writeWithJudgeTo(temporary.resolve("model"), 5);
    Path input = StoppedJob.articles(temporary.resolve("news.jsonl"), MadeTexts.of(30, 7));
    Path output = temporary.resolve("out");

    JobRunner.Finished first = run(model, input, output);
    JobRunner.Finished second = run(model, input, output);

    assertThat(counts(first))
        .containsEntry("paragraphs encoded", 30L)
        .containsEntry("paragraphs taken from chunks", 0L)
        .containsEntry("pairs taken from chunks", 0L);
    long pairs = counts(first).getOrDefault("pairs read by the judge", 0L);
    assertThat(pairs).isPositive();
    assertThat(counts(second))
        .containsEntry("paragraphs encoded", 0L)
        .containsEntry("paragraphs taken from chunks", 30L)
        .containsEntry("pairs read by the judge", 0L)
        .containsEntry("pairs taken from chunks", pairs);
    assertSame(first, second);
  }

  @Test
  void aJobThatWasKilledAndThenTerminatedLosesAChunkPerTaskEachTime() throws Exception {
    Path model = TinyModel.writeTo(temporary.resolve("model"));
    Path input = StoppedJob.articles(temporary.resolve("news.jsonl"), MadeTexts.of(400, 8));
    Path output = temporary.resolve("out");

    StoppedJob killed = StoppedJob.start(model, input, output);
    assertThat(killed.reached(BUCKETS / 3)).as(killed.err()).isTrue();
    killed.kill();
    Map<Path, byte[]> kept = contents(output);
    assertThat(killed.lost()).hasSizeLessThanOrEqualTo(StoppedJob.CORES);
    assertThat(StoppedJob.published(output)).isEmpty();

    StoppedJob terminated = StoppedJob.start(model, input, output);
    assertThat(terminated.reached(2 * BUCKETS / 3)).as(terminated.err()).isTrue();
    double seconds = terminated.terminate();
    assertThat(terminated.exitCode()).as(terminated.err()).isEqualTo(143);
    assertThat(seconds).isLessThan(30);
    assertThat(terminated.err())
        .containsPattern(
            "stopped: nothing is published; \\d+ finished chunks are kept in .*out/chunks, and the"
                + " same command goes on from there")
        .doesNotContain("bug");
    assertThat(terminated.lost()).hasSizeLessThanOrEqualTo(StoppedJob.CORES);
    assertThat(intersection(terminated.chunks("begun"), killed.chunks("kept"))).isEmpty();
    assertThat(StoppedJob.published(output)).isEmpty();

    JobRunner.Finished resumed = run(model, input, output);
    assertThat(StoppedJob.chunks(output)).hasSize(BUCKETS);
    assertThat(StoppedJob.published(output)).hasSize(1);
    assertThat(counts(resumed).getOrDefault("paragraphs taken from chunks", 0L))
        .isGreaterThan(400 / 3);
    assertThat(
            counts(resumed).getOrDefault("paragraphs taken from chunks", 0L)
                + counts(resumed).getOrDefault("paragraphs encoded", 0L))
        .isEqualTo(400);
    for (Map.Entry<Path, byte[]> chunk : kept.entrySet()) {
      assertThat(Files.readAllBytes(chunk.getKey())).isEqualTo(chunk.getValue());
    }
    assertSame(resumed, run(model, input, temporary.resolve("anew")));
  }

  private static Map<Path, byte[]> contents(Path output) throws IOException {
    Map<Path, byte[]> contents = new HashMap<>();
    for (Path chunk : StoppedJob.chunks(output)) {
      contents.put(chunk, Files.readAllBytes(chunk));
    }
    return contents;
  }

  private static Set<String> intersection(Set<String> some, Set<String> others) {
    some.retainAll(others);
    return some;
  }
}
