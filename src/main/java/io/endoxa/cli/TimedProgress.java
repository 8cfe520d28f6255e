package io.endoxa.cli;

import io.endoxa.job.Progress;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;

/** Prints progress with the seconds since the start. */
final class TimedProgress implements Progress {
  private final PrintWriter err;
  private final long started = System.nanoTime();

  TimedProgress(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void say(String line) {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started);
    err.println("[%4d s] %s".formatted(seconds, line));
  }
}
