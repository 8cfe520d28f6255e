package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.endoxa.error.QualityGateException;
import io.endoxa.error.UserException;
import io.endoxa.report.IngestReport;
import io.endoxa.spark.SharedSpark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestBenchmarkTest {
  private static final String TEXT =
      "The bridge took nine years to build and was opened by the mayor on a rainy Monday.";
  private static final String JOB = "kind: benchmark-ingest\npages: pages.tar.gz\n";

  @TempDir private Path temporary;

  @BeforeEach
  void writePages() throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    // Hash codes of one letter: a is 97, b is 98.
    for (String name : List.of("a", "b")) {
      files.put(
          "pages/" + name + "/source.html",
          "<nav>Home and more</nav><article><p>" + TEXT + "</p></article>");
      files.put(
          "pages/" + name + "/expected.html",
          "<p>" + TEXT + "</p><figure><figcaption>The bridge.</figcaption></figure>");
    }
    write(files);
  }

  private void write(Map<String, String> files) throws IOException {
    Path file = temporary.resolve("pages.tar.gz");
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
      for (Map.Entry<String, String> entry : files.entrySet()) {
        byte[] bytes = entry.getValue().getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry header = new TarArchiveEntry(entry.getKey());
        header.setSize(bytes.length);
        tar.putArchiveEntry(header);
        tar.write(bytes);
        tar.closeArchiveEntry();
      }
    }
  }

  private JobSpec spec(String yaml) throws IOException {
    Path file = Files.writeString(temporary.resolve("toy.yaml"), yaml);
    return JobSpec.read(file, List.of("data=" + temporary, "output=" + temporary.resolve("out")));
  }

  private static JobRunner.Finished run(JobSpec spec) {
    return JobRunner.run(SharedSpark.session(), spec, line -> {});
  }

  @Test
  void pagesAreScoredByPartAndSpeedIsMeasured() throws IOException {
    JobRunner.Finished finished = run(spec(JOB));
    JsonNode report =
        new JsonMapper().readTree(Path.of(finished.directory(), IngestReport.FILE).toFile());

    assertThat(report.at("/figures").findValuesAsText("of"))
        .contains("whole-page", "paragraphs", "endoxa", "endoxa-cleaned", "html", "jsonl");
    assertThat(report.at("/figures").findValuesAsText("part")).contains("tuned", "held-out");
    // 17 words are expected of the 20 on the page; 2 * 17 / (17 + 20).
    assertThat(finished.plainSummary())
        .containsPattern("whole-page +held-out +0\\.850 +1\\.000 +0\\.919")
        .containsPattern("endoxa +tuned +1\\.000 +1\\.000 +1\\.000 +1\\.000")
        .contains("mb-per-second", "mchar-per-second");
  }

  @Test
  void aFigureOutsideItsToleranceOrNotMeasuredFailsTheJob() throws IOException {
    JobSpec spec =
        spec(
            JOB
                + """
                expected:
                  - {section: main-text, of: endoxa, part: tuned, metric: f1, figure: 0.9, within: 0.05}
                  - {section: main-text, of: endoxa, part: tuned, metric: f1, figure: 1.0, within: 0}
                  - {section: sentences, of: endoxa, metric: right, figure: 48, within: 0}
                  - {section: main-text, of: whole-page, part: tuned, metric: f1, figure: 0.95, within: 0.03}
                """);

    assertThatThrownBy(() -> run(spec))
        .isInstanceOf(QualityGateException.class)
        .hasMessageContaining(
            "toy.yaml:4: f1 of endoxa on part tuned of main-text is 1.000, expected 0.900, 0.05 more"
                + " or less.")
        .hasMessageContaining(
            "toy.yaml:6: right of endoxa on part all of sentences was not measured, expected"
                + " 48.000, 0.0 more or less.")
        .hasMessageContaining(
            "toy.yaml:7: f1 of whole-page on part tuned of main-text is 0.919, expected 0.950, 0.03"
                + " more or less.")
        .hasMessageNotContaining("toy.yaml:5");
  }

  @Test
  void sentencesVoiceAndCopiesAreMeasuredWhereTheirDataAreNamed() throws IOException {
    Files.writeString(
        temporary.resolve("rules.jsonl"),
        """
        {"n": 1, "text": "The bridge opens. Ferries stop.", "sentences": ["The bridge opens.", "Ferries stop."]}
        {"n": 2, "text": "The bridge opens.\\\\nToday.", "sentences": ["The bridge", "opens. Today."]}
        """);
    Path dataset = SmallDataset.copyTo(temporary.resolve("dataset"));

    String summary =
        run(spec(JOB + "rules: rules.jsonl\ndataset: " + dataset + "\n")).plainSummary();

    assertThat(summary)
        .contains("rules   kept", "told  wrong")
        .containsPattern("endoxa +all +2\\.000 +1\\.000")
        .containsPattern("endoxa +long +44\\.000 +42\\.000 +0\\.000")
        // Of the 114 labelled paragraphs 48 have "voice": "reported" in labels/*.jsonl.
        .containsPattern("always-reported +all +0\\.421")
        .containsPattern("paragraphs +words +(0\\.[89]\\d\\d|1\\.000)")
        .containsPattern("paragraphs +sentence +0\\.[0-5]\\d\\d")
        .containsPattern("articles +words +1\\.000")
        .containsPattern("articles +all +- +1\\.000");
  }

  @Test
  void aRuleThatIsNoneIsSaid() throws IOException {
    Path file = temporary.resolve("rules.jsonl");
    JobSpec spec = spec(JOB + "rules: rules.jsonl\n");

    Files.writeString(file, "\n{\"n\": 1, \"text\": \"Ferries stop.\"}\n");
    assertThatThrownBy(() -> JobCheck.check(spec))
        .isInstanceOf(UserException.class)
        .hasMessage(
            file + ":2: is no rule, expected n (a number), text, and sentences (a list of texts).");
    Files.writeString(file, "ferries\n");
    assertThatThrownBy(() -> JobCheck.check(spec))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(file + ":1: is not a JSON object: ");
    Files.writeString(file, "\n");
    assertThatThrownBy(() -> JobCheck.check(spec))
        .isInstanceOf(UserException.class)
        .hasMessage(file + ": holds no rules, expected one JSON object a line.");
  }

  @Test
  void aDatasetIsLookedAtBeforeAnythingIsRead() throws IOException {
    Path dataset = SmallDataset.copyTo(temporary.resolve("dataset"));

    assertThat(JobCheck.check(spec(JOB + "dataset: " + dataset + "\n")))
        .first()
        .isEqualTo(
            "read   the 2 web pages of %s, and 14 files of %s"
                .formatted(temporary.resolve("pages.tar.gz"), dataset));
    assertThatThrownBy(() -> JobCheck.check(spec(JOB + "dataset: nowhere\n")))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("dataset 'nowhere': there is no such directory");
  }

  @Test
  void thePlanSaysWhatIsRead() throws IOException {
    assertThat(JobCheck.check(spec(JOB)))
        .first()
        .isEqualTo("read   the 2 web pages of " + temporary.resolve("pages.tar.gz"));
  }

  @Test
  void whatIsMissingIsSaid() throws IOException {
    Path file = Files.writeString(temporary.resolve("bare.yaml"), JOB);
    assertThatThrownBy(() -> JobSpec.read(file, List.of()))
        .isInstanceOf(UserException.class)
        .hasMessage(
            file
                + " needs data=DIRECTORY with pages.tar.gz, which is not part of Endoxa. Add --set"
                + " data=DIRECTORY.");
    write(Map.of("pages/a/source.html", "<p>Text</p>"));
    assertThatThrownBy(() -> JobCheck.check(spec(JOB)))
        .isInstanceOf(UserException.class)
        .hasMessage(
            temporary.resolve("pages.tar.gz")
                + ": folder a has no expected.html. Add it, or leave out the folder.");
    write(Map.of("readme.txt", "none"));
    assertThatThrownBy(() -> JobCheck.check(spec(JOB)))
        .hasMessageEndingWith(
            ": holds no pages, expected folders with source.html and expected.html.");
    Files.delete(temporary.resolve("pages.tar.gz"));
    assertThatThrownBy(() -> JobCheck.check(spec(JOB)))
        .hasMessageEndingWith(
            "pages.tar.gz: there is no such file. Check 'data', the directory of the data set's"
                + " files.");
  }

  @Test
  void aDamagedArchiveIsSaid() throws IOException {
    Path file = temporary.resolve("pages.tar.gz");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));

    assertThatThrownBy(() -> JobCheck.check(spec(JOB)))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(file + ": cannot be read as .tar.gz: ")
        .hasMessageEndingWith(". Copy it again.");
  }
}
