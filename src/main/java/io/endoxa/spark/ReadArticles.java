package io.endoxa.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.createArrayType;

import io.endoxa.provenance.FileEntry;
import io.endoxa.provenance.FingerprintStream;
import io.endoxa.text.Article;
import io.endoxa.text.Attribution;
import io.endoxa.text.Origin;
import io.endoxa.text.Paragraph;
import io.endoxa.text.ReadResult;
import io.endoxa.text.RejectReason;
import io.endoxa.text.Rejected;
import io.endoxa.text.TextSpan;
import io.endoxa.text.clean.ArticleCutter;
import io.endoxa.text.clean.CutArticle;
import io.endoxa.text.source.ArticleFields;
import io.endoxa.text.source.ArticleSource;
import io.endoxa.text.source.ArticleSources;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Reads article files inside Spark tasks: each file becomes rows of kind article (cleaned and cut),
 * rejected, and one row of kind file with its length and hash. {@link ArticleLedger} takes them on.
 */
final class ReadArticles {
  static final String KIND = "kind";
  static final String ARTICLE = "article";
  static final String REJECTED = "rejected";
  static final String FILE = "file";
  static final String CONTENT_HASH = "content_hash";
  static final String PARAGRAPHS = "paragraphs";
  static final String DROPPED = "dropped";
  static final String BYTES = "bytes";
  static final String SHA256 = "sha256";

  private static final long MICROS_OF_SECOND = 1_000_000;

  static final StructType PARAGRAPH =
      new StructType()
          .add(Table.PARAGRAPH_ID, StringType, false)
          .add(Table.PARAGRAPH_INDEX, IntegerType, false)
          .add(Table.TEXT, StringType, false)
          .add("char_start", IntegerType, false)
          .add("char_end", IntegerType, false)
          .add("voice", StringType)
          .add("speaker", StringType)
          .add("speaker_start", IntegerType)
          .add("speaker_end", IntegerType)
          .add(Table.MARK, StringType)
          .add(Table.LANGUAGE, StringType);

  static final StructType DROPPED_LINE =
      new StructType().add(Table.TEXT, StringType, false).add(Table.REASON, StringType, false);

  /**
   * The rows as tasks make them, with dates in microseconds since 1970. From what Java has for
   * timestamps Spark would make other dates before 1900: by minutes, as clocks stood in the
   * machine's time zone, and by days where the Julian calendar held.
   */
  static final StructType SCHEMA =
      new StructType()
          .add(KIND, StringType, false)
          .add(Table.SOURCE_FILE, StringType, false)
          .add(Table.POSITION, IntegerType, false)
          .add(Table.ARTICLE_ID, StringType)
          .add(Table.SOURCE, StringType)
          .add(Table.PUBLISHED_AT, LongType)
          .add(Table.URL, StringType)
          .add(Table.TITLE, StringType)
          .add(Table.LANGUAGE, StringType)
          .add(Table.TEXT, StringType)
          .add(CONTENT_HASH, StringType)
          .add("dropped_line_count", IntegerType)
          .add("invisible_character_count", IntegerType)
          .add(PARAGRAPHS, createArrayType(PARAGRAPH, false))
          .add(DROPPED, createArrayType(DROPPED_LINE, false))
          .add("reason", StringType)
          .add("detail", StringType)
          .add("excerpt", StringType)
          .add(BYTES, LongType)
          .add(SHA256, StringType);

  private ReadArticles() {}

