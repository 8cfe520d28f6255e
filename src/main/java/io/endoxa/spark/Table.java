package io.endoxa.spark;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;
import static org.apache.spark.sql.types.DataTypes.createArrayType;

import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Question;
import io.endoxa.error.UserException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.types.StructType;

/**
 * The tables of a run: name, columns and the columns that its rows are sorted by. Column names
 * stand here and nowhere else; what they hold is said in {@link TableNotes}. All are flat: no maps,
 * structs or Spark vectors.
 *
 * @param name of the directory
 * @param schema columns in order
 * @param sortedBy columns that together identify a row
 */
public record Table(String name, StructType schema, List<String> sortedBy) {
  public static final String ARTICLE_ID = "article_id";
  public static final String COPY_OF = "copy_of";
  public static final String DUPLICATE_OF = "duplicate_of";
  public static final String DUPLICATE_SIMILARITY = "duplicate_similarity";
  public static final String EVIDENCE_END = "evidence_end";
  public static final String EVIDENCE_SENTENCE = "evidence_sentence";
  public static final String EVIDENCE_START = "evidence_start";
  public static final String FROM_PERIOD = "from_period";
  public static final String LINE_INDEX = "line_index";
  public static final String MARK = "mark";
  public static final String MONTH = "month";
  public static final String REASON = "reason";
  public static final String LANGUAGE = "language";
  public static final String PARAGRAPH_ID = "paragraph_id";
  public static final String PARAGRAPH_INDEX = "paragraph_index";
  public static final String POSITION = "position";
  public static final String PUBLISHED_AT = "published_at";
  public static final String QUESTION_ID = "question_id";
  public static final String SOURCE = "source";
  public static final String SOURCE_FILE = "source_file";
  public static final String STANCE = "stance";
  public static final String TEXT = "text";
  public static final String TITLE = "title";
  public static final String TO_PERIOD = "to_period";
  public static final String TOKEN_COUNT = "token_count";
  public static final String URL = "url";

  /**
   * Every article that was read and not quarantined. What was read twice is a duplicate, which
   * names the one that was kept; nearly the text of an earlier article, in whatever outlet, is a
   * copy of it and kept beside it.
   */
  public static final Table ARTICLES =
      new Table(
          "articles",
          new StructType()
              .add(ARTICLE_ID, StringType, false)
              .add(SOURCE_FILE, StringType, false)
              .add(POSITION, IntegerType, false)
              .add(SOURCE, StringType)
              .add(PUBLISHED_AT, TimestampType)
              .add(URL, StringType)
              .add(TITLE, StringType)
              .add(LANGUAGE, StringType)
              .add(TEXT, StringType, false)
              .add("paragraph_count", IntegerType, false)
              .add("dropped_line_count", IntegerType, false)
              .add("invisible_character_count", IntegerType, false)
              .add(DUPLICATE_OF, StringType)
              .add(COPY_OF, StringType),
          List.of(ARTICLE_ID, SOURCE_FILE, POSITION));

  /** Lines and paragraphs that cleaning left out of accepted articles, and why. */
  public static final Table DROPPED =
      new Table(
          "dropped",
          new StructType()
              .add(ARTICLE_ID, StringType, false)
              .add(LINE_INDEX, IntegerType, false)
              .add(SOURCE, StringType)
              .add(REASON, StringType, false)
              .add(TEXT, StringType, false),
          List.of(ARTICLE_ID, LINE_INDEX));

  public static final Table PARAGRAPHS =
      new Table(
          "paragraphs",
          new StructType()
              .add(PARAGRAPH_ID, StringType, false)
              .add(ARTICLE_ID, StringType, false)
              .add(PARAGRAPH_INDEX, IntegerType, false)
              .add(SOURCE, StringType)
              .add(URL, StringType)
              .add(TITLE, StringType)
              .add(PUBLISHED_AT, TimestampType)
              .add(LANGUAGE, StringType)
              .add(TEXT, StringType, false)
              .add("char_start", IntegerType, false)
              .add("char_end", IntegerType, false)
              .add("voice", StringType)
              .add("speaker", StringType)
              .add("speaker_start", IntegerType)
              .add("speaker_end", IntegerType)
              .add(DUPLICATE_OF, StringType)
              .add(DUPLICATE_SIMILARITY, DoubleType)
              .add(MARK, StringType)
              .add(TOKEN_COUNT, IntegerType, false),
          List.of(ARTICLE_ID, PARAGRAPH_INDEX));

