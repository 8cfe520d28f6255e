package io.endoxa.spark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A process that publishes plain runs, to be ended by others. */
final class PublishingChild {
  private PublishingChild() {}

  /** Output, a word that its runs begin with, how many there are to be, the step to halt at. */
  public static void main(String[] arguments) {
    Faults.haltAt(Long.parseLong(arguments[3]));
    for (int run = 0; run < Integer.parseInt(arguments[2]); run++) {
      PlainRuns.publish(
          Faults.local(),
          arguments[0],
          "%s-%04d".formatted(arguments[1], run),
          "2024-06-12T00:00:00Z",
          Map.of(),
          List.of());
      System.out.println(Faults.steps());
    }
  }

  /** Starts one; a line on its output for each run, with the steps taken so far. */
  static Process start(Path output, String prefix, int runs, long haltAt) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Xmx256m",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                PublishingChild.class.getName()));
    command.addAll(
        List.of(output.toString(), prefix, String.valueOf(runs), String.valueOf(haltAt)));
    return new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.to(new File(output + ".err")))
        .start();
  }
}
