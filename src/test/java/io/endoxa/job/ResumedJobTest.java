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
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A label job that was stopped goes on where it stopped. {@link ResumedJobSoakTest} stops it more
 * often, and by SIGTERM.
 */
class ResumedJobTest {
  private static final int PARAGRAPHS = 240;

  /** Of encoding; the judge has as many. */
  private static final int BUCKETS = 16;

  @TempDir private static Path temporary;
  private static Path model = Path.of("");
  private static Path input = Path.of("");
  private static JobRunner.@Nullable Finished undisturbed;

  @BeforeAll
  static void runUndisturbed() throws IOException {
    model = TinyModel.writeWithJudgeTo(temporary.resolve("model"), 5);
    input = StoppedJob.articles(temporary.resolve("news.jsonl"), MadeTexts.of(PARAGRAPHS, 7));
    undisturbed = run(temporary.resolve("undisturbed"));
  }

  private static JobRunner.Finished run(Path output) {
    return JobRunner.run(
        SharedSpark.session(),
        JobSpec.read(
            Path.of("jobs/label.yaml"),
            List.of("model=" + model, "input=" + input, "output=" + output)),
        new ArrayList<String>()::add);
  }

  private static JobRunner.Finished undisturbed() {
    return Objects.requireNonNull(undisturbed);
  }

  private static long count(JobRunner.Finished finished, String name) {
    return finished.summary().counts().getOrDefault(name, -1L);
  }

  private static void assertUndisturbed(JobRunner.Finished run) {
    RunComparison comparison = RunComparison.of(undisturbed().directory(), run.directory());
    assertThat(comparison.equal()).as(String.join("\n", comparison.lines())).isTrue();
  }

  @Test
  void aRerunEncodesNothingAndAsksTheJudgeNothing() {
    JobRunner.Finished again = run(temporary.resolve("undisturbed"));

    assertThat(undisturbed().summary().counts())
        .containsEntry("paragraphs encoded", (long) PARAGRAPHS)
        .containsEntry("paragraphs taken from chunks", 0L)
        .containsEntry("pairs taken from chunks", 0L);
    long pairs = count(undisturbed(), "pairs read by the judge");
    assertThat(pairs).isPositive();
    long evidence = count(undisturbed(), "evidence looked for");
    assertThat(evidence).isPositive();
    assertThat(again.summary().counts())
        .containsEntry("paragraphs encoded", 0L)
        .containsEntry("paragraphs taken from chunks", (long) PARAGRAPHS)
        .containsEntry("pairs read by the judge", 0L)
        .containsEntry("pairs taken from chunks", pairs)
        .containsEntry("evidence looked for", 0L)
        .containsEntry("evidence taken from chunks", evidence);
    assertUndisturbed(again);
  }

  @Test
  void aJobThatWasKilledLosesAChunkPerTask() throws Exception {
    Path output = temporary.resolve("killed");

    StoppedJob killed = StoppedJob.start(model, input, output);
    assertThat(killed.reached(BUCKETS / 2)).as(killed.err()).isTrue();
    killed.kill();
    Map<Path, byte[]> kept = contents(output);
    assertThat(killed.lost()).hasSizeLessThanOrEqualTo(StoppedJob.CORES);
    assertThat(StoppedJob.published(output)).isEmpty();

    JobRunner.Finished resumed = run(output);
    // Of encoder and judge one for each bucket; of evidence where some paragraph takes a stance.
    assertThat(StoppedJob.chunks(output)).hasSizeBetween(2 * BUCKETS + 1, 3 * BUCKETS);
    assertThat(StoppedJob.published(output)).hasSize(1);
    long taken = count(resumed, "paragraphs taken from chunks");
    assertThat(taken).isGreaterThan(PARAGRAPHS / 4);
    assertThat(taken + count(resumed, "paragraphs encoded")).isEqualTo(PARAGRAPHS);
    assertThat(
            count(resumed, "pairs taken from chunks") + count(resumed, "pairs read by the judge"))
        .isEqualTo(count(undisturbed(), "pairs read by the judge"));
    for (Map.Entry<Path, byte[]> chunk : kept.entrySet()) {
      assertThat(Files.readAllBytes(chunk.getKey())).isEqualTo(chunk.getValue());
    }
    assertUndisturbed(resumed);
  }

  private static Map<Path, byte[]> contents(Path output) throws IOException {
    Map<Path, byte[]> contents = new HashMap<>();
    for (Path chunk : StoppedJob.chunks(output)) {
      contents.put(chunk, Files.readAllBytes(chunk));
    }
    return contents;
  }
}
