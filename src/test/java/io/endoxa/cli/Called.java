package io.endoxa.cli;

import io.endoxa.spark.SharedSpark;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One call of the program.
 *
 * @param code its exit code
 * @param out what it printed
 * @param err what it complained about
 */
record Called(int code, String out, String err) {
  /** Calls the program as the launcher does, with two cores. */
  static Called endoxa(String... arguments) {
    SharedSpark.configure();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Main.run(
            arguments,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Called(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** The last line of the output, which is a run's directory. */
  String lastLine() {
    List<String> lines = out.lines().toList();
    return lines.get(lines.size() - 1);
  }
}
