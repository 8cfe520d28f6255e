package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.endoxa.annotate.HandLabel;
import io.endoxa.codebook.Stance;
import io.endoxa.report.page.RunPage.Example;
import io.endoxa.report.page.RunPage.Kind;
import io.endoxa.spark.SharedSpark;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class ReportExamplesTest {
  /** Id, day, what the model says, its confidence, whether it abstains. */
  private static final String MODEL =
      """
      values ('denied', '2023-01-01', 'agree', 0.46, false),
             ('alone', '2023-02-01', 'agree', 0.52, false),
             ('missed', '2023-03-01', 'unrelated', 0.9, false),
             ('later', '2023-04-01', 'agree', 0.8, false),
             ('unsure', '2022-01-01', 'agree', 0.35, true),
             ('guess', '2022-01-02', 'discuss', 0.3, true)
      as model(paragraph_id, day, stance, confidence, abstained)""";

  @Test
  void whatPeopleSayStandsAboveTheModelAndDoubtIsInOrder() {
    List<Example> examples =
        new ReportExamples(
                stances(),
                paragraphs(),
                List.of(
                    new HandLabel("denied", "deal", Stance.UNRELATED, 0.5),
                    new HandLabel("missed", "deal", Stance.AGREE, 0.5),
                    new HandLabel("later", "deal", Stance.AGREE, 0.5)),
                List.of("deal"),
                7)
            .gather();

    assertThat(examples)
        .filteredOn(example -> example.kind() == Kind.FIRST)
        .extracting(Example::paragraphId, Example::byHand, Example::day)
        .containsExactlyInAnyOrder(
            tuple("missed", "agree", "2023-03-01"), tuple("alone", null, "2023-02-01"));
    assertThat(examples)
        .filteredOn(example -> example.kind() == Kind.DOUBTFUL)
        .extracting(Example::paragraphId)
        .containsExactly("guess", "unsure", "denied", "alone", "later");
  }

  private static Dataset<Row> stances() {
    return SharedSpark.session()
        .sql(
            """
            select paragraph_id, 'deal' as question_id, 'Gazette ' || paragraph_id as source,
                   timestamp(day) as published_at, stance, abstained,
                   cast(null as string) as abstain_reason, float(confidence) as confidence,
                   0.25f as p_agree, 0.25f as p_disagree, 0.25f as p_discuss, 0.25f as p_unrelated,
                   cast(null as int) as evidence_start, cast(null as int) as evidence_end
            from %s"""
                .formatted(MODEL))
        .repartition(2);
  }

  private static Dataset<Row> paragraphs() {
    return SharedSpark.session()
        .sql(
            """
            select paragraph_id, 'Gazette ' || paragraph_id as source,
                   timestamp(day) as published_at, cast(null as string) as title,
                   cast(null as string) as url, cast(null as string) as voice,
                   'A text.' as text, cast(null as string) as duplicate_of
            from %s"""
                .formatted(MODEL));
  }
}