  /**
   * One row per article, rejected record and file, with the columns of {@link #SCHEMA} and dates as
   * timestamps. Files are read lazily.
   */
  static Dataset<Row> read(SparkSession session, List<String> files, ArticleFields fields) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
    Broadcast<SerializableConfiguration> hadoop =
        context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
    int slices = Math.min(files.size(), 4 * session.sparkContext().defaultParallelism());
    List<List<String>> groups = FileGroups.of(context.hadoopConfiguration(), files, slices);
    JavaRDD<Row> rows =
        context
            .parallelize(groups, groups.size())
            .flatMap(List::iterator)
            .flatMap(reader(hadoop, fields));
    return session
        .createDataFrame(rows, SCHEMA)
        .withColumn(Table.PUBLISHED_AT, timestamp_micros(col(Table.PUBLISHED_AT)));
  }

  /** In a static factory, so that the function captures no more than it needs. */
  private static FlatMapFunction<String, Row> reader(
      Broadcast<SerializableConfiguration> hadoop, ArticleFields fields) {
    return file -> new FileRows(file, hadoop.value().value(), fields);
  }

  /** The rows of one file, read as they are asked for; the last is the file's own row. */
  private static final class FileRows implements Iterator<Row> {
    private final String file;
    private final ArticleSources sources;
    private final ArticleCutter cutter = new ArticleCutter();
    private @Nullable FingerprintStream in;
    private Iterator<ReadResult> records;
    private boolean done;

    FileRows(String file, Configuration hadoop, ArticleFields fields) {
      this.file = file;
      this.sources = new ArticleSources(fields);
      this.records = open(hadoop, fields);
    }

    private Iterator<ReadResult> open(Configuration hadoop, ArticleFields fields) {
      Path path = new Path(file);
      boolean parquet =
          path.getName().toLowerCase(Locale.ROOT).endsWith("." + ParquetArticles.EXTENSION);
      Optional<ArticleSource> source = sources.forFile(path.getName());
      if (source.isEmpty() && !parquet) {
        return rejected(
            RejectReason.UNKNOWN_FORMAT,
            "the name has no known ending; known: "
                + String.join(", ", ArticleFiles.knownExtensions()));
      }
      try {
        in = new FingerprintStream(path.getFileSystem(hadoop).open(path));
        return parquet
            ? new ParquetArticles(file, hadoop, fields)
            : source.orElseThrow().read(file, in);
      } catch (IOException | RuntimeException e) {
        return rejected(RejectReason.UNREADABLE, "cannot be opened: " + nameOf(e));
      }
    }

    @Override
    public boolean hasNext() {
      return !done;
    }

    @Override
    public Row next() {
      if (done) {
        throw new NoSuchElementException(file);
      }
      try {
        return records.hasNext() ? row(records.next(), cutter) : finish();
      } catch (IOException | RuntimeException e) {
        // What was read before stays; the rest of the file is named as unreadable.
        records = Collections.emptyIterator();
        return row(
            rejected(RejectReason.UNREADABLE, "reading stopped: " + nameOf(e)).next(), cutter);
      }
    }

    private Row finish() throws IOException {
      done = true;
      if (in == null) {
        return fileRow(new FileEntry(file, 0, ""));
      }
      try (FingerprintStream open = in) {
        return fileRow(open.finish(file));
      }
    }

    private Iterator<ReadResult> rejected(RejectReason reason, String detail) {
      return List.<ReadResult>of(new Rejected(new Origin(file, 1), reason, detail, "")).iterator();
    }

    private static String nameOf(Exception e) {
      return e.getClass().getSimpleName();
    }
  }

  private static Row row(ReadResult result, ArticleCutter cutter) {
    if (result instanceof Rejected rejected) {
      return rejectedRow(rejected);
    }
    CutArticle cut = cutter.cut((Article) result);
    if (cut.paragraphs().isEmpty()) {
      return rejectedRow(
          new Rejected(
              cut.article().origin(),
              RejectReason.NO_PARAGRAPHS,
              "no text is left after cleaning; %d lines were dropped"
                  .formatted(cut.dropped().size()),
              ""));
    }
    return articleRow(cut);
  }

  private static Row articleRow(CutArticle cut) {
    Article article = cut.article();
    List<Row> paragraphs = new ArrayList<>(cut.paragraphs().size());
    for (Paragraph paragraph : cut.paragraphs()) {
      Attribution attribution = paragraph.attribution();
      TextSpan speaker = attribution == null ? null : attribution.speakerSpan();
      paragraphs.add(
          RowFactory.create(
              paragraph.id(),
              paragraph.index(),
              paragraph.text(),
              paragraph.charStart(),
              paragraph.charEnd(),
              attribution == null ? null : attribution.voice().label(),
              attribution == null ? null : attribution.speaker(),
              speaker == null ? null : speaker.start(),
              speaker == null ? null : speaker.end(),
              paragraph.mark() == null ? null : paragraph.mark().label(),
              paragraph.language()));
    }
    return RowFactory.create(
        ARTICLE,
        article.origin().file(),
        article.origin().position(),
        article.id(),
        article.source(),
        micros(article.published()),
        article.url(),
        article.title(),
        article.language(),
        cut.cleanText(),
        cut.contentHash(),
        cut.dropped().size(),
        cut.invisibleCharacters(),
        paragraphs.toArray(Row[]::new),
        cut.dropped().stream()
            .map(line -> RowFactory.create(line.text(), line.reason()))
            .toArray(Row[]::new),
        null,
        null,
        null,
        null,
        null);
  }

  private static @Nullable Long micros(@Nullable Instant moment) {
    return moment == null
        ? null
        : moment.getEpochSecond() * MICROS_OF_SECOND + moment.getNano() / 1000;
  }

  private static Row rejectedRow(Rejected rejected) {
    Object[] values = new Object[SCHEMA.size()];
    values[SCHEMA.fieldIndex(KIND)] = REJECTED;
    values[SCHEMA.fieldIndex(Table.SOURCE_FILE)] = rejected.origin().file();
    values[SCHEMA.fieldIndex(Table.POSITION)] = rejected.origin().position();
    values[SCHEMA.fieldIndex("reason")] = rejected.reason().label();
    values[SCHEMA.fieldIndex("detail")] = rejected.detail();
    values[SCHEMA.fieldIndex("excerpt")] = rejected.excerpt();
    return RowFactory.create(values);
  }

  private static Row fileRow(FileEntry entry) {
    Object[] values = new Object[SCHEMA.size()];
    values[SCHEMA.fieldIndex(KIND)] = FILE;
    values[SCHEMA.fieldIndex(Table.SOURCE_FILE)] = entry.path();
    values[SCHEMA.fieldIndex(Table.POSITION)] = 0;
    values[SCHEMA.fieldIndex(BYTES)] = entry.bytes();
    values[SCHEMA.fieldIndex(SHA256)] = entry.sha256();
    return RowFactory.create(values);
  }
}