  /**
   * One row per paragraph and question. The evidence of a stance other than unrelated is the
   * sentence that carries it: its words, and where they stand in the paragraph's text, in UTF-16
   * units from 0, the end exclusive. Null for other rows, where native code crashed, and for a copy
   * that words the sentence of its first in another way.
   */
  public static final Table STANCES =
      new Table(
          "stances",
          new StructType()
              .add(PARAGRAPH_ID, StringType, false)
              .add(ARTICLE_ID, StringType, false)
              .add(SOURCE, StringType)
              .add(PUBLISHED_AT, TimestampType)
              .add(QUESTION_ID, StringType, false)
              .add(STANCE, StringType, false)
              .add("p_agree", FloatType, false)
              .add("p_disagree", FloatType, false)
              .add("p_discuss", FloatType, false)
              .add("p_unrelated", FloatType, false)
              .add("confidence", FloatType, false)
              .add("abstained", BooleanType, false)
              .add("abstain_reason", StringType)
              .add(EVIDENCE_SENTENCE, StringType)
              .add(EVIDENCE_START, IntegerType)
              .add(EVIDENCE_END, IntegerType)
              .add("model_id", StringType, false)
              .add("codebook_version", StringType, false)
              .add("run_id", StringType, false),
          List.of(PARAGRAPH_ID, QUESTION_ID));

  /** One row per paragraph and frame. */
  public static final Table FRAMES =
      new Table(
          "frames",
          new StructType()
              .add(PARAGRAPH_ID, StringType, false)
              .add("frame_id", StringType, false)
              .add("p_present", FloatType, false)
              .add("present", BooleanType, false)
              .add("model_id", StringType, false)
              .add("run_id", StringType, false),
          List.of(PARAGRAPH_ID, "frame_id"));

  /** What a model said of labelled paragraphs, beside what they are; a row per question. */
  public static final Table PREDICTIONS =
      new Table(
          "predictions",
          new StructType()
              .add(PARAGRAPH_ID, StringType, false)
              .add(ARTICLE_ID, StringType, false)
              .add(SOURCE, StringType)
              .add(TEXT, StringType, false)
              .add("voice", StringType)
              .add("phenomena", StringType, false)
              .add(QUESTION_ID, StringType, false)
              .add("truth", StringType, false)
              .add(STANCE, StringType, false)
              .add("p_agree", FloatType, false)
              .add("p_disagree", FloatType, false)
              .add("p_discuss", FloatType, false)
              .add("p_unrelated", FloatType, false)
              .add("confidence", FloatType, false)
              .add("model_id", StringType, false)
              .add("run_id", StringType, false),
          List.of(PARAGRAPH_ID, QUESTION_ID));

  /** Scores on the development part by share of the train part and predictor. */
  public static final Table LEARNING_CURVE =
      new Table(
          "learning_curve",
          new StructType()
              .add("percent", IntegerType, false)
              .add("articles", LongType, false)
              .add("paragraphs", LongType, false)
              .add("predictor", StringType, false)
              .add("mean_macro_f1", DoubleType, false)
              .add("low", DoubleType)
              .add("high", DoubleType),
          List.of("percent", "predictor"));

  /** What a check of a dataset found at fault, a row each. */
  public static final Table CHECK_ROWS =
      new Table(
          "check_rows",
          new StructType().add("check", StringType, false).add("row", StringType, false),
          List.of("check", "row"));

