package io.endoxa.cli;

import io.endoxa.error.NearestName;
import io.endoxa.job.Installation;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;

/** The program {@code endoxa}. */
@Command(
    name = "endoxa",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = {
      "Says for every paragraph of news articles which stance it takes on the questions of a"
          + " codebook, and through which frames it looks at them.",
      "",
      "A job is a YAML file. Start with: endoxa run jobs/sample.yaml"
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 a bug of ours, 2 your mistake, 3 the data breaks its",
      "contract, 4 a quality figure is not as asked for, 130 stopped by Ctrl-C, 143 stopped by",
      "SIGTERM. The Spark master comes from ENDOXA_MASTER (default local[*])."
    },
    subcommands = {
      RunCommand.class,
      CheckCommand.class,
      ListCommand.class,
      ShowCommand.class,
      DictionaryCommand.class,
      CompareCommand.class,
      GcCommand.class,
      DoctorCommand.class
    })
public final class Main implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /** Runs the program and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(run(arguments, System.out, System.err));
  }

  /** Runs the program and returns its exit code. */
  static int run(String[] arguments, java.io.PrintStream out, java.io.PrintStream err) {
    // A figure in a table, a note or a card is the same wherever a job runs: 1,234 and 0.5.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    return new CommandLine(new Main())
        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler(Main::onWrongArguments)
        .setExecutionExceptionHandler(Main::onException)
        .setUsageHelpAutoWidth(true)
        .execute(arguments);
  }

  /** Without a command there is nothing to do but to teach. */
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getErr());
    throw new ParameterException(spec.commandLine(), "expected a command, such as: run");
  }

  private static int onWrongArguments(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    String hint =
        arguments.length > 0 && command.getParent() == null
            ? NearestName.hint(arguments[0], command.getSubcommands().keySet())
            : "";
    err.println("error: " + e.getMessage() + "." + hint);
    err.println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USER_MISTAKE.code();
  }

  private static int onException(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
    if (Stopping.isUnderWay()) {
      return Stopping.CODE; // Spark has been stopped under the job, which is no bug.
    }
    Throwable ours = ExitCode.ours(e);
    PrintWriter err = command.getErr();
    if (ours != null) {
      err.println("error: " + ours.getMessage());
      return ExitCode.of(ours).code();
    }
    e.printStackTrace(err);
    err.println("error: this is a bug of Endoxa. Please report the lines above.");
    return ExitCode.BUG.code();
  }

  /** Asks the build for the version. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"endoxa " + Installation.version()};
    }
  }
}
