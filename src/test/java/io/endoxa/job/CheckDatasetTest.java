package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.error.DataContractException;
import io.endoxa.error.UserException;
import io.endoxa.spark.ParquetRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the shipped dataset passes is tested elsewhere; here are some that do not. */
class CheckDatasetTest {
  private static final Path PROMISES = Path.of("datasets/south-caucasus/checks.yaml");
  private static final String PORT = "The port took in more grain this week than in any before it.";
  private static final String FERRY = "Two ferries lay idle at the pier, and nobody could say why.";
  private static final String STORM = "A storm kept the pilots ashore until late on Sunday night.";

  @TempDir private Path temporary;

  private Path dataset() throws IOException {
    Path dataset = SmallDataset.copyTo(temporary.resolve("dataset"));
    SmallDataset.writeSplits(dataset, "kura-herald");
    return dataset;
  }

  private TinyDataset tiny(String promises) throws IOException {
    return new TinyDataset(temporary.resolve("dataset")).line("checks.yaml", promises);
  }

  private static JobRunner.Finished check(Path dataset, Path output) {
    return TrainedRun.run("jobs/check-dataset.yaml", "dataset=" + dataset, "output=" + output);
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertThatChecking(TinyDataset dataset) {
    return assertThatThrownBy(() -> check(dataset.directory(), temporary))
        .isInstanceOf(DataContractException.class);
  }

  @Test
  void aBrokenPromiseEndsTheJobWithNamedRows() throws IOException {
    Path dataset = dataset();
    Files.copy(PROMISES, dataset.resolve("checks.yaml"));
    Path article = dataset.resolve("articles/hrazdan-review-2022-04-01-after-parukh.txt");
    Files.writeString(
        article,
        Files.readString(article)
            + "\n\nA paragraph that nobody has labelled stands here, last.\n");

    assertThatThrownBy(() -> check(dataset, temporary))
        .isInstanceOf(DataContractException.class)
        .hasMessageContaining("articles: found 14, expected at least 700\n")
        .hasMessageContaining("paragraphs without labels: found 1, expected none")
        .hasMessageContaining("\n  hrazdan-review-2022-04-01-after-parukh#8\n")
        .hasMessageContaining(" checks of %s fail. Mend the rows above".formatted(dataset));
  }

  @Test
  void aDatasetWithoutSplitsAndSourcesPasses() throws IOException {
    TinyDataset dataset =
        tiny("articles: 2\nkappa: 0.6\nnear-duplicate: 0.5\nshared-words: 8\nleakage: 0.05")
            .article("a", "", PORT, FERRY)
            .article("b", "", STORM)
            .label("a", "The port", "agree", "")
            .label("a", "Two ferries", "disagree", "")
            .label("b", "A storm", "unrelated", "");

    JobRunner.Finished finished = check(dataset.directory(), temporary);

    // Readable articles, labels of all paragraphs, no repeats, articles, one side, shared words.
    assertThat(finished.plainSummary())
        .contains("All 6 checks pass.")
        .contains("article a  ", "article b  ")
        .contains("outlet alone: macro-F1", "not run: 2 articles, cross-validation needs 3")
        .contains("length alone: macro-F1", "not run: 2 sources, cross-validation needs 3")
        .doesNotContain("in two parts", "in no part", "kappa", "minimal pairs");
    assertThat(Files.readString(Path.of(finished.directory(), "dataset_card.md")))
        .startsWith(
            "---\nlanguage:\n- en\nlicense: unknown\npretty_name: dataset\nmultilinguality:")
        .contains("- n<1K\n", "| all  |          3 |        2 |       2 |")
        .doesNotContain("train", "Agreement", "creators");
  }

  @Test
  void everyRowOfAFailedCheckIsPublishedAndNoStepFollows() throws IOException {
    String[] paragraphs = new String[25];
    for (int i = 0; i < paragraphs.length; i++) {
      paragraphs[i] = "On day %d the pier stayed shut.".formatted(i);
    }
    TinyDataset dataset = tiny("").article("a", "", paragraphs).label("a", "On day 0", "agree", "");
    Path job = temporary.resolve("job.yaml");
    Files.writeString(
        job,
        "kind: pipeline\nsteps: [check-dataset, learning-curve]\ndataset: %s\noutput: %s\n"
            .formatted(dataset.directory(), temporary));

    // The learning curve would name the missing splits.
    assertThatThrownBy(() -> TrainedRun.run(job.toString()))
        .isInstanceOf(DataContractException.class)
        .hasMessageContaining("paragraphs without labels: found 24, expected none\n  a#1\n")
        .hasMessageContaining("\n  a#20\n  and 4 more\n1 of 3 checks of ")
        .hasMessageNotContaining("quarantine");

    Path run;
    try (Stream<Path> runs = Files.list(temporary.resolve("runs"))) {
      run = runs.findFirst().orElseThrow();
    }
    ParquetRows.Head rows =
        ParquetRows.head(new Configuration(), run.resolve("check_rows").toString(), 100);
    assertThat(rows.names()).containsExactly("check", "row");
    assertThat(rows.rows()).hasSize(24).contains(List.of("paragraphs without labels", "a#24"));
    assertThat(run.resolve("summary.md")).content().contains("FAILS", "1 of 3 checks of ");
    assertThat(TrainedRun.manifest(run.toString()).outputs())
        .extracting(entry -> entry.table() + " " + entry.rows())
        .containsExactly("check_rows 24");
  }

  @Test
  void aTieIsReportedBesideTheAgreement() throws IOException {
    TinyDataset dataset =
        tiny("second-share: 0.25\nkappa: 0.6")
            .article("a", "\"source\": \"Quay\"", PORT, FERRY)
            .label("a", "The port", "agree", "\"annotator\": \"anna\"")
            .label("a", "The port", "disagree", "\"annotator\": \"ben\"")
            .label("a", "Two ferries", "agree", "\"annotator\": \"anna\"");

    assertThatChecking(dataset)
        .hasMessageContaining("Agreement of two annotators\n")
        .hasMessageContaining(
            "kappa of economic_turn: found none: both gave every example the label 'unrelated': that"
                + " much agreement is chance, expected at least 0.600\n")
        .hasMessageContaining(
            "labels of paragraphs: found 1 paragraphs have no majority on some question, expected"
                + " each fits one paragraph, none is tied\n  ")
        .hasMessageContaining("all.jsonl:1, ")
        .hasMessageContaining("all.jsonl:2: secret_deal is agree, disagree\n")
        .hasMessageContaining("\n  Add a line for each to adjudication/.\n");
  }

  @Test
  void aLabelledArticleThatCannotBeReadIsReportedAsBoth() throws IOException {
    TinyDataset dataset =
        tiny("")
            .article("a", "", PORT)
            .line("articles/all.jsonl", "{\"id\": \"b\", \"text\": ")
            .label("a", "The port", "agree", "")
            .label("b", "Two ferries", "agree", "");

    assertThatChecking(dataset)
        .hasMessageContaining("articles that cannot be read: found 1, expected none\n  ")
        .hasMessageContaining("/articles/all.jsonl:2: ")
        .hasMessageContaining("labels of paragraphs: found 1 labels do not fit the articles,")
        .hasMessageContaining("all.jsonl:2: there is no article 'b'\n");
  }

  @Test
  void aCopyLabelledInTwoPartsIsFoundAndARepeatInOneArticleIsNot() throws IOException {
    TinyDataset dataset =
        tiny("near-duplicate: 0.5")
            .article("a", "\"source\": \"Quay\"", PORT, STORM, PORT)
            .article("b", "\"source\": \"Pier\"", FERRY, PORT.toUpperCase(java.util.Locale.ROOT))
            .article("c", "\"source\": \"Mole\"", "Snow fell.")
            .label("a", "The port", "agree", "")
            .label("a", "A storm", "unrelated", "")
            .label("b", "Two ferries", "disagree", "")
            .label("b", "The port", "agree", "")
            .label("c", "Snow", "discuss", "")
            .split("a", "Quay", "train")
            .split("b", "Pier", "test")
            .split("c", "Mule", "train");

    assertThatChecking(dataset)
        .hasMessageContaining("near-duplicates in two parts: found 1, expected none\n  ")
        .hasMessageContaining(": 1.00 alike\n")
        .hasMessageContaining("articles whose source the splits do not repeat: found 1,")
        .hasMessageContaining("\n  c: 'Mole' in the article, 'Mule' in ")
        .hasMessageContaining("/splits.jsonl:3\n")
        .hasMessageContaining("labelled paragraphs that repeat another: found 1, expected none\n")
        .hasMessageContaining("\n  b#1 has the text of a#0\n");
  }

  @Test
  void aDatasetWithoutPromisesIsNamedBeforeSparkStarts() throws IOException {
    Path dataset = dataset();

    assertThatThrownBy(() -> check(dataset, temporary))
        .isInstanceOf(UserException.class)
        .hasMessage(dataset + "/checks.yaml: there is no such file. Check the path.");
  }
}
