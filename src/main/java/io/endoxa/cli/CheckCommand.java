package io.endoxa.cli;

import io.endoxa.job.JobCheck;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Checks a job and all it needs, and prints its plan, without starting Spark.")
final class CheckCommand implements Callable<Integer> {
  @Mixin private JobArguments job;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    JobCheck.check(job.spec()).forEach(spec.commandLine().getOut()::println);
    return ExitCode.DONE.code();
  }
}
