package io.endoxa.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A process that runs a job over several inputs, one after the other: {@code INPUTS OUTPUT} and
 * then the arguments of {@link Main}, where INPUTS are paths with a comma between them, and each
 * run goes into a folder of OUTPUT that has the name of its input. The first run loads all classes
 * and native libraries and compiles the code that Spark makes: what grows after it, grows with the
 * articles.
 */
public final class RunSeveralTimes {
  private static final int OWN = 2;

  private RunSeveralTimes() {}

  /** Exits with the code of the first that fails. */
  public static void main(String[] arguments) {
    int code = 0;
    for (String input : List.of(arguments[0].split(","))) {
      String[] run = Arrays.copyOfRange(arguments, OWN, arguments.length + OWN);
      run[run.length - 2] = "input=" + input;
      run[run.length - 1] = "output=" + Path.of(arguments[1]).resolve(Path.of(input).getFileName());
      code = code == 0 ? Main.run(run, System.out, System.err) : code;
    }
    System.exit(code);
  }
}
