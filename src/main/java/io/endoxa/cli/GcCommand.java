package io.endoxa.cli;

import io.endoxa.job.GarbageCollection;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "gc",
    mixinStandardHelpOptions = true,
    description = {
      "Says what an output directory could do without; deletes it with --delete.",
      "",
      "That is: finished runs beyond the newest, unless a run that stays or a running job names"
          + " them as its model, input or baseline, or a run that stays was made with their model;"
          + " drafts of jobs that ended before their run was"
          + " finished, and to which nothing was written for a day; chunks, the work that jobs keep"
          + " to go on from, unless used in the last day, or since a day before the oldest of the"
          + " newest runs, or of the running jobs, began.",
      "Jobs may run meanwhile. Those that write to another output are not known: keep the run whose"
          + " model they label with. Checkpoints of training stay."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  endoxa gc out --keep 5", "  endoxa gc out --keep 5 --delete"})
final class GcCommand implements Callable<Integer> {
  @Parameters(paramLabel = "OUTPUT", description = "output directory of jobs, such as out")
  private String output;

  @Option(
      names = "--keep",
      paramLabel = "K",
      defaultValue = "10",
      description = "finished runs that stay, the newest (default: ${DEFAULT-VALUE})")
  private int keep;

  @Option(names = "--delete", description = "delete it; without, nothing is changed")
  private boolean delete;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    GarbageCollection.of(output, keep, delete, out::println);
    return ExitCode.DONE.code();
  }
}
