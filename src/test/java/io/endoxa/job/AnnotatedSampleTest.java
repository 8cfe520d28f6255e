package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.error.UserException;
import io.endoxa.spark.SharedSpark;
import io.endoxa.spark.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels by hand in a label job. */
class AnnotatedSampleTest {
  private static final String RAIN = "It rained on the plateau for three days before the market.";

  @TempDir private Path temporary;
  private Path labels;
  private List<String> keys;

  @BeforeEach
  void writeArticles() throws IOException {
    Path input = temporary.resolve("a.jsonl");
    Files.writeString(
        input,
        """
        {"id": "a", "published": "2024-05-01", "text": "%1$s\\n\\nTrade comes before security."}
        {"id": "b", "published": "2024-05-02", "text": "%1$s"}
        {"id": "c", "published": "2024-05-03", "text": "Торговля важнее безопасности, сказал министр в Ереване."}
        """
            .formatted(RAIN));
    labels = temporary.resolve("hand.jsonl");
    Path model = TinyModel.writeTo(temporary.resolve("model"));
    keys = List.of("model=" + model, "input=" + input, "output=" + temporary);
  }

  private List<String> with(String... more) {
    List<String> all = new ArrayList<>(keys);
    all.addAll(List.of(more));
    return all;
  }

  private JobRunner.Finished run(String... more) {
    return TrainedRun.run("jobs/label.yaml", with(more).toArray(String[]::new));
  }

  private static String line(String id) {
    return "{\"paragraph_id\": \"%s\", \"question_id\": \"deal\", \"stance\": \"agree\", \"inclusion_probability\": 1}%n"
        .formatted(id);
  }

  private static Dataset<Row> table(JobRunner.Finished run, String name) {
    return SharedSpark.session().read().parquet(run.directory() + "/" + name);
  }

  @Test
  void labelsAreCountedAndThoseThatSayNothingAreLeftOut() throws IOException {
    StringBuilder lines = new StringBuilder(line("nowhere"));
    for (Row row : table(run(), "paragraphs").select("paragraph_id").collectAsList()) {
      lines.append(line(row.getString(0)));
    }
    Files.writeString(labels, lines);

    JobRunner.Finished run = run("annotated=" + labels);

    assertThat(run.summary().notes())
        .contains(
            "Shares are corrected by 2 paragraphs labelled by hand, with 2 labels in "
                + labels
                + " (left out: 1 of copies, 1 of paragraphs in other languages, 1 of paragraphs"
                + " that the input does not have). They are right if the paragraphs were drawn at"
                + " random, with the probabilities that are given, and the model was not trained on"
                + " them.");
    assertThat(
            table(run, "shares")
                .where("source is null and month is null and stance = 'agree'")
                .orderBy("question_id")
                .select("n_paragraphs", "n_labelled", "corrected", "method", "reason")
                .collectAsList())
        .extracting(Row::toString)
        .containsExactly(
            "[3,2,null,naive,labelled by hand: 2 paragraphs in 1 articles, needed: 30 in 20]",
            "[3,0,null,naive,labelled by hand: 0 paragraphs in 0 articles, needed: 30 in 20]");
  }

  @Test
  void labelsOfOtherArticlesAreRefused() throws IOException {
    Files.writeString(labels, line("nowhere"));

    assertThatThrownBy(() -> run("annotated=" + labels))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "%s: none of 1 labels can be used: 1 of paragraphs that the input does not have. Give the paragraph_id that the table paragraphs has after a run on these articles, or set annotated=none.",
            labels);
  }

  @Test
  void labelsOfTrainingArticlesAreRefused() {
    AnnotatedSample.requireUnseen("hand.jsonl", List.of("a", "b"), Set.of("c"));

    assertThatThrownBy(
            () ->
                AnnotatedSample.requireUnseen(
                    "hand.jsonl", List.of("a", "a", "b"), Set.of("a", "c")))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "hand.jsonl: 2 of 3 labelled paragraphs are of articles that the model is trained on,"
                + " where it errs less than elsewhere. Train on other articles, or take these out of"
                + " input and draw from the rest.");
  }

  @Test
  void thePlanNamesThemAndAMistakeIsFoundBeforeSparkStarts() throws IOException {
    Files.writeString(labels, line("p1") + line("p2"));

    assertThat(
            JobCheck.check(JobSpec.read(Path.of("jobs/label.yaml"), with("annotated=" + labels))))
        .anyMatch(line -> line.endsWith("; shares corrected by 2 labels of " + labels));
    Files.writeString(labels, line("p1").replace("deal", "dael"));
    assertThatThrownBy(
            () ->
                JobCheck.check(
                    JobSpec.read(Path.of("jobs/label.yaml"), with("annotated=" + labels))))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "%s:1: question 'dael' is unknown. Did you mean 'deal'? Known: deal, trade.", labels);
  }
}
