package io.endoxa.cli;

import io.endoxa.job.Doctor;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Checks Java, memory and the native libraries, here and inside Spark's executors, and says"
          + " how to mend what is wrong."
    })
final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
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
