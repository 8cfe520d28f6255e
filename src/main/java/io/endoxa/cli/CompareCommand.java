package io.endoxa.cli;

import io.endoxa.job.RunComparison;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {
      "Compares the stances of two runs: same rows, same labels, probabilities within 1e-6.",
      "Exit code 3 if they differ."
    })
final class CompareCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "RUN_A", description = "a run's directory")
  private String first;

  @Parameters(index = "1", paramLabel = "RUN_B", description = "another")
  private String second;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    RunComparison comparison = RunComparison.of(first, second);
    comparison.lines().forEach(out::println);
    return (comparison.equal() ? ExitCode.DONE : ExitCode.DATA_CONTRACT).code();
  }
}
