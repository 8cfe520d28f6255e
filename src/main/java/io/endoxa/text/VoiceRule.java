package io.endoxa.text;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells by quotation marks and reporting verbs whether a paragraph speaks for its author or reports
 * others. English only. Stateless and thread-safe.
 */
public final class VoiceRule {
  /** From this share of reported text on, the paragraph counts as reported. */
  private static final double MOSTLY_REPORTED = 0.6;

  /** Below this share of reported text, it counts as the author's. */
  private static final double HARDLY_REPORTED = 0.2;

  /** Shorter quotations are terms and titles. */
  private static final int MIN_QUOTED_WORDS = 5;

  private static final Pattern QUOTATION =
      Pattern.compile(
          "\"([^\"]+)\"|“([^”]+)(?:”|$)|«([^»]+)»|„([^“”]+)[“”]|(?<!\\w)‘([^’]+)’(?!\\w)");

  private static final String NAME_WORD =
      "(?:\\p{Lu}\\.|(?:Mr|Mrs|Ms|Dr|Gen|Col|Prof|Sen|Rep|Gov)\\.|\\p{Lu}[\\p{L}'’-]+)";
  private static final String NAME =
      NAME_WORD + "(?: (?:al-|de |von |van |bin )?" + NAME_WORD + "){0,4}";
  private static final String VERB =
      "(?:" + ReportingVerbs.SPEECH + "|" + ReportingVerbs.POSITION + ")";

  /** A finite verb: not after "to", an article, a preposition or a possessive. */
  private static final Pattern REPORTING =
      Pattern.compile(
          "(?<!['’]s )(?<!\\b(?:to|the|a|an|of|by|in|their|his|her|its|no|any|be|is|are|was|were|been) )\\b"
              + VERB
              + "\\b");

  private static final Pattern ACCORDING =
      Pattern.compile(
          "\\b(?i:according to|in the (?:words|view|opinion) of) (?<speaker>[^,.;:()\"“”—]{2,60})");

  private static final Pattern HEARSAY =
      Pattern.compile(
          "\\b(?i:reportedly|allegedly|in (?:his|her|their) (?:view|words|opinion))\\b"
              + "|['’]s? (?:perspective|view|words)$");

  private static final Pattern NAME_THEN_VERB =
      Pattern.compile(
          "(?<speaker>"
              + NAME
              + "(?: and "
              + NAME
              + ")?),? (?:\\w+ly |has |have |had |also )?"
              + VERB
              + "\\b");
  private static final Pattern VERB_THEN_NAME =
      Pattern.compile("[\"”’»],? (?:" + ReportingVerbs.SPEECH + ") (?<speaker>" + NAME + ")");
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
          "analysts",
          "experts");

  private static final SentenceSplitter SENTENCES = new SentenceSplitter();

  private VoiceRule() {}

  /** Who speaks in a paragraph, judged sentence by sentence. */
  public static Attribution of(String paragraph) {
    List<TextSpan> quotations = longQuotations(paragraph);
    int quotation = 0;
    int all = 0;
    int reported = 0;
    for (TextSpan sentence : SENTENCES.split(paragraph)) {
      while (quotation < quotations.size() && quotations.get(quotation).end() <= sentence.start()) {
        quotation++;
      }
      boolean quoted =
          quotation < quotations.size() && quotations.get(quotation).start() < sentence.end();
      all += sentence.length();
      if (quoted || isReported(sentence.of(paragraph))) {
        reported += sentence.length();
      }
    }
    double share = all == 0 ? 0 : (double) reported / all;
    if (share < HARDLY_REPORTED) {
      return new Attribution(Voice.AUTHOR, null);
    }
    Voice voice = share >= MOSTLY_REPORTED ? Voice.REPORTED : Voice.MIXED;
    return new Attribution(voice, speaker(paragraph));
  }

  private static List<TextSpan> longQuotations(String paragraph) {
    return QUOTATION
        .matcher(paragraph)
        .results()
        .filter(quotation -> quotation.group().split("\\s+").length >= MIN_QUOTED_WORDS)
        .map(quotation -> new TextSpan(quotation.start(), quotation.end()))
        .toList();
  }

  private static boolean isReported(String sentence) {
    return ACCORDING.matcher(sentence).find()
        || HEARSAY.matcher(sentence).find()
        || REPORTING.matcher(outsideQuotations(sentence)).find();
  }

  private static String outsideQuotations(String text) {
    return QUOTATION.matcher(text).replaceAll("\"\"");
  }

  private static @Nullable String speaker(String paragraph) {
    String outside = outsideQuotations(paragraph);
    for (Pattern pattern : List.of(VERB_THEN_NAME, NAME_THEN_VERB, ACCORDING)) {
      Matcher matcher = pattern.matcher(outside);
      while (matcher.find()) {
        String name = matcher.group("speaker").strip();
        if (!NOT_NAMES.contains(name.toLowerCase(Locale.ROOT))) {
          return name;
        }
      }
    }
    return null;
  }
}
