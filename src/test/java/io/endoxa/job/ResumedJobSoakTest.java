package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.spark.MadeTexts;
import io.endoxa.spark.SharedSpark;
import io.endoxa.spark.TinyModel;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A label job with a judge, stopped at many moments. Takes minutes. {@code -Dendoxa.soak.rounds=5}
 * makes fewer rounds of SIGTERM than 20.
 */
@Tag("soak")
class ResumedJobSoakTest {
  /** 16 of encoding and 16 of the judge, for so few paragraphs. */
  private static final int CHUNKS = 32;

  private static final PrintStream OUT = System.out;

  @TempDir private static Path temporary;
  private static Path model = Path.of("");
  private static Path input = Path.of("");
  private static String clean = "";

  @BeforeAll
  static void runUndisturbed() throws IOException {
    model = TinyModel.writeWithJudgeTo(temporary.resolve("model"), 5);
    input = StoppedJob.articles(temporary.resolve("news.jsonl"), MadeTexts.of(400, 9));
    clean = run(temporary.resolve("clean")).directory();
  }

  private static JobRunner.Finished run(Path output) {
    return JobRunner.run(
        SharedSpark.session(),
        JobSpec.read(
            Path.of("jobs/label.yaml"),
            List.of("model=" + model, "input=" + input, "output=" + output)),
        new ArrayList<String>()::add);
  }

  private static void report(int promise, String what, String figure, String target) {
    OUT.println("soak | %d | %s | %s | %s".formatted(promise, what, figure, target));
  }

  private static boolean equal(String run) {
    return RunComparison.of(clean, run).equal();
  }

  @Test
  @Tag("promise-4")
  void killedAtTenFiftyAndNinetyPercent() throws Exception {
    for (int percent : List.of(10, 50, 90)) {
      Path output = temporary.resolve("killed" + percent);
      StoppedJob job = StoppedJob.start(model, input, output);
      assertThat(job.reached(CHUNKS * percent / 100)).as(job.err()).isTrue();
      job.kill();
      int kept = StoppedJob.chunks(output).size();

      JobRunner.Finished resumed = run(output);
      int lost = job.lost().size();
      report(
          4,
          "killed at %d %%: chunks begun and lost, with %d of %d kept"
              .formatted(percent, kept, CHUNKS),
          Integer.toString(lost),
          "at most %d, one per task".formatted(StoppedJob.CORES));
      assertThat(lost).isLessThanOrEqualTo(StoppedJob.CORES);
      assertThat(equal(resumed.directory())).isTrue();

      JobRunner.Finished again = run(output);
      long computed =
          again.summary().counts().getOrDefault("paragraphs encoded", -1L)
              + again.summary().counts().getOrDefault("pairs read by the judge", -1L)
              + again.summary().counts().getOrDefault("evidence looked for", -1L);
      report(
          4,
          "rerun: paragraphs encoded, pairs judged, evidence looked for",
          Long.toString(computed),
          "0");
      assertThat(computed).isZero();
      assertThat(equal(again.directory())).isTrue();
    }
  }

  @Test
  @Tag("promise-13")
  void terminatedAtRandomMoments() throws Exception {
    int rounds = Integer.getInteger("endoxa.soak.rounds", 20);
    Random random = new Random(13);
    Path output = temporary.resolve("terminated");
    double slowest = 0;
    int stopped = 0;
    int lost = 0;
    Set<Integer> codes = new TreeSet<>();
    for (int round = 0; round < rounds; round++) {
      // Each round leaves its chunks to the next, so that stops are spread over the whole job.
      StoppedJob job = StoppedJob.start(model, input, output);
      job.said("starting Spark");
      TimeUnit.MILLISECONDS.sleep(random.nextInt(25_000));
      slowest = Math.max(slowest, job.terminate());
      codes.add(job.exitCode());
      lost = Math.max(lost, job.lost().size());
      stopped += job.err().contains("stopped") ? 1 : 0;
      assertThat(job.err()).doesNotContain("this is a bug");
      if (job.exitCode() != 0) {
        assertThat(job.err()).containsPattern("stopped|\\] done");
      }
      if (job.err().contains("finished chunk")) {
        assertThat(job.err())
            .containsPattern(
                "stopped: nothing is published; \\d+ finished chunks? (is|are) kept in"
                    + " .*/chunks, and the same command goes on from there");
      }
      if (stopped % 5 == 4) {
        deleteChunks(output);
      }
    }
    report(13, "SIGTERM in %d rounds: slowest end, s".formatted(rounds), seconds(slowest), "30");
    report(13, "SIGTERM: exit codes (0 is a job that was done)", codes.toString(), "143");
    report(13, "SIGTERM: chunks begun and lost, most in a round", Integer.toString(lost), "2");
    report(13, "SIGTERM: rounds that said so", Integer.toString(stopped), "");
    assertThat(codes).isSubsetOf(0, 143);
    assertThat(slowest).isLessThan(30);
    assertThat(lost).isLessThanOrEqualTo(StoppedJob.CORES);
    assertThat(equal(run(output).directory())).isTrue();
    for (Path run : StoppedJob.published(output)) {
      assertThat(equal(run.toString())).as(run.toString()).isTrue();
    }
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.1f", seconds);
  }

  private static void deleteChunks(Path output) throws IOException {
    for (Path chunk : StoppedJob.chunks(output)) {
      Files.delete(chunk);
    }
  }
}
