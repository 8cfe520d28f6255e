package io.endoxa.cli;

import io.endoxa.job.DroppedExhibit;
import io.endoxa.job.Exhibit;
import io.endoxa.job.RunFiles;
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
    description =
        "Shows a run's summary and manifest, a model's card, or the first rows of a table.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  endoxa show out/runs/RUN",
      "  endoxa show out/runs/RUN/model",
      "  endoxa show out/runs/RUN/quarantine --rows 50",
      "  endoxa show out/runs/RUN --dropped",
      "  endoxa show out/runs/RUN --verify"
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

  @Option(
      names = "--verify",
      description =
          "of a run: whether every file of its tables and its model is as written (length and"
              + " SHA-256), and no other is among them; exit code 3 if not")
  private boolean verify;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (verify) {
      RunFiles files = RunFiles.verify(directory);
      files.lines().forEach(out::println);
      return (files.intact() ? ExitCode.DONE : ExitCode.DATA_CONTRACT).code();
    }
    if (dropped) {
      DroppedExhibit.print(directory, out);
    } else {
      out.print(Exhibit.of(directory, rows));
    }
    out.flush();
    return ExitCode.DONE.code();
  }
}
