package io.endoxa.report.page;

import io.endoxa.codebook.Codebook;
import io.endoxa.evaluate.Drift;
import io.endoxa.provenance.RunManifest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the report of a run shows.
 *
 * @param manifest the run's, without what is known only when it is published
 * @param labelled null for a run that labelled nothing
 * @param measured null where no figures of the model are known
 * @param drift of what was labelled from what the model was trained on; empty where it is not known
 * @param notes sentences a reader must know
 */
public record RunPage(
    RunManifest manifest,
    @Nullable Labelled labelled,
    @Nullable Measured measured,
    List<Drift> drift,
    List<String> notes) {
  /** The file's name inside a run's directory. */
  public static final String FILE = "report.html";

  /** Sources that get a line of their own; the others are one. */
  public static final int MOST_SOURCES = 30;

  /** Months that are shown, the latest. */
  public static final int MOST_MONTHS = 120;

  public RunPage {
    drift = List.copyOf(drift);
    notes = List.copyOf(notes);
  }

  /**
   * What a run that labels says of its articles.
   *
   * @param sources those with the most paragraphs, most first
   * @param shares of all sources and months, of each of the sources, of each month, and of each of
   *     the sources in each month
   * @param changes empty for a run without that table
   * @param frames counts, see {@link FrameCount}
   */
  public record Labelled(
      Codebook codebook,
      Corpus corpus,
      List<String> sources,
      List<Share> shares,
      List<Change> changes,
      List<FrameCount> frames,
      List<Example> examples) {
    public Labelled {
      sources = List.copyOf(sources);
      shares = List.copyOf(shares);
      changes = List.copyOf(changes);
      frames = List.copyOf(frames);
      examples = List.copyOf(examples);
    }

    /** The share of a stance in all sources and months; empty where no paragraph was counted. */
    Optional<Share> total(String question, String stance) {
      return sharesOf(question, stance)
          .filter(share -> share.source == null && share.month == null)
          .findFirst();
    }

    Stream<Share> sharesOf(String question, String stance) {
      return shares.stream()
          .filter(share -> share.question.equals(question) && share.stance.equals(stance));
    }
  }

  /**
   * What was read.
   *
   * @param counts by name, in the order to be shown
   * @param from the first day of the articles, ISO-8601; null if none has a date
   * @param to the last day
   * @param undated articles without a date
   * @param sources how many there are
   * @param quarantined by reason, most first
   * @param dropped lines that are no text of their article, by reason, most first
   */
  public record Corpus(
      Map<String, Long> counts,
      @Nullable String from,
      @Nullable String to,
      long undated,
      long sources,
      List<Quarantined> quarantined,
      Map<String, Long> dropped) {
    public Corpus {
      dropped = Collections.unmodifiableMap(new LinkedHashMap<>(dropped));
      counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
      quarantined = List.copyOf(quarantined);
    }
  }

  /**
   * Input that could not be used.
   *
   * @param example one of the files
   */
  public record Quarantined(String reason, long articles, String example) {}

  /**
   * One row of the table {@code shares}.
   *
   * @param source null for all
   * @param month such as {@code 2024-06}, or {@code unknown}; null for all
   * @param naive counted
   * @param corrected null where there is none
   * @param labelled paragraphs labelled by hand, in {@code labelledArticles}
   */
  public record Share(
      String question,
      String stance,
      @Nullable String source,
      @Nullable String month,
      double naive,
      @Nullable Double corrected,
      @Nullable Double low,
      @Nullable Double high,
      long paragraphs,
      long articles,
      long labelled,
      long labelledArticles,
      @Nullable String pooledTo,
      @Nullable String reason) {
    boolean isCorrected() {
      return corrected != null && low != null && high != null;
    }

    /** Whether the estimate is this cell's own and not that of a wider one. */
    boolean isOwn() {
      return isCorrected() && pooledTo == null;
    }
  }

  /**
   * One row of the table {@code changes}.
   *
   * @param source null for all
   * @param from the earlier period, such as {@code 2024-01/2024-06}
   * @param to the later period
   * @param naiveChange in counted shares
   * @param corrected null where there is none
   * @param adjusted the p value, adjusted for how many changes are looked at
   * @param reason why there is no corrected change
   */
  public record Change(
      String question,
      String stance,
      @Nullable String source,
      String from,
      String to,
      double naiveChange,
      @Nullable Double corrected,
      @Nullable Double low,
      @Nullable Double high,
      @Nullable Double p,
      @Nullable Double adjusted,
      long paragraphsFrom,
      long paragraphsTo,
      long labelledFrom,
      long labelledTo,
      @Nullable String reason) {}

  /**
   * How many paragraphs have a stance and a frame; abstentions count nowhere.
   *
   * @param source null for those beyond {@link Labelled#sources}
   * @param frame null for the paragraphs with the stance, with or without frames
   */
  public record FrameCount(
      String question,
      String stance,
      @Nullable String source,
      @Nullable String frame,
      long paragraphs) {}

  /** Why a paragraph is shown. */
  public enum Kind {
    /** The earliest that people label agree, and the earliest that the model alone does. */
    FIRST,
    CERTAIN,
    DOUBTFUL
  }

  /**
   * A paragraph with what the model says of it.
   *
   * @param byHand the stance by people; null if they were not asked
   * @param abstained whether it is too uncertain to count
   * @param probabilities one per stance, in their order
   * @param evidenceStart where the sentence that carries the stance begins in the text; null if it
   *     was not looked for
   * @param evidenceEnd behind its last character
   */
  public record Example(
      String question,
      Kind kind,
      String stance,
      @Nullable String byHand,
      boolean abstained,
      double confidence,
      List<Double> probabilities,
      @Nullable String source,
      @Nullable String day,
      @Nullable String title,
      @Nullable String url,
      @Nullable String voice,
      String text,
      @Nullable Integer evidenceStart,
      @Nullable Integer evidenceEnd,
      String paragraphId) {
    public Example {
      probabilities = List.copyOf(probabilities);
    }
  }
}
