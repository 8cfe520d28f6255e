package io.endoxa.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.endoxa.annotate.HandLabel;
import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Stance;
import io.endoxa.estimate.ArticleSums;
import io.endoxa.estimate.CellChange;
import io.endoxa.estimate.ChangeSums;
import io.endoxa.estimate.Holm;
import io.endoxa.estimate.Period;
import io.endoxa.estimate.PeriodPair;
import java.sql.Timestamp;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Changes in a corpus of three sources and two periods. Two sources copy articles of the first
 * period in the second; the third has too few labels.
 */
class ChangesTest {
  private static final Codebook CODEBOOK =
      Codebook.parse(
          "codebook.yaml",
          """
          id: small
          version: 1
          questions:
            - {id: deal, proposition: There was a deal., agree: a deal, disagree: no deal}
          """);
  private static final StructType LABELLED =
      new StructType()
          .add(Table.PARAGRAPH_ID, DataTypes.StringType)
          .add(Table.ARTICLE_ID, DataTypes.StringType)
          .add(Table.SOURCE, DataTypes.StringType)
          .add(Table.PUBLISHED_AT, DataTypes.TimestampType)
          .add(Table.DUPLICATE_OF, DataTypes.StringType)
          .add(LabelParagraphs.STANCES, DataTypes.createArrayType(LabelParagraphs.STANCE));
  private static final PeriodPair PERIODS =
      new PeriodPair(
          Period.parse("2024-01/2024-03", "here"), Period.parse("2024-04/2024-06", "here"));
  private static final List<YearMonth> MONTHS =
      List.of(YearMonth.of(2024, 2), YearMonth.of(2024, 5), YearMonth.of(2024, 9));
  private static final double DRAWN = 0.5;

  /**
   * A paragraph.
   *
   * @param text the id of the paragraph that it copies, or its own
   * @param first the article that its text stands in first
   */
  private record Paragraph(
      String id, String article, String source, int month, String text, String first, float agree) {
    Row row() {
      float rest = (1 - agree) / 3;
      Row stance =
          RowFactory.create(
              "deal",
              agree > 0.5 ? "agree" : "discuss",
              agree,
              rest,
              rest,
              rest,
              agree,
              false,
              null);
      return RowFactory.create(
          id,
          article,
          source,
          Timestamp.valueOf("2024-0%d-14 12:00:00".formatted(month)),
          text.equals(id) ? null : text,
          new Row[] {stance});
    }

    boolean isIn(@Nullable String ofSource, int ofMonth) {
      return (ofSource == null || ofSource.equals(source)) && month == ofMonth;
    }
  }

  private final List<Paragraph> paragraphs = new ArrayList<>();
  private final Map<String, HandLabel> byHand = new TreeMap<>();

  ChangesTest() {
    Random random = new Random(5);
    for (int article = 0; article < 264; article++) {
      String source = article < 120 ? "Gazette" : article < 240 ? "Wire" : "Herald";
      int month = MONTHS.get(article % 11 == 0 ? 2 : article % 2).getMonthValue();
      for (int i = 0; i < 3; i++) {
        String id = article + "/" + i;
        if (month == 5 && i == 0 && article % 5 == 0) {
          Paragraph first = paragraphs.get(3 * (article - 1) + 1);
          paragraphs.add(
              new Paragraph(
                  id, "" + article, source, month, first.text(), first.first(), first.agree()));
          continue;
        }
        float agree = random.nextFloat();
        paragraphs.add(new Paragraph(id, "" + article, source, month, id, "" + article, agree));
        if (random.nextDouble() < DRAWN) {
          boolean truth = random.nextDouble() < (month == 5 ? 0.9 : 0.6) * agree;
          byHand.put(id, new HandLabel(id, "deal", truth ? Stance.AGREE : Stance.DISCUSS, DRAWN));
        }
      }
    }
  }

  private List<Row> rows(int partitions, boolean corrected) {
    Dataset<Row> labelled =
        SharedSpark.session()
            .createDataFrame(paragraphs.stream().map(Paragraph::row).toList(), LABELLED)
            .repartition(partitions);
    LabelTables tables = new LabelTables(labelled, CODEBOOK, "model", "run");
    assertThat(tables.months(true)).isEqualTo(MONTHS);
    return tables
        .changes(
            true,
            corrected ? List.copyOf(byHand.values()) : List.of(),
            List.of(PERIODS),
            tables.months(true))
        .selectExpr(Table.CHANGES.schema().fieldNames())
        .orderBy("stance", "source")
        .collectAsList();
  }

  /** The articles of a month for agree, paragraph by paragraph. */
  private Map<String, ArticleSums> articles(@Nullable String source, int month) {
    Map<String, ArticleSums> articles = new TreeMap<>();
    for (Paragraph paragraph : paragraphs) {
      if (paragraph.isIn(source, month)) {
        HandLabel label = byHand.get(paragraph.text());
        articles.merge(
            paragraph.first(),
            label == null
                ? ArticleSums.unlabelled(paragraph.agree())
                : ArticleSums.labelled(paragraph.agree(), label.stance() == Stance.AGREE, DRAWN),
            ArticleSums::plus);
      }
    }
    return articles;
  }

