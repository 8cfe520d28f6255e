package io.endoxa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.job.SmallDataset;
import io.endoxa.job.TrainedRun;
import io.endoxa.provenance.Fingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wrong calls, bad files and bad models, each with its exit code and what is said about it. */
class BadCallsTest {
  @TempDir private Path temporary;

  private Called label(String... overrides) {
    List<String> arguments = new ArrayList<>(List.of("run", "jobs/label.yaml", "--set"));
    arguments.add("output=" + temporary.resolve("out"));
    arguments.addAll(Arrays.asList(overrides));
    return Called.endoxa(arguments.toArray(String[]::new));
  }

  private Path folder() throws IOException {
    return Files.createDirectories(temporary.resolve("in"));
  }

  private Path goodArticle() throws IOException {
    return Files.writeString(temporary.resolve("good.txt"), "It rained on the plateau.");
  }

  private Path copyOfTheModel() throws IOException {
    Path copy = Files.createDirectories(temporary.resolve("model"));
    try (Stream<Path> files = Files.list(TrainedRun.model())) {
      for (Path file : files.filter(f -> !f.getFileName().toString().startsWith(".")).toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    return copy;
  }

  private void assertNothingPublished() throws IOException {
    try (Stream<Path> files = Files.walk(temporary)) {
      assertThat(files.filter(file -> file.endsWith("manifest.json")))
          .allMatch(file -> file.startsWith(temporary.resolve("model")));
    }
  }

  /** A mistake that is found before Spark starts. */
  private void assertMistake(Called called, String message) throws IOException {
    assertThat(called.err()).isEqualTo("error: " + message + System.lineSeparator());
    assertThat(called.code()).isEqualTo(2);
    assertThat(called.out()).isEmpty();
    assertThat(temporary.resolve("out")).doesNotExist();
  }

  @Test
  void anUnknownKeyNamesTheNearest() throws IOException {
    assertMistake(
        label("inputs=x", "model=y"),
        "--set inputs: key 'inputs' is unknown. Did you mean 'input'? Known keys: annotated, columns,"
            + " copy-similarity, count-copies, embeddings, evidence, input, isolate-native, kind, max-quarantined, model, output, partitions, periods, seed, time-zone.");
  }

  @Test
  void anUnknownKeyOfAFileNamesItsLine() throws IOException {
    Path job =
        Files.writeString(temporary.resolve("mine.yaml"), "kind: label\ninput: x\nmodell: y\n");

    assertMistake(
        Called.endoxa("run", job.toString()),
        job
            + ":3: key 'modell' is unknown. Did you mean 'model'? Known keys: annotated, columns,"
            + " copy-similarity, count-copies, embeddings, evidence, input, isolate-native, kind, max-quarantined, model, output, partitions, periods, seed, time-zone.");
  }

  @Test
  void aMissingInputIsNamed() throws IOException {
    assertMistake(
        label("model=" + TrainedRun.model(), "input=" + temporary.resolve("nowhere")),
        "input '%1$s': there is no such file or directory (looked for file:%1$s). Check the path."
            .formatted(temporary.resolve("nowhere")));
  }

  @Test
  void anInputThatIsNotGivenIsAskedFor() throws IOException {
    assertMistake(
        label("model=" + TrainedRun.model()),
        "jobs/label.yaml:1: key 'input' is missing: files, directories or globs with articles:"
            + " .txt, .html, .jsonl, .json, .csv, .tsv, .warc, each also with .gz, .parquet, .zip. Add it, or --set input=….");
  }

  @Test
  void anEmptyFolderIsNamed() throws IOException {
    assertMistake(
        label("model=" + TrainedRun.model(), "input=" + folder()),
        "input '%s': holds no files, expected .csv, .gz, .htm, .html, .json, .jsonl, .ndjson, .parquet, .tsv, .txt, .warc, .zip."
            .formatted(folder()));
  }

  @Test
  void aDirectoryThatIsNoModelIsNamed() throws IOException {
    assertMistake(
        label("model=" + folder(), "input=" + goodArticle()),
        "model '%s': is not a model directory: it has no manifest.json. Give a directory that a"
                .formatted(folder())
            + " train run left, such as out/runs/<run_id>/model.");
  }

  @Test
  void aTamperedModelIsRefused() throws IOException {
    Path model = copyOfTheModel();
    Path file = model.resolve("linear.safetensors");
    byte[] bytes = Files.readAllBytes(file);
    String before = Fingerprint.of(bytes);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);

    assertMistake(
        label("model=" + model, "input=" + goodArticle()),
        "%s: sha256 is %s, the manifest says %s. The file was changed or damaged: copy the whole"
                .formatted(file, Fingerprint.of(bytes), before)
            + " directory again or train the model again.");
  }

  @Test
  void aModelOfAnotherEncoderIsRefused() throws IOException {
    Path model = copyOfTheModel();
    Path manifest = model.resolve("manifest.json");
    Files.writeString(
        manifest, Files.readString(manifest).replace("minilm-l6-v2/int8", "minilm-l6-v3/int8"));

    assertMistake(
        label("model=" + model, "input=" + goodArticle()),
        "%s: encoder 'minilm-l6-v3' is unknown. Did you mean 'minilm-l6-v2'? Known: bge-small-en-v1.5, minilm-l6-v2."
                .formatted(manifest)
            + " Add ./models/encoders/minilm-l6-v3/encoder.yaml.");
  }

  @Test
  void badFilesAreSetAsideAndTheOthersAreLabelled() throws IOException {
    Path folder = folder();
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      lines.append("{\"id\": \"a%d\", \"text\": \"It rained on day %d.\"}\n".formatted(i, i));
      lines.append(i == 5 ? "{\"id\": \"cut\", \"text\": \"It rai\n" : "");
    }
    Files.writeString(folder.resolve("articles.jsonl"), lines);
    Files.createFile(folder.resolve("empty.txt"));
    Files.write(folder.resolve("binary.html"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 1});

    Called called = label("model=" + TrainedRun.model(), "input=" + folder);

    assertThat(called.code()).as(called.err()).isZero();
    assertThat(called.out())
        .containsPattern("articles read +15\\R")
        .containsPattern("articles accepted +12\\R")
        .containsPattern("articles quarantined +3\\R")
        .containsPattern("paragraphs +12\\R");
    Called shown = Called.endoxa("show", called.lastLine() + "/quarantine");
    assertThat(shown.code()).isZero();
    assertThat(shown.out().lines().filter(line -> line.startsWith("source_file")))
        .extracting(line -> line.substring(line.lastIndexOf('/') + 1))
        .containsExactly("articles.jsonl", "binary.html", "empty.txt");
    assertThat(shown.out().lines().filter(line -> line.startsWith("position")))
        .extracting(line -> line.replaceFirst("position +", ""))
        .containsExactly("7", "1", "1");
    assertThat(shown.out().lines().filter(line -> line.startsWith("reason")))
        .extracting(line -> line.replaceFirst("reason +", ""))
        .containsExactly("bad_json", "not_text", "empty_file");
  }

