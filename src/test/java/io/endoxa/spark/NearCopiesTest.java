package io.endoxa.spark;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NearCopiesTest {
  private static final String FERRY =
      "The last ferry of the autumn left the lower quay on Wednesday before dawn, with forty"
          + " passengers, two lorries of apples and a brass band that had played at a wedding in the"
          + " old customs house until the candles were gone";

  private static final StructType TEXT =
      new StructType()
          .add(Table.PARAGRAPH_ID, DataTypes.StringType, false)
          .add(Table.ARTICLE_ID, DataTypes.StringType, false)
          .add(Table.PARAGRAPH_INDEX, DataTypes.IntegerType, false)
          .add(Table.PUBLISHED_AT, DataTypes.TimestampType)
          .add(Table.LANGUAGE, DataTypes.StringType)
          .add(Table.TEXT, DataTypes.StringType, false)
          .add(Table.DUPLICATE_OF, DataTypes.StringType)
          .add(Table.DUPLICATE_SIMILARITY, DataTypes.DoubleType);

  private final List<Row> rows = new ArrayList<>();

  /** A paragraph, and an article of the same text; {@code day} 0 is none. */
  private void add(String id, int day, String text) {
    addEqual(id, day, text, null);
  }

  private void addEqual(String id, int day, String text, @Nullable String equalTo) {
    add(id, day, "en", text, equalTo);
  }

  private void add(
      String id, int day, @Nullable String language, String text, @Nullable String equalTo) {
    rows.add(
        RowFactory.create(
            id,
            id,
            0,
            day == 0 ? null : Timestamp.valueOf("2024-05-%02d 00:00:00".formatted(day)),
            language,
            text,
            equalTo,
            equalTo == null ? null : 1.0));
  }

  private Dataset<Row> texts(int partitions) {
    return SharedSpark.session().createDataFrame(rows, TEXT).repartition(partitions);
  }

  /** {@code duplicate_of} by id, of those that have one. */
  private Map<String, String> found(double similarity, int partitions) {
    Dataset<Row> paragraphs = texts(partitions);
    Map<String, String> found = new TreeMap<>();
    try (NearCopies copies = NearCopies.find(paragraphs.limit(0), paragraphs, similarity)) {
      for (Row row : copies.markParagraphs(paragraphs).collectAsList()) {
        if (row.getAs(Table.DUPLICATE_OF) != null) {
          found.put(row.getAs(Table.PARAGRAPH_ID), row.getAs(Table.DUPLICATE_OF));
        }
      }
    }
    return found;
  }

  private Map<String, String> found(double similarity) {
    return found(similarity, 2);
  }

  @Test
  void aCopyNamesTheEarliestByDateThenById() {
    add("c", 1, FERRY.replace("Wednesday", "Thursday"));
    add("b", 1, FERRY.replace("apples", "pears"));
    add("a", 2, FERRY);
    add("undated", 0, FERRY.replace("dawn", "daybreak"));
    add("other", 1, "Grapes were cheap in the market of Goris that week, and nobody knew why");
    add("short", 1, "Two words");

    assertThat(found(0.7)).isEqualTo(Map.of("a", "b", "c", "b", "undated", "b"));
  }

  @Test
  void similarityIsThatOfWordTriplesAndTheBoundIsExact() {
    // 41 words are 39 triples; another word in the middle changes 3: 36 in common, 42 in all.
    add("a", 1, FERRY);
    add("b", 2, FERRY.replace("apples", "pears"));
    Dataset<Row> paragraphs = texts(2);

    try (NearCopies copies = NearCopies.find(paragraphs.limit(0), paragraphs, 36 / 42.0)) {
      Row copy = copies.markParagraphs(paragraphs).where("duplicate_of is not null").head();
      assertThat(copy.<Double>getAs(Table.DUPLICATE_SIMILARITY)).isCloseTo(36 / 42.0, within(1e-9));
      assertThat(copy.schema().fieldNames()).containsExactlyInAnyOrder(TEXT.fieldNames());
    }
    assertThat(found(Math.nextUp(36 / 42.0))).isEmpty();
  }

  @Test
  void aParagraphThatDeniesIsNoCopyOfOneThatDoesNot() {
    add("a", 1, FERRY);
    add("denies", 2, FERRY.replace("had played", "had not played"));
    add("too", 3, FERRY.replace("had played", "hadn’t played"));
    add("copy", 4, FERRY.replace("Wednesday", "Friday"));

    assertThat(found(0.7)).isEqualTo(Map.of("copy", "a", "too", "denies"));
  }

  /** Of 998 triples three are others, so that all four are in the same buckets. */
  @Test
  void textsThatDenyDoNotHideTheFirstOfThoseThatDoNot() {
    String text = IntStream.range(0, 1000).mapToObj(i -> "word" + i).collect(joining(" "));
    add("denies", 1, text.replace("word500 ", "not "));
    add("first", 2, text);
    add("denies too", 3, text.replace("word500 ", "never "));
    add("copy", 4, text.replace("word500 ", "anew "));

    assertThat(found(0.9)).isEqualTo(Map.of("denies too", "denies", "copy", "first"));
  }

  /** A model is not asked about the first, so that its label would say nothing of the copy. */
  @Test
  void aParagraphIsNoCopyOfOneInAnotherLanguage() {
    add("a", 1, "ru", FERRY, null);
    add("b", 2, null, FERRY.replace("Wednesday", "Friday"), null);
    add("c", 3, "en", FERRY.replace("Wednesday", "Thursday"), null);
    add("copy", 4, "en", FERRY, null);
    add("doubtful", 4, null, FERRY, null);

    assertThat(found(0.7)).isEqualTo(Map.of("copy", "c", "doubtful", "b"));
  }

  /** Each is nearly the one before it, the last has little of the first. */
  @Test
  void aCopyIsSimilarToWhatItNames() {
    String[] changes = {"ferry=boat", "quay=pier", "passengers=guests", "band=choir", "old=new"};
    String text = FERRY;
    add("0", 1, text);
    for (int i = 0; i < changes.length; i++) {
      String[] words = changes[i].split("=", -1);
      text =
          text.replace(" " + words[0] + " ", " " + words[1] + " ")
              .replace(words[0] + ",", words[1] + ",");
      add(Integer.toString(i + 1), i + 2, text);
    }

    // 39 triples, of which each change takes three: 36/42, 33/45, 30/48 in common with the first.
    assertThat(found(0.7)).isEqualTo(Map.of("1", "0", "2", "0"));
  }

  @Test
  void whatEqualsACopyNamesTheSameFirst() {
    add("a", 1, FERRY);
    add("b", 2, FERRY.replace("Wednesday", "Thursday"));
    addEqual("c", 3, FERRY.replace("Wednesday", "Thursday"), "b");

    assertThat(found(0.7)).isEqualTo(Map.of("b", "a", "c", "a"));
  }

  @Test
  void articlesAreComparedWithArticles() {
    add("a", 1, FERRY + ". It never came back.");
    add("b", 2, "(Quay Wire) " + FERRY + ".");
    Dataset<Row> articles = texts(1);

    try (NearCopies copies = NearCopies.find(articles, articles.limit(0), 0.8)) {
      assertThat(copies.articleCount()).isEqualTo(1);
      assertThat(copies.markArticles(articles).orderBy(Table.ARTICLE_ID).collectAsList())
          .extracting(row -> row.getAs(Table.ARTICLE_ID) + " " + row.<String>getAs(Table.COPY_OF))
          .containsExactly("a null", "b a");
    }
  }

  @Test
  void nothingInGivesNothingOut() {
    assertThat(found(0.8)).isEmpty();
  }

  /** 100 texts of 40 words, each again with one word in twenty changed, and 100 that are new. */
  @Test
  void copiesAreFoundAndNothingElseHoweverRowsAreSpread() {
    Random random = new Random(11);
    Map<String, String> expected = new TreeMap<>();
    for (int i = 0; i < 100; i++) {
      List<String> words = words(random);
      add("text" + i, 1, String.join(" ", words));
      words.set(random.nextInt(20), "changed");
      words.set(20 + random.nextInt(20), "anew");
      add("copy" + i, 2, String.join(" ", words));
      expected.put("copy" + i, "text" + i);
      add("new" + i, 2, String.join(" ", words(random)));
    }
    Map<String, String> found = found(0.6);

    // Two changes leave 32 to 36 of 38 triples: a similarity of 0.73 at the least.
    assertThat(expected).containsAllEntriesOf(found);
    assertThat(found.size()).isGreaterThan(97);
    for (int partitions : List.of(1, 7)) {
      Collections.shuffle(rows, random);
      assertThat(found(0.6, partitions)).isEqualTo(found);
    }
  }

  /** Of few words, so that many triples recur. */
  private static List<String> words(Random random) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      words.add("w" + (int) (40 * random.nextDouble() * random.nextDouble()));
    }
    return words;
  }
}