  private ChangeSums sums(@Nullable String source) {
    Map<String, ArticleSums> from = articles(source, 2);
    Map<String, ArticleSums> to = articles(source, 5);
    ChangeSums sums = new ChangeSums();
    from.forEach((article, of) -> sums.add(of, to.getOrDefault(article, ArticleSums.NONE)));
    to.forEach(
        (article, of) -> {
          if (!from.containsKey(article)) {
            sums.add(ArticleSums.NONE, of);
          }
        });
    return sums;
  }

  private double naive(@Nullable String source, int month) {
    return paragraphs.stream()
        .filter(paragraph -> paragraph.isIn(source, month))
        .mapToInt(paragraph -> paragraph.agree() > 0.5 ? 1 : 0)
        .average()
        .orElseThrow();
  }

  @Test
  void changesAreThoseOfAPlainLoopAndTheSameInAnyPartitions() {
    List<Row> rows = rows(2, true);

    List<Row> agree = rows.stream().filter(row -> row.getAs(Table.STANCE).equals("agree")).toList();
    assertThat(agree)
        .extracting(row -> row.<String>getAs(Table.SOURCE))
        .containsExactly(null, "Gazette", "Herald", "Wire");
    for (Row row : agree) {
      String source = row.getAs(Table.SOURCE);
      ChangeSums sums = sums(source);
      CellChange expected = CellChange.of(sums, "2024-01/2024-03", "2024-04/2024-06");
      assertThat(row.<String>getAs(Table.FROM_PERIOD)).isEqualTo("2024-01/2024-03");
      assertThat(row.<String>getAs(Table.TO_PERIOD)).isEqualTo("2024-04/2024-06");
      assertThat(row.<Double>getAs("naive_from")).isCloseTo(naive(source, 2), within(1e-9));
      assertThat(row.<Double>getAs("naive_change"))
          .isCloseTo(naive(source, 5) - naive(source, 2), within(1e-9));
      assertThat(row.<Long>getAs("n_paragraphs_to")).isEqualTo(sums.to().paragraphs());
      assertThat(row.<Long>getAs("n_labelled_from")).isEqualTo(sums.from().labelled());
      assertThat(row.<Long>getAs("n_labelled_to")).isEqualTo(sums.to().labelled());
      assertThat(row.<String>getAs(Table.REASON)).isEqualTo(expected.reason());
      if (expected.change() != null) {
        assertThat(row.<Double>getAs("corrected_change"))
            .isCloseTo(expected.change().change(), within(1e-8));
        assertThat(row.<Double>getAs("low")).isCloseTo(expected.change().low(), within(1e-8));
        assertThat(row.<Double>getAs("high")).isCloseTo(expected.change().high(), within(1e-8));
        assertThat(row.<Double>getAs("p_value"))
            .isCloseTo(expected.change().pValue(), within(1e-8));
      }
    }
    assertThat(agree.get(2).<Double>getAs("corrected_change")).isNull();
    assertThat(agree.get(2).<String>getAs("method")).isEqualTo("naive");
    assertSourcesAreAdjustedTogetherAndAllByThemselves(agree);
    assertThat(rows(7, true)).isEqualTo(rows);
  }

  private static void assertSourcesAreAdjustedTogetherAndAllByThemselves(List<Row> agree) {
    double[] expected =
        Holm.adjusted(List.of(agree.get(1).getAs("p_value"), agree.get(3).getAs("p_value")));
    assertThat(agree.get(1).<Double>getAs("p_adjusted")).isCloseTo(expected[0], within(1e-8));
    assertThat(agree.get(3).<Double>getAs("p_adjusted")).isCloseTo(expected[1], within(1e-8));
    assertThat(expected[0] + expected[1])
        .isGreaterThan(
            agree.get(1).<Double>getAs("p_value") + agree.get(3).<Double>getAs("p_value"));
    assertThat(agree.get(0).<Double>getAs("p_adjusted"))
        .isEqualTo(Objects.requireNonNull(agree.get(0).<Double>getAs("p_value")));
    assertThat(agree.get(2).<Double>getAs("p_adjusted")).isNull();
  }

  @Test
  void withoutLabelsChangesAreCountedAndSayWhy() {
    assertThat(rows(2, false))
        .hasSize(4 * Stance.COUNT)
        .allSatisfy(
            row -> {
              assertThat(row.<Double>getAs("naive_change"))
                  .isEqualTo(row.<Double>getAs("naive_to") - row.<Double>getAs("naive_from"));
              assertThat(row.<Double>getAs("corrected_change")).isNull();
              assertThat(row.<String>getAs("method")).isEqualTo("naive");
              assertThat(row.<String>getAs(Table.REASON)).isEqualTo("no labels by hand are given");
            });
  }
}