  @Test
  void tooManyBadFilesEndTheJobWithCodeThreeAndTheRestIsLabelled() throws IOException {
    Path folder = folder();
    Files.writeString(folder.resolve("good.txt"), "It rained on the plateau.");
    Files.createFile(folder.resolve("empty.txt"));
    Files.writeString(folder.resolve("notes.doc"), "x");

    Called called = label("model=" + TrainedRun.model(), "input=" + folder);

    assertThat(called.code()).isEqualTo(3);
    assertThat(called.err())
        .contains(
            """
            error: 2 of 3 articles are quarantined, at most 20 %% may be, and one must be left:
              file:%1$s/empty.txt:1: empty_file: is empty, expected an article.
              file:%1$s/notes.doc:1: unknown_format: the name has no known ending; known: csv, gz, htm, html, json, jsonl, ndjson, parquet, tsv, txt, warc, zip
            Mend or remove these files, or raise max-quarantined.
            The other articles are labelled in\
            """
                .formatted(folder));
    Matcher run = Pattern.compile("labelled in (\\S+);").matcher(called.err());
    assertThat(run.find()).isTrue();
    assertThat(Called.endoxa("show", run.group(1) + "/labelled").out())
        .contains("It rained on the plateau.");
  }

  @Test
  void badFilesAloneLeaveNothing() throws IOException {
    Path folder = folder();
    Files.createFile(folder.resolve("empty.txt"));

    Called called = label("model=" + TrainedRun.model(), "input=" + folder);

    assertThat(called.code()).isEqualTo(3);
    assertThat(called.err()).contains("error: 1 of 1 articles are quarantined");
    assertNothingPublished();
  }

  @Test
  void aBadModelIsNotPublished() throws IOException {
    Called called =
        Called.endoxa(
            "run",
            "jobs/train.yaml",
            "--set",
            "dataset=" + SmallDataset.copyTo(temporary.resolve("dataset")),
            "part=all",
            "output=" + temporary.resolve("out"),
            "folds=2",
            "epochs=1",
            "regularisation=1",
            "quality-gate={floor: 0.99}");

    assertThat(called.code()).isEqualTo(4);
    assertThat(called.err())
        .containsPattern("secret_deal: macro-F1 is 0\\.\\d{3} \\(95 % .+\\), asked for 0\\.990\\n")
        .containsPattern("economic_turn: macro-F1 is .*, asked for 0\\.990\\n")
        .endsWith("\nNothing is published.\n");
    assertNothingPublished();
    assertThat(Called.endoxa("list", temporary.resolve("out").toString()).out())
        .endsWith("runs in %s:%n  none%n".formatted(temporary.resolve("out")));
  }
}
