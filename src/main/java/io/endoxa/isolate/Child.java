package io.endoxa.isolate;

import io.endoxa.error.UserException;
import io.endoxa.isolate.Frame.Kind;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serial;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A child process that answers one request at a time. For one thread at a time. */
final class Child implements AutoCloseable {
  private static final long SECONDS_TO_DIE = 10;
  private static final ScheduledThreadPoolExecutor ALARMS = alarms();

  private final Process process;
  private final Path temporary;
  private final DataInputStream in;
  private final DataOutputStream out;
  private volatile boolean late;

  /** The child is gone, through no fault of what it was asked as far as one can tell. */
  static final class Gone extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    Gone(String message) {
      super(message);
    }
  }

  private Child(Process process, Path temporary) {
    this.process = process;
    this.temporary = temporary;
    this.in = new DataInputStream(new BufferedInputStream(process.getInputStream()));
    this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
  }

  private static ScheduledThreadPoolExecutor alarms() {
    ScheduledThreadPoolExecutor alarms =
        new ScheduledThreadPoolExecutor(
            1,
            runnable -> {
              Thread thread = new Thread(runnable, "alarms of native calls");
              thread.setDaemon(true);
              return thread;
            });
    alarms.setRemoveOnCancelPolicy(true);
    return alarms;
  }

  /** Starts a process, which is ready when it has answered its first request. */
  static Child start(ChildCommand command) {
    try {
      Path temporary = Files.createTempDirectory("endoxa-native");
      try {
        return new Child(
            new ProcessBuilder(command.words(temporary)).redirectError(Redirect.DISCARD).start(),
            temporary);
      } catch (IOException e) {
        delete(temporary);
        throw e;
      }
    } catch (IOException e) {
      throw new UserException(
          "a process for native code cannot be started: %s. Run without isolate-native, or mend it."
              .formatted(e.getMessage()),
          e);
    }
  }

  /**
   * The answer.
   *
   * @throws Gone if the process has ended, or was ended because it took longer than {@code
   *     patience}
   * @throws UserException if the child says so, and so for {@link IllegalArgumentException}
   * @throws IllegalStateException for anything else that was thrown there
   */
  byte[] ask(byte[] request, Duration patience) throws Gone {
    Future<?> alarm =
        ALARMS.schedule(
            () -> {
              late = true;
              process.destroyForcibly();
            },
            patience.toMillis(),
            TimeUnit.MILLISECONDS);
    try {
      new Frame(Kind.ASK, request).writeTo(out);
      Frame answer = Frame.readFrom(in);
      String message =
          answer.kind() == Kind.VALUE ? "" : new String(answer.content(), StandardCharsets.UTF_8);
      return switch (answer.kind()) {
        case VALUE -> answer.content();
        case USER_MISTAKE -> throw new UserException(message);
        case WRONG_ARGUMENT -> throw new IllegalArgumentException(message);
        case FAULT, ASK -> throw new IllegalStateException("in a child process: " + message);
      };
    } catch (IOException e) {
      throw new Gone(end(patience));
    } finally {
      alarm.cancel(false);
    }
  }

  private String end(Duration patience) {
    boolean hung = late;
    boolean ended = kill();
    if (hung) {
      return "it gave no answer for %.1f s".formatted(patience.toMillis() / 1000.0);
    }
    return ended ? "its process ended with code " + process.exitValue() : "it does not answer";
  }

  /** Ends the process, whatever it is doing, and removes what it has unpacked. */
  @Override
  public void close() {
    kill();
    delete(temporary);
  }

  private boolean kill() {
    try {
      out.close(); // An idle child ends by itself, and tidies up.
    } catch (IOException e) {
      // It is gone.
    }
    try {
      if (!process.waitFor(late ? 0 : 1, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      return process.waitFor(SECONDS_TO_DIE, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }

  /** As far as possible: what is left costs space in a temporary directory, and no more. */
  private static void delete(Path directory) {
    try (Stream<Path> paths = Files.walk(directory)) {
      List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      directory.toFile().deleteOnExit();
    }
  }
}