  /** How often a model behaves as it must, a row per check; the rate is null where none applies. */
  public static final Table BEHAVIOUR =
      new Table(
          "behaviour",
          new StructType()
              .add("check", StringType, false)
              .add("cases", LongType, false)
              .add("passed", LongType, false)
              .add("articles", LongType, false)
              .add("pass_rate", DoubleType)
              .add("low", DoubleType)
              .add("high", DoubleType)
              .add("mean_change", DoubleType)
              .add("min_pass_rate", DoubleType)
              .add("reason", StringType),
          List.of("check"));

  /** What a model said of paragraphs, or questions, and of changed versions of them. */
  public static final Table BEHAVIOUR_CASES =
      new Table(
          "behaviour_cases",
          new StructType()
              .add("check", StringType, false)
              .add("case_index", IntegerType, false)
              .add("passed", BooleanType, false)
              .add(ARTICLE_ID, StringType, false)
              .add(PARAGRAPH_ID, StringType, false)
              .add(QUESTION_ID, StringType, false)
              .add("question_id_after", StringType, false)
              .add("truth", StringType, false)
              .add("before", StringType, false)
              .add("after", StringType, false)
              .add("change", DoubleType)
              .add("question_before", StringType, false)
              .add("question_after", StringType, false)
              .add("text_before", StringType, false)
              .add("text_after", StringType, false),
          List.of("check", "case_index"));

  /**
   * Shares of each stance by source and month; null stands for all of them. Naive are counted
   * labels. Corrected, with its 95 % interval from low to high, is PPI++, and dsl design-based
   * supervised learning. Where too few paragraphs are labelled by hand, they are of the wider cell
   * that {@code pooled_to} names, or null, and {@code reason} says why.
   */
  public static final Table SHARES =
      new Table(
          "shares",
          new StructType()
              .add(QUESTION_ID, StringType, false)
              .add(STANCE, StringType, false)
              .add(SOURCE, StringType)
              .add(MONTH, StringType)
              .add("naive", DoubleType, false)
              .add("corrected", DoubleType)
              .add("low", DoubleType)
              .add("high", DoubleType)
              .add("dsl", DoubleType)
              .add("dsl_low", DoubleType)
              .add("dsl_high", DoubleType)
              .add("n_paragraphs", LongType, false)
              .add("n_articles", LongType, false)
              .add("n_labelled", LongType, false)
              .add("n_labelled_articles", LongType, false)
              .add("method", StringType, false)
              .add("pooled_to", StringType)
              .add(REASON, StringType),
          List.of(QUESTION_ID, STANCE, SOURCE, MONTH));

  /**
   * How shares change between two periods of whole months, such as {@code 2024-01/2024-06}; a null
   * source stands for all of them. A naive share is null for a period without paragraphs. The
   * corrected change, with its 95 % interval from low to high, is the difference of the shares by
   * PPI++. It is null where too few paragraphs are labelled by hand, and {@code reason} says why.
   * {@code p_adjusted} regards that the same is asked of all sources.
   */
  public static final Table CHANGES =
      new Table(
          "changes",
          new StructType()
              .add(QUESTION_ID, StringType, false)
              .add(STANCE, StringType, false)
              .add(SOURCE, StringType)
              .add(FROM_PERIOD, StringType, false)
              .add(TO_PERIOD, StringType, false)
              .add("naive_from", DoubleType)
              .add("naive_to", DoubleType)
              .add("naive_change", DoubleType)
              .add("corrected_change", DoubleType)
              .add("low", DoubleType)
              .add("high", DoubleType)
              .add("p_value", DoubleType)
              .add("p_adjusted", DoubleType)
              .add("n_paragraphs_from", LongType, false)
              .add("n_paragraphs_to", LongType, false)
              .add("n_articles_from", LongType, false)
              .add("n_articles_to", LongType, false)
              .add("n_labelled_from", LongType, false)
              .add("n_labelled_to", LongType, false)
              .add("method", StringType, false)
              .add(REASON, StringType),
          List.of(QUESTION_ID, STANCE, SOURCE, FROM_PERIOD, TO_PERIOD));

