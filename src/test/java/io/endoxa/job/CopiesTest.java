package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.codebook.Codebook;
import io.endoxa.spark.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Syndicated articles in a label job. */
class CopiesTest {
  private static final String CONVOY =
      "The last convoy of the contingent left the valley on Wednesday before dawn, and nobody from"
          + " the district council had been asked to come, the drivers of the lorries said when they"
          + " stopped for tea at the northern end of the long tunnel.";
  private static final String TRADE =
      "Trade across the river has doubled since spring, and those who sell apples, carpets and"
          + " cement on either bank say that they would not have believed it a year ago, when the"
          + " bridge was still guarded by soldiers from far away.";

  @TempDir private static Path temporary;

  /** With standard keys, and vectors. */
  private static JobRunner.Finished labelled;

  @BeforeAll
  static void label() throws IOException {
    labelled = run("embeddings=true");
  }

  private static String json(String id, int day, String... paragraphs) {
    return "{\"id\": \"%s\", \"source\": \"%s Post\", \"published\": \"2024-05-%02d\", \"text\": \"%s\"}%n"
        .formatted(id, id, day, String.join("\\n\\n", paragraphs));
  }

  private static JobRunner.Finished run(String... more) throws IOException {
    Path input = temporary.resolve("a.jsonl");
    Files.writeString(
        input,
        json("late", 3, CONVOY.replace("Wednesday", "Thursday"), TRADE)
            + json("first", 1, CONVOY, TRADE)
            + json("other", 2, "Grapes were cheap in the market of Goris that week.", TRADE));
    String[] keys = {"model=" + TrainedRun.model(), "input=" + input, "output=" + temporary};
    return TrainedRun.run(
        "jobs/label.yaml",
        Stream.concat(List.of(keys).stream(), List.of(more).stream()).toArray(String[]::new));
  }

  private static Dataset<Row> table(JobRunner.Finished run, String name) {
    return SharedSpark.session().read().parquet(run.directory() + "/" + name);
  }

  @Test
  void aCopyNamesItsFirstAndHasItsLabels() {
    JobRunner.Finished run = labelled;
    Dataset<Row> paragraphs = table(run, "paragraphs");
    String twins = "select p.%1$s from p join p q on q.paragraph_id = p.duplicate_of order by all";
    paragraphs.createOrReplaceTempView("p");

    assertThat(
            SharedSpark.session()
                .sql(
                    twins.formatted(
                        "article_id, q.article_id from_article, p.duplicate_similarity < 1"))
                .collectAsList())
        .extracting(Row::toString)
        .containsExactly("[late,first,false]", "[late,first,true]", "[other,first,false]");
    assertThat(table(run, "articles").where("copy_of is not null").collectAsList())
        .extracting(row -> row.getAs("article_id") + " " + row.getAs("copy_of"))
        .containsExactly("late first");
    assertThat(run.summary().counts())
        .containsEntry("articles accepted", 3L)
        .containsEntry("articles nearly copied", 1L)
        .containsEntry("paragraphs", 6L)
        .containsEntry("paragraphs repeated", 2L)
        .containsEntry("paragraphs nearly repeated", 1L);
    table(run, "stances").createOrReplaceTempView("s");
    String labels = "question_id, stance, p_agree, p_disagree, p_discuss, p_unrelated, abstained";
    List<Row> copied =
        SharedSpark.session()
            .sql(
                "select p.duplicate_of, %1$s from s join p using (paragraph_id) where p.duplicate_of is not null order by all"
                    .formatted(labels))
            .collectAsList();
    assertThat(copied)
        .hasSize(15)
        .isEqualTo(
            SharedSpark.session()
                .sql(
                    "select p.duplicate_of, %1$s from s join p on s.paragraph_id = p.duplicate_of order by all"
                        .formatted(labels))
                .collectAsList());
  }

  /** Its own would be others, since "Thursday" is not "Wednesday". */
  @Test
  void aCopyIsNotEncodedButHasTheVectorOfItsFirst() {
    JobRunner.Finished run = labelled;
    table(run, "embeddings").createOrReplaceTempView("e");
    table(run, "paragraphs").createOrReplaceTempView("p");
    String twins =
        """
        select count(*), count_if(a.vector = b.vector), count_if(p.token_count = q.token_count)
        from p join p q on q.paragraph_id = p.duplicate_of
          join e a on a.paragraph_id = p.paragraph_id join e b on b.paragraph_id = q.paragraph_id""";

    assertThat(SharedSpark.session().sql(twins).head()).hasToString("[3,3,3]");
    assertThat(table(run, "embeddings").count()).isEqualTo(6);
  }

  /** They may have other labels; copies are looked for where articles are labelled alone. */
  @Test
  void labelledParagraphsOfTheSameWordsAllCount() throws IOException {
    Path dataset = SmallDataset.copyTo(temporary.resolve("dataset"));
    Files.writeString(
        dataset.resolve("articles/pair.jsonl"),
        json("a", 1, CONVOY) + json("b", 2, CONVOY.replace(",", ";")));
    String stances =
        Codebook.read(dataset.resolve("codebook.yaml")).questionIds().stream()
            .map("\"%s\": \"unrelated\""::formatted)
            .collect(Collectors.joining(", "));
    String label = "{\"article\": \"%s\", \"starts\": \"The last convoy\", \"stances\": {%s}}%n";
    Files.writeString(
        dataset.resolve("labels/pair.jsonl"),
        label.formatted("a", stances) + label.formatted("b", stances));

    JobRunner.Finished run =
        TrainedRun.run(
            "jobs/evaluate.yaml",
            "model=" + TrainedRun.model(),
            "dataset=" + dataset,
            "part=all",
            "output=" + temporary);

    assertThat(table(run, "predictions").where("article_id in ('a', 'b')").count()).isEqualTo(10);
  }

  @Test
  void sharesCountCopiesOrSkipThem() throws IOException {
    String all = "source is null and month is null and stance = 'agree'";

    assertThat(
            table(labelled, "shares")
                .where(all)
                .select("n_paragraphs", "n_articles")
                .distinct()
                .collectAsList())
        .extracting(Row::toString)
        .containsExactly("[6,3]");
    assertThat(
            table(run("count-copies=false"), "shares")
                .where(all)
                .select("n_paragraphs", "n_articles")
                .distinct()
                .collectAsList())
        .extracting(Row::toString)
        .containsExactly("[3,2]");
  }

  @Test
  void whatCountsAsACopyIsAKey() throws IOException {
    assertThat(run("copy-similarity=1").summary().counts())
        .containsEntry("paragraphs repeated", 2L)
        .containsEntry("paragraphs nearly repeated", 0L)
        .containsEntry("articles nearly copied", 0L);
  }
}
