package io.endoxa.text.voice;

import io.endoxa.text.Attribution;
import io.endoxa.text.ReportingVerbs;
import io.endoxa.text.TextSpan;
import io.endoxa.text.Voice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells by quotations, reporting verbs and other signs whether a paragraph speaks for its author or
 * reports others. English only. Stateless and thread-safe.
 */
public final class VoiceRule {
  /** Odds nearer to even than this (a logarithm) are of both in turn. */
  private static final double MIXED = 0.05;

  private static final String NAME_WORD =
      "(?:\\p{Lu}\\.|(?:Mr|Mrs|Ms|Dr|Gen|Col|Prof|Sen|Rep|Gov)\\.|\\p{Lu}[\\p{L}'’-]{1,30})";
  private static final String NAME =
      NAME_WORD + "(?: (?:al-|de |von |van |bin )?" + NAME_WORD + "){0,4}";
  private static final String VERB =
      "(?:" + ReportingVerbs.SPEECH + "|" + ReportingVerbs.POSITION + ")";

  private static final Pattern ACCORDING =
      Pattern.compile(
          "\\b(?i:according to|in the (?:words|view|opinion) of) (?<speaker>[^,.;:()\"“”—]{2,60})");

  private static final Pattern NAME_THEN_VERB =
      Pattern.compile(
          "(?<speaker>"
              + NAME
              + "(?: and "
              + NAME
              + ")?),? (?:\\w{2,20}ly |has |have |had |also )?"
              + VERB
              + "\\b");

  /** {@code Ann Mason, who runs the pier, said} */
  private static final Pattern NAME_THEN_ASIDE =
      Pattern.compile("(?<speaker>" + NAME + "), [^,.;:!?]{2,80}, " + VERB + "\\b");

  private static final Pattern VERB_THEN_NAME =
      Pattern.compile(
          "[\"”’»],? (?:"
              + ReportingVerbs.SPEECH
              + ") (?<speaker>(?:the [\\p{Ll}-]{2,20} )?"
              + NAME
              + ")");

  /** The surest first. */
  private static final List<Pattern> OF_SPEAKERS =
      List.of(VERB_THEN_NAME, NAME_THEN_VERB, NAME_THEN_ASIDE, ACCORDING);

  private static final Set<String> NOT_NAMES =
      Set.of(
          "he",
          "she",
          "they",
          "it",
          "we",
          "i",
          "you",
          "who",
          "many",
          "some",
          "others",
          "the",
          "this",
          "that",
          "these",
          "those",
          "as",
          "but",
          "and",
          "yet",
          "both",
          "one",
          "nobody",
          "everybody",
          "analysts",
          "experts");

  private VoiceRule() {}

  /** Who speaks in a paragraph that stands by itself. */
  public static Attribution of(String paragraph) {
    return of(paragraph, new Quotations(paragraph));
  }

  private static Attribution of(String paragraph, Quotations quotations) {
    double score = VoiceSigns.score(paragraph, quotations);
    if (score < -MIXED) {
      return Attribution.AUTHOR;
    }
    return reported(score > MIXED ? Voice.REPORTED : Voice.MIXED, paragraph, quotations);
  }

  /**
   * Who speaks in each paragraph of an article. A quotation that a paragraph leaves open goes on in
   * the next one if that begins with a quotation mark, and so does its speaker.
   */
  public static List<Attribution> of(List<String> paragraphs) {
    List<Attribution> attributions = new ArrayList<>(paragraphs.size());
    boolean open = false;
    @Nullable String speaker = null;
    for (String paragraph : paragraphs) {
      Quotations quotations = new Quotations(paragraph);
      Attribution own = of(paragraph, quotations);
      if (open && Quotations.opens(paragraph)) {
        Attribution named = reported(Voice.REPORTED, paragraph, quotations);
        own = named.speaker() == null ? new Attribution(Voice.REPORTED, speaker, null) : named;
      }
      attributions.add(own);
      open = quotations.stayOpen();
      speaker = own.speaker();
    }
    return attributions;
  }

  private static Attribution reported(Voice voice, String paragraph, Quotations quotations) {
    TextSpan span = speaker(quotations.blanked());
    return new Attribution(voice, span == null ? null : span.of(paragraph), span);
  }

  /** {@code outside} is what is not quoted. */
  private static @Nullable TextSpan speaker(String outside) {
    for (Pattern pattern : OF_SPEAKERS) {
      Matcher matcher = pattern.matcher(outside);
      while (matcher.find()) {
        String name = matcher.group("speaker").strip();
        if (!NOT_NAMES.contains(name.toLowerCase(Locale.ROOT))) {
          int start = matcher.start("speaker");
          return new TextSpan(start, start + name.length());
        }
      }
    }
    return null;
  }
}
