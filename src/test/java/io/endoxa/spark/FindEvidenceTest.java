package io.endoxa.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.transform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.error.UserException;
import io.endoxa.text.ParagraphSentences;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindEvidenceTest {
  private static final StructType PARAGRAPH =
      new StructType()
          .add(Table.PARAGRAPH_ID, DataTypes.StringType)
          .add(Table.TEXT, DataTypes.StringType)
          .add(Table.DUPLICATE_OF, DataTypes.StringType);

  /** Of three sentences, the last two texts equal, and one of a single sentence. */
  private static final List<String> TEXTS = new ArrayList<>(MadeTexts.of(12, 3));

  @TempDir private static Path temporary;
  private static Path model = Path.of("");

  @BeforeAll
  static void write() throws IOException {
    model = TinyModel.writeWithJudgeTo(temporary.resolve("model"), 5);
    TEXTS.add(TEXTS.get(11));
    TEXTS.add("Trade comes before security.");
    TEXTS.add("\uD83D\uDE00 " + TEXTS.get(0));
  }

  private static Dataset<Row> labelled(List<Row> rows) {
    Dataset<Row> encoded =
        CopiedParagraphs.encodeFirsts(
            new EncodeParagraphs().setTasks(2),
            SharedSpark.session().createDataFrame(rows, PARAGRAPH));
    Dataset<Row> firsts =
        new LabelParagraphs()
            .setModel(model.toString())
            .setTasks(2)
            .transform(CopiedParagraphs.firsts(encoded))
            .drop(EncodeParagraphs.VECTOR);
    return CopiedParagraphs.withLabels(find(firsts, "", null), encoded);
  }

  private static Row paragraph(String id, String text, @Nullable String first) {
    return RowFactory.create(id, text, first);
  }

  private static Dataset<Row> find(Dataset<Row> rows, String chunks, @Nullable ChunkCounts counts) {
    FindEvidence find =
        new FindEvidence().setModel(model.toString()).setTasks(2).setChunksDir(chunks);
    return (counts == null ? find : find.countingChunksInto(counts)).transform(rows);
  }

  private static List<Row> list(Row row, String column) {
    return row.getList(row.fieldIndex(column));
  }

  @Test
  void aStanceHasASentenceWhateverThePartitionsAndItIsLookedForOnce() {
    List<Row> paragraphs = TEXTS.stream().map(text -> paragraph("p", text, null)).toList();
    Dataset<Row> labels = labelled(paragraphs).cache();
    List<Row> rows = labels.collectAsList();

    int several = 0;
    for (Row row : rows) {
      ParagraphSentences sentences = ParagraphSentences.of(row.getAs(Table.TEXT));
      List<Row> stances = list(row, LabelParagraphs.STANCES);
      List<Row> evidence = list(row, FindEvidence.EVIDENCE);
      assertThat(evidence)
          .extracting(found -> found.getAs(Table.QUESTION_ID))
          .isEqualTo(List.of("deal", "trade"));
      for (int i = 0; i < stances.size(); i++) {
        boolean counts =
            !stances.get(i).<Boolean>getAs("abstained")
                && !stances.get(i).getAs(Table.STANCE).equals("unrelated");
        several += counts && sentences.size() > 1 ? 1 : 0;
        assertThat(span(evidence.get(i)) != null).isEqualTo(counts);
        if (counts) {
          assertThat(sentences.spans().stream().map(s -> s.start() + "-" + s.end()))
              .contains(span(evidence.get(i)));
          assertThat(sentences.text())
              .contains(evidence.get(i).<String>getAs(Table.EVIDENCE_SENTENCE));
        }
      }
    }
    assertThat(several).isGreaterThan(6);
    Dataset<Row> without = labels.drop(FindEvidence.EVIDENCE).cache();
    String chunks = temporary.resolve("chunks").toString();
    long all = 0;
    for (int partitions : List.of(2, 1, 7)) {
      ChunkCounts counts = ChunkCounts.in(SharedSpark.session().sparkContext());
      assertThat(json(find(without.repartition(partitions), chunks, counts)))
          .isEqualTo(json(labels));
      if (all == 0) {
        all = counts.computed();
      } else {
        assertThat(counts.computed()).isZero();
        assertThat(counts.taken()).isEqualTo(all);
      }
    }
    assertThat(all).as("a text that stands twice is looked at once").isBetween(6L, (long) several);
    labels.unpersist();
    without.unpersist();
  }

  private static @Nullable String span(Row evidence) {
    Integer start = evidence.getAs(Table.EVIDENCE_START);
    return start == null ? null : start + "-" + evidence.<Integer>getAs(Table.EVIDENCE_END);
  }

  private static List<String> json(Dataset<Row> rows) {
    return rows.toJSON().collectAsList().stream().sorted().toList();
  }

  @Test
  void aCopyHasTheEvidenceOfItsFirstWhereItHasTheSentence() {
    String text = TEXTS.get(1);
    Dataset<Row> rows =
        labelled(
            List.of(
                paragraph("a", text, null),
                paragraph("b", text, "a"),
                paragraph("c", "Goris. " + text, "a"),
                paragraph("d", text.replace(".", "!"), "a")));
    List<Row> sorted = rows.orderBy(Table.PARAGRAPH_ID).collectAsList();
    List<Row> first = list(sorted.get(0), FindEvidence.EVIDENCE);

    assertThat(first).anyMatch(found -> span(found) != null);
    assertThat(list(sorted.get(1), FindEvidence.EVIDENCE)).isEqualTo(first);
    for (int i = 0; i < first.size(); i++) {
      Row moved = list(sorted.get(2), FindEvidence.EVIDENCE).get(i);
      assertThat(moved.<String>getAs(Table.EVIDENCE_SENTENCE))
          .isEqualTo(first.get(i).<String>getAs(Table.EVIDENCE_SENTENCE));
      Integer start = first.get(i).getAs(Table.EVIDENCE_START);
      assertThat(moved.<Integer>getAs(Table.EVIDENCE_START))
          .isEqualTo(start == null ? null : start + "Goris. ".length());
      assertThat(span(list(sorted.get(3), FindEvidence.EVIDENCE).get(i))).isNull();
    }
  }

  @Test
  void stancesOfAnotherModelAreRefused() {
    Dataset<Row> other =
        labelled(List.of(paragraph("a", TEXTS.get(1), null)))
            .drop(FindEvidence.EVIDENCE)
            .withColumn(
                LabelParagraphs.STANCES,
                transform(
                    col(LabelParagraphs.STANCES),
                    stance -> stance.withField(Table.QUESTION_ID, lit("war"))));

    assertThatThrownBy(() -> find(other, "", null).collectAsList())
        .isInstanceOf(SparkException.class)
        .rootCause()
        .isInstanceOf(UserException.class)
        .hasMessage(
            "stances are of question 'war', which the model has not. Known: deal, trade. Give the"
                + " model that found them.");
  }
}
