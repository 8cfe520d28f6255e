package io.endoxa.cli;

import io.endoxa.job.DataDictionary;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "dictionary",
    mixinStandardHelpOptions = true,
    description = "Prints what every column of a run's tables holds, as Markdown.")
final class DictionaryCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "CODEBOOK",
      arity = "0..1",
      description = "whose questions are columns (default: the codebook that ships)")
  private @Nullable Path codebook;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Path file = codebook == null ? DataDictionary.shippedCodebook() : codebook;
    spec.commandLine().getOut().print(DataDictionary.of(file));
    spec.commandLine().getOut().flush();
    return ExitCode.DONE.code();
  }
}
