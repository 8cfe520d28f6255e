package io.endoxa.cli;

import io.endoxa.job.Installation;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description =
        "Lists jobs, encoders, shipped models and the finished runs of an output directory.")
final class ListCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "OUTPUT",
      arity = "0..1",
      defaultValue = "out",
      description = "output directory of jobs (default: ${DEFAULT-VALUE})")
  private String output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    section("jobs", Installation.jobs());
    section("encoders", Installation.encoders());
    section("models", Installation.models());
    section("runs in " + output, Installation.runs(output));
    return ExitCode.DONE.code();
  }

  private void section(String title, List<String> lines) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(title + ":");
    (lines.isEmpty() ? List.of("none") : lines).forEach(line -> out.println("  " + line));
  }
}
