package io.endoxa.text.voice;

import io.endoxa.text.Attribution;
import io.endoxa.text.ReportingVerbs;
import io.endoxa.text.TextSpan;
import io.endoxa.text.Voice;
import java.util.ArrayList;
import java.util.Collections;
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

  /** A name, an office before it, or, up to a stop, whom the text does not name. */
  private static final Pattern ACCORDING =
      Pattern.compile(
          "\\b(?i:according to|in the (?:words|view|opinion) of) (?<speaker>"
              + "(?:(?:\\p{Lu}[\\p{L}-]+ )?(?!the |a |an )|(?:the |a |an ))(?:\\p{Ll}[\\p{Ll}-]* ){1,4}"
              + NAME
              + "|"
              + NAME
              + "(?: of (?:the )?"
              + NAME
              + "(?: for "
              + NAME
              + ")?)?|[^,.;:()\"“”—]{2,60}(?=[,.;:()\"“”—]))");

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

  /** A place or a time, not who does what the verb says: {@code a driver in Barda said}. */
  private static final Pattern AFTER_PREPOSITION =
      Pattern.compile(
          "\\b(?i:in|from|of|at|near|until|till|since|to|into|by|for|with|on|around|outside)(?: (?i:the))? $");

  private static final int LONGEST_BEFORE = 16;

  /** Begin what is no name, or say that it goes on with another clause. */
  private static final Set<String> NOT_NAMES =
      words(
          "he she they it we i you who him her them us me his their its our my whoever nobody"
              + " everybody someone anyone many some others other another most several few all one"
              + " both none no not nothing the this that these those as but and yet or so if in at on"
              + " by for from to of with when what why how where there here now then hardly scarcely"
              + " old new monday tuesday wednesday thursday friday saturday sunday january february"
              + " march april june july august september october november december analysts experts"
              + " critics officials diplomats observers residents villagers farmers eu");

  private static final Set<String> OF_CLAUSES =
      words(
          "is are was were be been has have had does did will would can could may might must should"
              + " not nothing there that which who");

  private static Set<String> words(String list) {
    return Set.of(list.split(" "));
  }

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
        int start = matcher.start("speaker");
        if (isSpeaker(name, outside, start, pattern.equals(ACCORDING))) {
          return new TextSpan(start, start + name.length());
        }
      }
    }
    return null;
  }

  private static boolean isSpeaker(String name, String outside, int start, boolean according) {
    List<String> words = List.of(name.toLowerCase(Locale.ROOT).split(" "));
    if (according) {
      boolean article = Set.of("the", "both", "its").contains(words.get(0));
      return ((words.size() > 1 && article) || !NOT_NAMES.contains(words.get(0)))
          && Collections.disjoint(words, OF_CLAUSES);
    }
    Matcher before =
        AFTER_PREPOSITION.matcher(outside).region(Math.max(0, start - LONGEST_BEFORE), start);
    return !NOT_NAMES.contains(words.get(0)) && !before.find();
  }
}
