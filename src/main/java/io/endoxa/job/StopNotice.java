package io.endoxa.job;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Says what a run leaves that is stopped from outside, by SIGTERM or Ctrl-C. A run is stopped or
 * published, never both: once it was said that nothing is published, nothing is. Safe for use by
 * several threads.
 */
final class StopNotice implements AutoCloseable {
  private static final int PUBLISHING_SECONDS = 10;

  private enum State {
    WORKING,
    PUBLISHING,
    STOPPED
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.WORKING);
  private final CountDownLatch published = new CountDownLatch(1);
  private final Progress progress;
  private final Thread hook = new Thread(this::stopped, "endoxa-stopped");
  private volatile @Nullable KeptWork kept;
  private volatile String directory = "";

  private StopNotice(Progress progress) {
    this.progress = progress;
  }

  /** Listens until it is closed. */
  static StopNotice listening(Progress progress) {
    StopNotice notice = new StopNotice(progress);
    Runtime.getRuntime().addShutdownHook(notice.hook);
    return notice;
  }

  /** Hears nothing: for a run in a process that somebody else answers for. */
  static StopNotice deaf() {
    return new StopNotice(line -> {});
  }

  /** From now on there may be work that is kept. */
  void working(KeptWork work) {
    kept = work;
  }

  /**
   * Publishes a run, unless it was stopped.
   *
   * @param runDirectory where it can be found then
   * @throws IllegalStateException if it was stopped
   */
  void publish(String runDirectory, Runnable publishing) {
    if (!state.compareAndSet(State.WORKING, State.PUBLISHING)) {
      throw new IllegalStateException("the run was stopped before it was published");
    }
    try {
      publishing.run();
    } catch (RuntimeException e) {
      state.set(State.WORKING);
      throw e;
    }
    directory = runDirectory;
    published.countDown();
  }

  /** What the process does when it is told to end. */
  void stopped() {
    if (state.compareAndSet(State.WORKING, State.STOPPED)) {
      KeptWork work = kept;
      progress.say(
          "stopped: nothing is published; " + (work == null ? KeptWork.NOTHING : work.inWords()));
    } else if (isPublished()) {
      progress.say("stopped after publishing: the run is complete in " + directory);
    } else {
      progress.say(
          "stopped while publishing: 'scripts/endoxa list' shows whether the run is there");
    }
  }

  private boolean isPublished() {
    try {
      return published.await(PUBLISHING_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It is running: the process ends.
    }
  }
}
