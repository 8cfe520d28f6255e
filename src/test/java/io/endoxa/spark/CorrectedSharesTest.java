package io.endoxa.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.endoxa.annotate.HandLabel;
import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Stance;
import io.endoxa.estimate.ArticleSums;
import io.endoxa.estimate.CellEstimate;
import io.endoxa.estimate.CellSums;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Shares of a corpus of two sources and two months, of which the second copies from the first. */
class CorrectedSharesTest {
  private static final Codebook CODEBOOK =
      Codebook.parse(
          "codebook.yaml",
          """
          id: small
          version: 2
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

  private static final int ARTICLES = 90;
  private static final double DRAWN = 0.5;
  private static final String AGREE = "agree";

  /**
   * A paragraph; its id is article/index.
   *
   * @param text the id of the paragraph that it copies, or its own
   * @param first the article that its text stands in first
   */
  private record Paragraph(
      String id,
      String article,
      String source,
      String month,
      String text,
      String first,
      float agree,
      boolean otherLanguage) {
    Row row() {
      float rest = (1 - agree) / 3;
      boolean abstained = otherLanguage || agree < 0.1;
      Row stance =
          RowFactory.create(
              "deal",
              agree > 0.5 ? AGREE : "unrelated",
              agree,
              rest,
              rest,
              rest,
              agree,
              abstained,
              otherLanguage ? "other_language" : null);
      return RowFactory.create(
          id,
          article,
          source,
          Timestamp.valueOf(month + "-14 12:00:00"),
          text.equals(id) ? null : text,
          new Row[] {stance});
    }

    boolean isIn(@Nullable String ofSource, @Nullable String ofMonth) {
      return !otherLanguage
          && (ofSource == null || ofSource.equals(source))
          && (ofMonth == null || ofMonth.equals(month));
    }
  }

  private final List<Paragraph> paragraphs = new ArrayList<>();
  private final Map<String, HandLabel> byHand = new TreeMap<>();

  CorrectedSharesTest() {
    Random random = new Random(3);
    for (int article = 0; article < ARTICLES; article++) {
      String source = article < ARTICLES / 2 ? "Gazette" : "Wire";
      String month = article % 5 == 0 ? "2024-06" : "2024-05";
      for (int i = 0; i < 3; i++) {
        String id = article + "/" + i;
        float agree = random.nextFloat();
        if (i == 2 && source.equals("Wire") && article % 3 == 0) {
          Paragraph first = paragraphs.get(article);
          paragraphs.add(
              new Paragraph(
                  id,
                  "" + article,
                  source,
                  month,
                  first.id(),
                  first.article(),
                  first.agree(),
                  first.otherLanguage()));
          continue;
        }
        boolean otherLanguage = i == 0 && article % 20 == 0;
        paragraphs.add(
            new Paragraph(id, "" + article, source, month, id, "" + article, agree, otherLanguage));
        if (!otherLanguage && random.nextDouble() < DRAWN) {
          Stance stance = random.nextDouble() < 0.8 * agree ? Stance.AGREE : Stance.DISCUSS;
          byHand.put(id, new HandLabel(id, "deal", stance, DRAWN));
        }
      }
    }
  }

  private LabelTables tables(int partitions) {
    Dataset<Row> labelled =
        SharedSpark.session()
            .createDataFrame(paragraphs.stream().map(Paragraph::row).toList(), LABELLED)
            .repartition(partitions);
    return new LabelTables(labelled, CODEBOOK, "model", "run");
  }

  private List<Row> rows(int partitions, boolean countCopies) {
    return tables(partitions)
        .shares(countCopies, List.copyOf(byHand.values()))
        .selectExpr(Table.SHARES.schema().fieldNames())
        .orderBy("question_id", "stance", "source", "month")
        .collectAsList();
  }

  /** The sums of a cell for agree, paragraph by paragraph. */
  private CellSums sums(@Nullable String source, @Nullable String month, boolean countCopies) {
    Map<String, ArticleSums> articles = new TreeMap<>();
    Set<String> read = new HashSet<>();
    for (Paragraph paragraph : paragraphs) {
      if (!paragraph.isIn(source, month)
          || (!countCopies && !paragraph.text().equals(paragraph.id()))) {
        continue;
      }
      HandLabel label = byHand.get(paragraph.text());
      ArticleSums of = ArticleSums.unlabelled(paragraph.agree());
      if (label != null) {
        double weight = 1 / DRAWN;
        of =
            new ArticleSums(
                1,
                read.add(paragraph.text()) ? 1 : 0,
                paragraph.agree(),
                weight,
                label.stance() == Stance.AGREE ? weight : 0,
                weight * paragraph.agree());
      }
      articles.merge(paragraph.first(), of, ArticleSums::plus);
    }
    CellSums sums = new CellSums();
    articles.values().forEach(sums::add);
    return sums;
  }

  private void assertSharesAreThoseOfAPlainLoop(boolean countCopies) {
    List<String> pooled = new ArrayList<>();
    for (Row row : rows(2, countCopies)) {
      String source = row.getAs(Table.SOURCE);
      String month = row.getAs("month");
      if (!row.getAs(Table.STANCE).equals(AGREE)) {
        continue;
      }
      CellSums cell = sums(source, month, countCopies);
      List<CellEstimate.Wider> wider = new ArrayList<>();
      if (source != null && month != null) {
        wider.add(
            new CellEstimate.Wider(
                "source", "the source in all months", sums(source, null, countCopies)));
      }
      wider.add(
          new CellEstimate.Wider(
              "question", "all sources and months", sums(null, null, countCopies)));
      CellEstimate expected = CellEstimate.of(cell, wider);
      assertThat(row.<Long>getAs("n_paragraphs")).isEqualTo(cell.paragraphs());
      assertThat(row.<Long>getAs("n_labelled")).isEqualTo(cell.labelled());
      assertThat(row.<Long>getAs("n_labelled_articles")).isEqualTo(cell.labelledArticles());
      assertThat(row.<Double>getAs("corrected"))
          .isCloseTo(Objects.requireNonNull(expected.ppi()).share(), within(1e-8));
      assertThat(row.<Double>getAs("low")).isCloseTo(expected.ppi().low(), within(1e-8));
      assertThat(row.<Double>getAs("high")).isCloseTo(expected.ppi().high(), within(1e-8));
      assertThat(row.<Double>getAs("dsl"))
          .isCloseTo(Objects.requireNonNull(expected.dsl()).share(), within(1e-8));
      assertThat(row.<Double>getAs("dsl_low")).isCloseTo(expected.dsl().low(), within(1e-8));
      assertThat(row.<Double>getAs("dsl_high")).isCloseTo(expected.dsl().high(), within(1e-8));
      assertThat(row.<String>getAs("method")).isEqualTo("ppi++");
      assertThat(row.<String>getAs("reason")).isEqualTo(expected.reason());
      pooled.add("%s %s: %s".formatted(source, month, row.<String>getAs("pooled_to")));
    }
    assertThat(pooled)
        .containsExactly(
            "null null: null",
            "null 2024-05: null",
            "null 2024-06: question",
            "Gazette null: null",
            "Gazette 2024-05: null",
            "Gazette 2024-06: source",
            "Wire null: null",
            "Wire 2024-05: null",
            "Wire 2024-06: source");
  }

  @Test
  void sharesAreThoseOfAPlainLoopOverParagraphsWithCopiesAndWithoutThem() {
    assertSharesAreThoseOfAPlainLoop(true);
    assertSharesAreThoseOfAPlainLoop(false);
  }

  @Test
  void sharesAreTheSameInAnyPartitions() {
    assertThat(rows(7, true)).isEqualTo(rows(1, true));
  }

  @Test
  void withoutLabelsSharesAreCountedAndSayWhy() {
    List<Row> rows = tables(2).shares(true, List.of()).collectAsList();

    assertThat(rows).hasSize(9 * Stance.COUNT);
    assertThat(rows)
        .allSatisfy(
            row -> {
              assertThat(Arrays.asList("corrected", "low", "high", "dsl", "dsl_low", "dsl_high"))
                  .allMatch(column -> row.getAs(column) == null);
              assertThat(row.<String>getAs("method")).isEqualTo("naive");
              assertThat(row.<String>getAs("reason")).isEqualTo("no labels by hand are given");
            });
  }
}
