package io.endoxa.cli;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** How the process ends when it is told to, by SIGTERM or Ctrl-C. */
final class Stopping {
  /** What a shell says of a process that SIGTERM has ended. */
  static final int CODE = 143;

  /** Spark and native code that do not end by then are left where they are. */
  private static final int SECONDS = 20;

  private Stopping() {}

  /** Does the work; an end from outside takes no longer than 20 seconds meanwhile. */
  static <T> T inTime(Supplier<T> work) {
    Thread hook = new Thread(Stopping::haltLater, "endoxa-stopping");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return work.get();
    } finally {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // It is running: the process ends.
      }
    }
  }

  private static void haltLater() {
    Thread halting =
        new Thread(
            () -> {
              try {
                TimeUnit.SECONDS.sleep(SECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              Runtime.getRuntime().halt(CODE);
            },
            "endoxa-halting");
    halting.setDaemon(true);
    halting.start();
  }

  /** Whether the process is ending: what fails now fails because of that. */
  static boolean isUnderWay() {
    Thread nothing = new Thread(() -> {});
    try {
      Runtime.getRuntime().addShutdownHook(nothing);
      Runtime.getRuntime().removeShutdownHook(nothing);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }
}