  /**
   * How far the articles are from those that the model was trained on: a row per measure and bin.
   * The index and its reading are those of the measure.
   */
  public static final Table DRIFT =
      new Table(
          "drift",
          new StructType()
              .add("measure", StringType, false)
              .add(QUESTION_ID, StringType)
              .add("bin_index", IntegerType, false)
              .add("bin", StringType, false)
              .add("training_share", DoubleType, false)
              .add("run_share", DoubleType, false)
              .add("stability_index", DoubleType, false)
              .add("by_chance", DoubleType, false)
              .add("drift", StringType, false)
              .add("n_training", LongType, false)
              .add("n_run", LongType, false),
          List.of("measure", QUESTION_ID, "bin_index"));

  /** Input that could not be used, with the reason. */
  public static final Table QUARANTINE =
      new Table(
          "quarantine",
          new StructType()
              .add(SOURCE_FILE, StringType, false)
              .add(POSITION, IntegerType, false)
              .add("reason", StringType, false)
              .add("detail", StringType, false)
              .add("excerpt", StringType, false),
          List.of(SOURCE_FILE, POSITION));

  /** Paragraph vectors, written on request. */
  public static final Table EMBEDDINGS =
      new Table(
          "embeddings",
          new StructType()
              .add(PARAGRAPH_ID, StringType, false)
              .add("encoder_id", StringType, false)
              .add("vector", createArrayType(FloatType, false), false),
          List.of(PARAGRAPH_ID));

  /** What {@link #labelled} begins with. */
  private static final List<String> OF_PARAGRAPHS =
      List.of(PARAGRAPH_ID, ARTICLE_ID, PARAGRAPH_INDEX, SOURCE, PUBLISHED_AT, TITLE, URL, TEXT);

  public Table {
    sortedBy = List.copyOf(sortedBy);
  }

  /**
   * The wide table: a paragraph, its text, per question one stance and one confidence column, its
   * frames as one text. A null stance is an abstention.
   *
   * @throws UserException if two columns would have one name
   */
  public static Table labelled(Codebook codebook) {
    StructType schema = new StructType();
    for (String column : OF_PARAGRAPHS) {
      schema = schema.add(PARAGRAPHS.schema.apply(column));
    }
    for (Question question : codebook.questions()) {
      schema = schema.add(question.id(), StringType);
      schema = schema.add(confidenceColumn(question.id()), FloatType, false);
    }
    schema = schema.add("frames", StringType, false).add(DUPLICATE_OF, StringType);
    requireDistinct(codebook, schema.fieldNames());
    return new Table("labelled", schema, List.of(ARTICLE_ID, PARAGRAPH_INDEX));
  }

  private static void requireDistinct(Codebook codebook, String[] columns) {
    Set<String> seen = new HashSet<>();
    for (String column : columns) {
      if (!seen.add(column)) {
        throw new UserException(
            "codebook %s: the table labelled would have two columns '%s': each question makes one of its id, and one of its id and '_confidence'. Rename the question; taken are %s, frames, %s."
                .formatted(
                    codebook.label(), column, String.join(", ", OF_PARAGRAPHS), DUPLICATE_OF));
      }
    }
  }

  /** Every table that a run may have. */
  public static List<Table> all(Codebook codebook) {
    return List.of(
        labelled(codebook),
        STANCES,
        FRAMES,
        PARAGRAPHS,
        ARTICLES,
        DROPPED,
        QUARANTINE,
        SHARES,
        CHANGES,
        DRIFT,
        EMBEDDINGS,
        PREDICTIONS,
        LEARNING_CURVE,
        CHECK_ROWS,
        BEHAVIOUR,
        BEHAVIOUR_CASES);
  }

  /** The column of {@link #labelled} that holds a question's confidence. */
  public static String confidenceColumn(String questionId) {
    return questionId + "_confidence";
  }
}
