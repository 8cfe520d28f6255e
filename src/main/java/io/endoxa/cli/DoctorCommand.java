package io.endoxa.cli;

import io.endoxa.error.DataContractException;
import io.endoxa.job.CrashReport;
import io.endoxa.job.Doctor;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Checks Java, memory and the native libraries, here and inside Spark's executors, and says"
          + " how to mend what is wrong."
    })
final class DoctorCommand implements Callable<Integer> {
  @Option(
      names = "--crash",
      paramLabel = "DIRECTORY",
      hidden = true, // For the launcher, which knows the directory.
      description = "says what native code was reading when it ended a JVM that left this")
  private @Nullable Path crash;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (crash != null) {
      CrashReport.of(crash)
          .ifPresent(
              report -> {
                throw new DataContractException(report);
              });
      return ExitCode.DONE.code();
    }
    PrintWriter out = spec.commandLine().getOut();
    List<Doctor.Finding> findings = Doctor.examine();
    for (Doctor.Finding finding : findings) {
      out.println("%-5s %s".formatted(finding.well() ? "ok" : "BAD", finding.what()));
      if (!finding.well()) {
        out.println("      mend: " + finding.remedy());
      }
    }
    boolean well = findings.stream().allMatch(Doctor.Finding::well);
    return (well ? ExitCode.DONE : ExitCode.USER_MISTAKE).code();
  }
}
