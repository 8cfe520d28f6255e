package io.endoxa.isolate;

import io.endoxa.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A child that does what it is told. */
final class TestWorker {
  /** Before a directory: the answer, a process id, comes when two children have been asked. */
  static final String MEET = "meet in ";

  private TestWorker() {}

  public static void main(String[] arguments) throws IOException {
    Worker.serve(
        setup -> {
          String greeting = setup.readUTF();
          if (greeting.isEmpty()) {
            throw new UserException("no greeting was given");
          }
          return request -> {
            String answer = answer(greeting, request.readUTF());
            return out -> out.writeUTF(answer);
          };
        });
  }

  @SuppressWarnings("SystemOut")
  private static String answer(String greeting, String word) throws IOException {
    Crash.on(word);
    if (word.startsWith(MEET)) {
      return met(Path.of(word.substring(MEET.length())));
    }
    switch (word) {
      case "mistake" -> throw new UserException("a mistake");
      case "argument" -> throw new IllegalArgumentException("an argument");
      case "fault" -> throw new UnsupportedOperationException("a fault");
      case "pid" -> {
        return String.valueOf(ProcessHandle.current().pid());
      }
      case "directory" -> {
        return System.getProperty("java.io.tmpdir");
      }
      default -> {
        System.out.println("a library prints");
        if (word.startsWith("/") && !Files.exists(Path.of(word))) {
          Files.createFile(Path.of(word));
          Crash.now();
        }
        return greeting + " " + word;
      }
    }
  }

  private static String met(Path directory) throws IOException {
    String pid = String.valueOf(ProcessHandle.current().pid());
    Files.createFile(directory.resolve(pid));
    while (Objects.requireNonNull(directory.toFile().list()).length < 2) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    return pid;
  }
}
