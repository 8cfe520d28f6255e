package io.endoxa.cli;

import io.endoxa.job.DroppedExhibit;
import io.endoxa.job.Exhibit;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Shows a run's summary, a model's card, or the first rows of a table.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  endoxa show out/runs/RUN",
      "  endoxa show out/runs/RUN/model",
      "  endoxa show out/runs/RUN/quarantine --rows 50",
      "  endoxa show out/runs/RUN --dropped"
    })
final class ShowCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN_OR_MODEL_OR_TABLE", description = "a directory")
  private String directory;

  @Option(
      names = "--rows",
      defaultValue = "10",
      description = "rows of a table to print (default: ${DEFAULT-VALUE})")
  private int rows;

  @Option(
      names = "--dropped",
      description = "of a run: every line that cleaning dropped, and every marked paragraph")
  private boolean dropped;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (dropped) {
      DroppedExhibit.print(directory, out);
    } else {
      out.print(Exhibit.of(directory, rows));
    }
    out.flush();
    return ExitCode.DONE.code();
  }
}
