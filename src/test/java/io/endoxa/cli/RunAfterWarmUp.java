package io.endoxa.cli;

import java.util.Arrays;

/**
 * A process that runs a job twice: {@code FIRST-INPUT FIRST-OUTPUT} and then the arguments of
 * {@link Main}. After the first time all classes are loaded, the code that Spark makes for them is
 * compiled, and all native libraries have taken what they take once: what grows after that, grows
 * with the articles.
 */
public final class RunAfterWarmUp {
  private static final int OWN = 2;

  private RunAfterWarmUp() {}

  /** Exits with the code of the first that fails. */
  public static void main(String[] arguments) {
    String[] again = Arrays.copyOfRange(arguments, OWN, arguments.length);
    String[] first =
        Arrays.stream(again)
            .map(argument -> argument.replaceFirst("^input=.*", "input=" + arguments[0]))
            .map(argument -> argument.replaceFirst("^output=.*", "output=" + arguments[1]))
            .toArray(String[]::new);
    int code = Main.run(first, System.out, System.err);
    System.exit(code == 0 ? Main.run(again, System.out, System.err) : code);
  }
}
