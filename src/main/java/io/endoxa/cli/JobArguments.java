package io.endoxa.cli;

import io.endoxa.job.JobSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments of commands that read a job. */
final class JobArguments {
  @Parameters(paramLabel = "JOB.yaml", description = "the job file")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "key=value",
      arity = "1..*",
      description = "sets a key of the job; several may follow; a list is [a, b]")
  private List<String> overrides = new ArrayList<>();

  JobSpec spec() {
    return JobSpec.read(file, overrides);
  }
}
