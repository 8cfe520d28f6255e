package io.endoxa.job;

import io.endoxa.report.IngestReport.Figure;
import io.endoxa.spark.NearCopies;
import io.endoxa.spark.Table;
import io.endoxa.text.Paragraph;
import io.endoxa.text.SentenceSplitter;
import io.endoxa.text.TextLanguage;
import io.endoxa.text.TextSpan;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * How many made copies of texts are found, by what was changed in them, and how many of what is
 * taken for a copy are copies.
 */
final class CopyScores {
  static final String SECTION = "copies";
  private static final double SIMILARITY = 0.8;
  private static final int LEAST_WORDS = 30;
  private static final int WORDS_PER_CHANGE = 40;

  /** Spark warns of tasks of more than a megabyte. */
  private static final int SLICES = 32;

  private static final Instant FIRST = Instant.parse("2024-01-01T00:00:00Z");
  private static final Instant LATER = Instant.parse("2024-02-01T00:00:00Z");

  private static final StructType SCHEMA =
      new StructType()
          .add(Table.PARAGRAPH_ID, DataTypes.StringType, false)
          .add(Table.ARTICLE_ID, DataTypes.StringType, false)
          .add(Table.PARAGRAPH_INDEX, DataTypes.IntegerType, false)
          .add(Table.PUBLISHED_AT, DataTypes.TimestampType)
          .add(Table.LANGUAGE, DataTypes.StringType)
          .add(Table.TEXT, DataTypes.StringType, false)
          .add(Table.DUPLICATE_OF, DataTypes.StringType)
          .add(Table.DUPLICATE_SIMILARITY, DataTypes.DoubleType);

  /** What a copy differs in. */
  private enum Change {
    /** One word in forty is another. */
    WORDS,
    /** One sentence is left out. */
    SENTENCE,
    /** A line of place, date and agency stands before it. */
    DATELINE;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Random random;
  private final List<String> texts;
  private final List<Change> changes = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();

  /** Of texts of one sentence none is made, since none can be left out. */
  private CopyScores(List<String> all, long seed) {
    this.random = new Random(seed);
    this.texts = all.stream().filter(text -> sentences(text).size() > 1).toList();
    for (int i = 0; i < texts.size(); i++) {
      Change change = Change.values()[i % Change.values().length];
      changes.add(change);
      rows.add(row("o" + i, FIRST, texts.get(i)));
      rows.add(row("c" + i, LATER, changed(texts.get(i), change)));
    }
  }

  static List<Figure> of(SparkSession session, DatasetArticles dataset, long seed) {
    CopyScores paragraphs =
        new CopyScores(
            dataset.paragraphs().stream()
                .map(Paragraph::text)
                .filter(text -> words(text).length >= LEAST_WORDS)
                .toList(),
            seed);
    CopyScores articles =
        new CopyScores(dataset.articles().stream().map(a -> a.cleanText()).toList(), seed);
    Dataset<Row> paragraphRows = paragraphs.table(session);
    Dataset<Row> articleRows = articles.table(session);
    List<Figure> figures = new ArrayList<>();
    try (NearCopies copies = NearCopies.find(articleRows, paragraphRows, SIMILARITY)) {
      figures.addAll(
          paragraphs.figures(
              "paragraphs", copies.markParagraphs(paragraphRows), Table.DUPLICATE_OF));
      figures.addAll(articles.figures("articles", copies.markArticles(articleRows), Table.COPY_OF));
    }
    return figures;
  }

  private Dataset<Row> table(SparkSession session) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
    return session.createDataFrame(context.parallelize(rows, SLICES), SCHEMA);
  }

  private static Row row(String id, Instant published, String text) {
    return RowFactory.create(
        id, id, 0, Timestamp.from(published), TextLanguage.ENGLISH, text, null, null);
  }

  private List<Figure> figures(String of, Dataset<Row> marked, String column) {
    Map<String, String> found = new HashMap<>();
    for (Row row : marked.select(Table.ARTICLE_ID, column).collectAsList()) {
      if (!row.isNullAt(1)) {
        found.put(row.getString(0), row.getString(1));
      }
    }
    List<Figure> figures = new ArrayList<>();
    for (Change change : Change.values()) {
      int made = 0;
      int right = 0;
      for (int i = 0; i < texts.size(); i++) {
        if (changes.get(i) == change) {
          made++;
          right += isCopyOf(found, "c" + i, "o" + i) ? 1 : 0;
        }
      }
      figures.add(
          new Figure(SECTION, of, change.word(), "recall", made == 0 ? 0 : (double) right / made));
    }
    long wrong =
        found.keySet().stream().filter(id -> !isCopyOf(found, id, "o" + id.substring(1))).count();
    figures.add(
        new Figure(
            SECTION,
            of,
            IngestBenchmarkSpec.ALL,
            "precision",
            found.isEmpty() ? 0 : 1 - (double) wrong / found.size()));
    return figures;
  }

  /** Also where the original is itself taken for a copy of the same text. */
  private static boolean isCopyOf(Map<String, String> found, String copy, String original) {
    String first = found.get(copy);
    return first != null
        && !copy.equals(original)
        && (first.equals(original) || first.equals(found.get(original)));
  }

  private String changed(String text, Change change) {
    return switch (change) {
      case WORDS -> otherWords(text);
      case SENTENCE -> withoutSentence(text);
      case DATELINE ->
          "Vienna, %d March (Danube Wire Agency) – %s".formatted(1 + random.nextInt(31), text);
    };
  }

  private String otherWords(String text) {
    String[] changed = words(text);
    String[] others = words(texts.get(random.nextInt(texts.size())));
    for (int i = 0; i < Math.max(1, changed.length / WORDS_PER_CHANGE); i++) {
      changed[random.nextInt(changed.length)] = others[random.nextInt(others.length)];
    }
    return String.join(" ", changed);
  }

  private String withoutSentence(String text) {
    List<TextSpan> sentences = sentences(text);
    TextSpan left = sentences.get(random.nextInt(sentences.size()));
    return text.substring(0, left.start()) + text.substring(left.end());
  }

  private static List<TextSpan> sentences(String text) {
    return new SentenceSplitter().split(text);
  }

  private static String[] words(String text) {
    return Arrays.stream(text.split(" ", -1)).filter(w -> !w.isEmpty()).toArray(String[]::new);
  }
}
