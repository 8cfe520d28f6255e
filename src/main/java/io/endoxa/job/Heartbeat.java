package io.endoxa.job;

import io.endoxa.spark.RunDraft;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FSError;

/** Shows, as long as a job runs, that somebody writes to its draft: {@code gc} leaves it alone. */
final class Heartbeat implements AutoCloseable {
  private static final long MINUTES = 10;

  private final RunDraft draft;
  private final Thread thread = new Thread(this::beat, "endoxa-heartbeat");

  private volatile boolean closed;

  Heartbeat(RunDraft draft) {
    this.draft = draft;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void beat() {
    while (!closed) {
      try {
        TimeUnit.MINUTES.sleep(MINUTES);
        draft.touch();
      } catch (IOException | RuntimeException | FSError e) {
        // The next one may do better: a draft is young for a day. What writes tables tells the
        // user.
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  @Override
  public void close() {
    closed = true; // What touches the draft may swallow the interrupt.
    thread.interrupt();
  }
}
