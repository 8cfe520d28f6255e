package io.endoxa.isolate;

import io.endoxa.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A child that does what it is told. */
final class TestWorker {
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
}
