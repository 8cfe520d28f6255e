package io.endoxa.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.provenance.Versions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainWithoutSparkTest {
  private record Outcome(int code, String out, String err) {}

  private static final List<String> COMMANDS =
      List.of("run", "check", "list", "show", "compare", "gc", "doctor");

  @TempDir private Path directory;

  private static Outcome run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Main.run(arguments, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    return new Outcome(code, out.toString(UTF_8), err.toString(UTF_8));
  }

  private String job(String yaml) throws IOException {
    return Files.writeString(directory.resolve("job.yaml"), yaml).toString();
  }

  @Test
  void helpNamesEveryCommandAndExitCode() {
    Outcome help = run("--help");

    assertThat(help.code()).isZero();
    assertThat(help.err()).isEmpty();
    assertThat(help.out())
        .startsWith("Usage: endoxa ")
        .contains(COMMANDS)
        .contains("endoxa run jobs/sample.yaml")
        .contains("Exit codes: 0 done, 1 a bug of ours, 2 your mistake, 3 the data breaks its")
        .contains("ENDOXA_MASTER");
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "check", "list", "show", "compare", "gc", "doctor"})
  void everyCommandHasHelp(String command) {
    Outcome help = run(command, "--help");
    assertThat(help.code()).isZero();
    assertThat(help.out()).startsWith("Usage: endoxa " + command);
    assertThat(help.err()).isEmpty();
  }

  @Test
  void theVersionIsThatOfTheBuild() {
    assertThat(run("--version"))
        .isEqualTo(new Outcome(0, "endoxa " + Versions.endoxa() + System.lineSeparator(), ""));
  }

  @Test
  void anUnknownCommandGetsAHint() {
    Outcome outcome = run("chekc", "jobs/sample.yaml");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .startsWith("error: Unmatched argument")
        .contains("'chekc'")
        .contains("Did you mean 'check'?")
        .contains("Try: endoxa --help");
  }

  @Test
  void withoutACommandTheUsageIsShown() {
    Outcome outcome = run();
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .startsWith("Usage: endoxa ")
        .contains("error: expected a command, such as: run.")
        .contains("Try: endoxa --help");
  }

  @Test
  void aCommandWithoutItsArgumentIsTheUsersMistake() {
    Outcome outcome = run("run");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .contains("error: Missing required parameter: 'JOB.yaml'.")
        .contains("Try: endoxa run --help");
  }

  @Test
  void anUnknownOptionIsTheUsersMistake() {
    Outcome outcome = run("check", "jobs/sample.yaml", "--sed", "seed=1");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .startsWith("error: Unknown option")
        .contains("'--sed'")
        .contains("Try: endoxa check --help");
  }

  @Test
  void figuresDoNotDependOnTheUsersLanguage() {
    Locale before = Locale.getDefault(Locale.Category.FORMAT);
    try {
      // Its digits are others, its thousands are not parted by a comma.
      Locale.setDefault(Locale.Category.FORMAT, Locale.forLanguageTag("ar-EG"));
      assertThat("%,d".formatted(3_000)).isNotEqualTo("3,000");

      assertThat(run("check", "jobs/sample.yaml").out()).startsWith("train  on 307 labels");
      assertThat("%,d and %.3f".formatted(3_000, 0.5)).isEqualTo("3,000 and 0.500");
    } finally {
      Locale.setDefault(Locale.Category.FORMAT, before);
    }
  }

  @Test
  void theSampleJobIsChecked() {
    // Labels: those of articles whose line in splits.jsonl says "sample": true.
    // Files: find datasets/south-caucasus/articles -type f | wc -l
    assertThat(run("check", "jobs/sample.yaml"))
        .isEqualTo(
            new Outcome(
                0,
                """
                train  on 307 labels of part sample in 678 files of datasets/south-caucasus; encoder \
                minilm-l6-v2/int8, 3 folds, seed 7
                label  108 files of datasets/south-caucasus/articles/html/{absheron-ledger,\
                bosporus-monitor,caspian-freight-bulletin,lori-valley-echo,mediation-review,\
                ministry-watch,oghuz-tribune,orient-line,sadovaya-post,tbilisi-ledger,upper-karun}\
                -202[34]-*.html, datasets/south-caucasus/articles/txt/{east-of-vienna,kura-herald,\
                plain-radar,shirvan-morning,tarn-courier}-202[34]-*.txt with the model just trained; \
                shares corrected by 1,985 labels of datasets/south-caucasus/hand-sample.jsonl
                write  out/runs/<run_id>/
                """,
                ""));
  }

  @Test
  void severalKeysAreSetAtOnce() {
    Outcome outcome =
        run(
            "check",
            "jobs/train.yaml",
            "--set",
            "folds=2",
            "seed=9",
            "--set",
            "output=" + directory);
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .contains("2 folds, seed 9")
        .contains("write  " + directory + "/runs/<run_id>/");
  }

  @Test
  void aBadJobIsTheUsersMistakeAndOneLine() throws IOException {
    String file = job("kind: train\ndataset: datasets/south-caucasus\nfold: 3\n");
    Outcome outcome = run("check", file);
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .startsWith("error: " + file + ":3: key 'fold' is unknown. Did you mean 'folds'?")
        .hasLineCount(1);
  }

  @Test
  void aMissingJobFileIsTheUsersMistake() {
    assertThat(run("check", "jobs/none.yaml"))
        .isEqualTo(
            new Outcome(
                2,
                "",
                "error: jobs/none.yaml: there is no such file. Check the path."
                    + System.lineSeparator()));
  }

  @Test
  void whatAJobNeedsIsLookedFor() throws IOException {
    complains(job("kind: label\n"), "job.yaml:1: key 'input' is missing: ");
    complains(
        job("kind: train\ndataset: nowhere\n"),
        "error: dataset 'nowhere': there is no such directory (looked for "
            + Path.of("nowhere").toAbsolutePath()
            + "). Check the path.");
    complains(
        job("kind: train\ndataset: datasets/south-caucasus\nencoder: minilm\n"),
        "job.yaml:3: encoder 'minilm' is unknown. Known: bge-small-en-v1.5, minilm-l6-v2.");
    complains(
        job("kind: label\ninput: jobs\nmodel: jobs\n"),
        "error: model 'jobs': is not a model directory: it has no manifest.json.");
    complains(
        job("kind: label\ninput: nowhere\nmodel: jobs\n"),
        "error: input 'nowhere': there is no such file or directory (looked for file:");
  }

  @Test
  void aDatasetWithoutCodebookOrLabelsIsRejected() throws IOException {
    Path dataset = Files.createDirectory(directory.resolve("dataset"));
    String file = job("kind: train\ndataset: " + dataset + "\n");
    complains(file, dataset.resolve("codebook.yaml") + ": there is no such file.");
    Files.copy(Path.of("datasets/south-caucasus/codebook.yaml"), dataset.resolve("codebook.yaml"));
    complains(file, dataset.resolve("labels") + ": is not a readable directory of label files.");
  }

  private static void complains(String job, String message) {
    Outcome outcome = run("check", job);
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains(message).hasLineCount(1);
  }
}
