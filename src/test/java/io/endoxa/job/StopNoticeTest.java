package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopNoticeTest {
  private final List<String> said = Collections.synchronizedList(new ArrayList<>());

  @TempDir private Path temporary;

  @Test
  void beforeAnyWorkThereIsNothingToKeep() {
    try (StopNotice notice = StopNotice.listening(said::add)) {
      notice.stopped();
    }

    assertThat(said)
        .containsExactly("stopped: nothing is published; the same command starts again");
  }

  @Test
  void chunksOfThisRunAreCounted() throws IOException {
    Path chunks = Files.createDirectories(temporary.resolve("chunks/encode-0"));
    for (String name : List.of("a.safetensors", "b.safetensors", "old.safetensors", "c.draft")) {
      Files.writeString(chunks.resolve(name), "x");
    }
    Files.setLastModifiedTime(chunks.resolve("old.safetensors"), FileTime.fromMillis(1000));
    try (StopNotice notice = StopNotice.listening(said::add)) {
      notice.working(new KeptWork(new Configuration(), temporary.toString(), 2000));
      notice.stopped();
    }

    assertThat(said)
        .containsExactly(
            "stopped: nothing is published; 2 finished chunks are kept in "
                + temporary
                + "/chunks, and the same command goes on from there");
  }

  @Test
  void withoutAFinishedChunkTheSameCommandStartsAgain() throws IOException {
    try (StopNotice notice = StopNotice.listening(said::add)) {
      notice.working(new KeptWork(new Configuration(), temporary.toString(), 0));
      notice.stopped();
    }
    Files.createDirectories(temporary.resolve("chunks/encode-0"));
    Files.writeString(temporary.resolve("chunks/encode-0/c.draft"), "x");

    assertThat(said)
        .containsExactly("stopped: nothing is published; the same command starts again");
    assertThat(new KeptWork(new Configuration(), temporary.toString(), 0).inWords())
        .isEqualTo("the same command starts again");
  }

  @Test
  void aStopDuringPublishingWaitsForIt() throws InterruptedException {
    CountDownLatch publishing = new CountDownLatch(1);
    try (StopNotice notice = StopNotice.listening(said::add)) {
      Thread stop =
          new Thread(
              () -> {
                publishing.countDown();
                notice.stopped();
              });
      notice.publish(
          "out/runs/r",
          () -> {
            stop.start();
            await(publishing);
            said.add("published");
          });
      stop.join();
    }

    assertThat(said)
        .containsExactly(
            "published", "stopped after publishing: the run is complete in out/runs/r");
  }

  @Test
  void aRunIsEitherStoppedOrPublishedHoweverTheTwoRace() throws InterruptedException {
    for (int round = 0; round < 200; round++) {
      List<String> heard = Collections.synchronizedList(new ArrayList<>());
      CountDownLatch start = new CountDownLatch(1);
      try (StopNotice notice = StopNotice.listening(heard::add)) {
        Thread stop =
            new Thread(
                () -> {
                  await(start);
                  notice.stopped();
                });
        stop.start();
        start.countDown();
        try {
          notice.publish("out/runs/r", () -> heard.add("published"));
        } catch (IllegalStateException e) {
          heard.add("not published");
        }
        stop.join();
      }

      if (heard.contains("published")) {
        assertThat(heard)
            .containsExactly(
                "published", "stopped after publishing: the run is complete in out/runs/r");
      } else {
        assertThat(heard)
            .containsExactlyInAnyOrder(
                "stopped: nothing is published; the same command starts again", "not published");
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatWasCalledStoppedIsNotPublished() {
    try (StopNotice notice = StopNotice.listening(said::add)) {
      notice.stopped();

      assertThatThrownBy(() -> notice.publish("out/runs/r", () -> said.add("published")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the run was stopped before it was published");
    }
    assertThat(said).doesNotContain("published");
  }

  @Test
  void aRunThatCouldNotBePublishedIsStoppedAsAnyOther() {
    try (StopNotice notice = StopNotice.listening(said::add)) {
      assertThatThrownBy(
              () ->
                  notice.publish(
                      "out/runs/r",
                      () -> {
                        throw new UncheckedIOException(new IOException("disk full"));
                      }))
          .isInstanceOf(UncheckedIOException.class);
      notice.stopped();
    }

    assertThat(said).singleElement().asString().startsWith("stopped: nothing is published");
  }

  @Test
  void whatIsPublishedIsCalledSo() {
    try (StopNotice notice = StopNotice.listening(said::add)) {
      notice.publish("out/runs/r", () -> said.add("published"));
      notice.stopped();
    }

    assertThat(said)
        .containsExactly(
            "published", "stopped after publishing: the run is complete in out/runs/r");
  }
}
