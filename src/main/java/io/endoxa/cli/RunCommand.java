package io.endoxa.cli;

import io.endoxa.job.JobRunner;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Runs a job. The path of the run is the last line that is printed.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  endoxa run jobs/sample.yaml",
      "  endoxa run jobs/sample.yaml --set input=/path/to/articles annotated=none",
      "  endoxa run jobs/label.yaml --set model=out/runs/…/model input=articles output=out"
    })
final class RunCommand implements Callable<Integer> {
  @Mixin private JobArguments job;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    TimedProgress progress = new TimedProgress(spec.commandLine().getErr());
    JobRunner.Finished finished = Stopping.inTime(() -> JobRunner.run(job.spec(), progress));
    progress.say("done");
    out.println();
    out.print(finished.plainSummary());
    out.println();
    out.println(finished.directory());
    return ExitCode.DONE.code();
  }
}
