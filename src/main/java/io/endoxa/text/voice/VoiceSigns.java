package io.endoxa.text.voice;

import io.endoxa.text.ReportingVerbs;
import io.endoxa.text.SentenceSplitter;
import io.endoxa.text.TextSpan;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Counts the signs of voice in one paragraph. */
final class VoiceSigns {
  private static final Pattern TOKEN =
      Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}'-]{0,60}|[\"?!:;,.()–—]");
  private static final Pattern LABEL =
      Pattern.compile("\\p{Lu}[\\p{L}.' -]{0,40}: .*", Pattern.DOTALL);

  private static final Pattern INTERVIEW = Pattern.compile("[QA][.:] .*", Pattern.DOTALL);

  /** What a word is to this rule. */
  private enum Kind {
    SAYING(ReportingVerbs.SPEECH),
    THINKING(ReportingVerbs.POSITION),
    ROLE(
        "analyst|analysts|expert|experts|official|officials|spokesman|spokeswoman|spokesperson"
            + "|professor|historian|lawyer|jurist|colonel|general|major|captain|officer|minister"
            + "|deputy|ambassador|diplomat|diplomats|economist|researcher|editor|columnist"
            + "|commentator|commentators|critics|observers|veteran|veterans|villagers|residents"
            + "|driver|drivers|trader|baker|teacher|mayor|reader|readers|chairman|director|source"
            + "|sources|witness|witnesses|scholar|scholars|author|authors|speaker|participants"
            + "|opposition|widow|neighbour|shopkeeper|interpreter|farmer|woman|man|women|men"
            + "|engineer|priest|father"),
    VIEW(
        "view|views|opinion|opinions|mind|account|version|contention|argument|belief|conviction"
            + "|words|theory|thesis|interpretation|testimony|verdict|judgement|answer|reply"
            + "|estimate|eyes|claim|claims|perspective"),
    CONVINCED("convinced|certain|sure|persuaded|sceptical|skeptical|adamant|unimpressed|disposed"),
    HEARSAY("reportedly|allegedly|rumour|rumours|rumor|rumors|supposedly|gossip"),
    /** What looks like a verb after one of these is none, or not the sentence's own. */
    NOT_BEFORE_VERB("to|the|a|an|be|is|are|was|were|been|his|her|their|its|no|any|of|by|in"),
    BETWEEN("also|then|had|has|have|would|do|does|did|not"),
    PERSON("he|she|his|her|him|hers"),
    SUBJECT("he|she|they"),
    AUTHOR("i|my|me"),
    AUTHORS("we|our|us"),
    ARTICLE("the|a|an|one|another|his|her"),
    BEFORE_OWNER("in|to|by|on");

    private final String words;

    /** Parted by strokes. */
    Kind(String words) {
      this.words = words;
    }
  }

  private static final Set<Kind> NO_KIND = Set.of();

  /** One look tells all about a word; most are of no kind. */
  private static final Map<String, Set<Kind>> KINDS =
      EnumSet.allOf(Kind.class).stream()
          .flatMap(kind -> Stream.of(kind.words.split("\\|")).map(word -> Map.entry(word, kind)))
          .collect(
              Collectors.groupingBy(
                  Map.Entry::getKey,
                  Collectors.mapping(
                      Map.Entry::getValue,
                      Collectors.toCollection(() -> EnumSet.noneOf(Kind.class)))));

  private static final Set<String> STOPS = Set.of(",", ".", ":", ";");
  private static final Set<String> TURNS = Set.of(",", "\"", "?", "!");

  private static final int LEAST_QUOTED_WORDS = 4;

  /** Shares are sums of fractions. */
  private static final double WHOLE = 0.999;

  private final Map<VoiceSign, Double> values = new EnumMap<>(VoiceSign.class);

  /** The words of a sentence, in small letters, and their kinds. */
  private final List<String> written = new ArrayList<>();

  private final List<String> lower = new ArrayList<>();
  private final List<Set<Kind>> kinds = new ArrayList<>();
  private int verbsOfAuthor;

  private VoiceSigns() {}

  /**
   * The logarithm of the odds that a paragraph reports: above 0 it is likelier than not. Certain if
   * every sentence is somebody's.
   */
  static double score(String paragraph, Quotations quotations) {
    Map<VoiceSign, Double> signs = of(paragraph, quotations);
    if (signs.getOrDefault(VoiceSign.ATTRIBUTED_SHARE, 0.0) > WHOLE
        || signs.containsKey(VoiceSign.QUESTION_AND_ANSWER)) {
      return Double.POSITIVE_INFINITY;
    }
    double score = VoiceSign.BIAS;
    for (Map.Entry<VoiceSign, Double> sign : signs.entrySet()) {
      score += sign.getKey().weight() * sign.getValue();
    }
    return score;
  }

  /** The signs that a paragraph has, without those that are 0. */
  private static Map<VoiceSign, Double> of(String paragraph, Quotations quotations) {
    VoiceSigns signs = new VoiceSigns();
    List<TextSpan> quoted = quotations.ofWords(LEAST_QUOTED_WORDS);
    signs.quotations(paragraph, quoted);
    String outside = QuotationMarks.straight(quotations.without());
    List<TextSpan> sentences = new SentenceSplitter().split(outside);
    int number = Math.max(1, sentences.size());
    for (int i = 0; i < sentences.size(); i++) {
      signs.sentence(sentences.get(i).of(outside), i == 0, number);
    }
    signs.add(VoiceSign.LENGTH, paragraph.length() / 500.0);
    signs.once(VoiceSign.QUESTION_AND_ANSWER, INTERVIEW.matcher(outside).matches());
    signs.once(VoiceSign.SPEAKER_LABEL, LABEL.matcher(outside).matches());
    signs.once(
        VoiceSign.NONE,
        !signs.values.containsKey(VoiceSign.SAYING)
            && !signs.values.containsKey(VoiceSign.THINKING_SHARE)
            && !signs.values.containsKey(VoiceSign.ACCORDING)
            && quoted.isEmpty());
    return signs.values;
  }

  private void quotations(String paragraph, List<TextSpan> quotations) {
    int quoted = quotations.stream().mapToInt(TextSpan::length).sum();
    once(VoiceSign.QUOTED, quoted > 0);
    if (quoted > 0) {
      add(VoiceSign.QUOTED_SHARE, (double) quoted / paragraph.length());
      once(VoiceSign.BEGINS_QUOTED, quotations.get(0).start() == 0);
      int end = quotations.get(quotations.size() - 1).end();
      once(VoiceSign.ENDS_QUOTED, end >= paragraph.length() - 1);
    }
  }

  private void sentence(String text, boolean first, int sentences) {
    cut(text);
    verbsOfAuthor = 0;
    boolean says = false;
    boolean thinks = false;
    boolean phrase = false;
    for (int i = 0; i < lower.size(); i++) {
      boolean own = !is(i - 1, Kind.NOT_BEFORE_VERB) && !at(i - 1).endsWith("'s");
      if (own && is(i, Kind.SAYING)) {
        says = true;
        verb(i, VoiceSign.SAYING_ENDS_CLAUSE, VoiceSign.SAYING_OF_PRONOUN, VoiceSign.SAYING_THAT);
        once(VoiceSign.SAYING_INVERTED, isInverted(i));
      } else if (own && is(i, Kind.THINKING)) {
        thinks = true;
        verb(
            i,
            VoiceSign.THINKING_ENDS_CLAUSE,
            VoiceSign.THINKING_OF_PRONOUN,
            VoiceSign.THINKING_THAT);
      }
      phrase |= word(i, first, sentences);
    }
    boolean quotes = values.containsKey(VoiceSign.QUOTED) && text.contains("\"\"");
    boolean authors = verbsOfAuthor > 0;
    boolean attributed = (says || thinks || phrase || quotes) && !authors;
    add(VoiceSign.ATTRIBUTED_SHARE, attributed ? 1.0 / sentences : 0);
    once(VoiceSign.SAYING, says);
    once(VoiceSign.SAYING_IN_FIRST, says && first);
    once(VoiceSign.THINKING_IN_FIRST, thinks && first);
    add(VoiceSign.SAYING_SHARE, says ? 1.0 / sentences : 0);
    add(VoiceSign.THINKING_SHARE, thinks ? 1.0 / sentences : 0);
  }

  private void cut(String sentence) {
    written.clear();
    lower.clear();
    kinds.clear();
    Matcher token = TOKEN.matcher(sentence);
    while (token.find()) {
      String word = token.group();
      written.add(word);
      String small = word.toLowerCase(Locale.ROOT);
      lower.add(small);
      kinds.add(KINDS.getOrDefault(small, NO_KIND));
    }
  }

  private void verb(int i, VoiceSign endsClause, VoiceSign ofPronoun, VoiceSign that) {
    boolean commaBefore = lower.subList(Math.max(0, i - 4), i).contains(",");
    once(endsClause, commaBefore && STOPS.contains(at(i + 1)));
    once(that, at(i + 1).equals("that") || at(i + 2).equals("that"));
    int subject = i - 1;
    while (subject > 0 && (is(subject, Kind.BETWEEN) || at(subject).endsWith("ly"))) {
      subject--;
    }
    once(ofPronoun, is(subject, Kind.SUBJECT));
    if (at(subject).equals("i") || at(subject).equals("we")) {
      once(VoiceSign.VERB_OF_AUTHOR, true);
      verbsOfAuthor++;
    }
  }

  private boolean isInverted(int i) {
    return i > 0 && TURNS.contains(at(i - 1)) && (isCapital(i + 1) || is(i + 1, Kind.ARTICLE));
  }

  /** Whether the word is one of a phrase that gives the sentence to somebody. */
  private boolean word(int i, boolean first, int sentences) {
    String word = at(i);
    boolean according = word.equals("according") && at(i + 1).equals("to");
    boolean inView = false;
    add(VoiceSign.QUESTIONS, word.equals("?") ? 1.0 / (sentences + 1) : 0);
    add(VoiceSign.DIGITS, Character.isDigit(word.charAt(0)) ? 1.0 / (sentences + 1) : 0);
    once(VoiceSign.THEY, word.equals("they"));
    once(VoiceSign.ACCORDING, according);
    if (!kinds.get(i).isEmpty()) {
      inView = isInView(i);
      add(VoiceSign.PERSON_PRONOUNS, is(i, Kind.PERSON) ? 1.0 / (sentences + 1) : 0);
      once(VoiceSign.PERSON_PRONOUN, is(i, Kind.PERSON) && is(i, Kind.SUBJECT));
      once(VoiceSign.AUTHOR_SINGULAR, is(i, Kind.AUTHOR));
      once(VoiceSign.AUTHOR_PLURAL, is(i, Kind.AUTHORS));
      once(VoiceSign.VIEW, is(i, Kind.VIEW));
      once(VoiceSign.IN_VIEW, inView);
      once(VoiceSign.HEARSAY, is(i, Kind.HEARSAY));
      once(VoiceSign.CONVINCED, is(i, Kind.CONVINCED));
      once(VoiceSign.WOULD, word.equals("would"));
      add(VoiceSign.HAD, word.equals("had") ? 1.0 / (sentences + 1) : 0);
      once(VoiceSign.ROLE_IN_FIRST, first && is(i, Kind.ROLE));
    }
    if (first) {
      once(VoiceSign.COLON_IN_FIRST, word.equals(":"));
      once(VoiceSign.NAME_IN_FIRST, isName(i) && isName(i + 1));
    }
    boolean perspective = word.equals("perspective") && at(i - 1).endsWith("'s");
    return perspective || inView || according || is(i, Kind.HEARSAY);
  }

  private boolean isInView(int i) {
    return is(i, Kind.VIEW)
        && is(i - 2, Kind.BEFORE_OWNER)
        && (at(i - 1).endsWith("'s") || is(i - 1, Kind.NOT_BEFORE_VERB));
  }

  private boolean isName(int i) {
    return isCapital(i) && written.get(i).length() > 1;
  }

  private boolean isCapital(int i) {
    return i < written.size() && Character.isUpperCase(written.get(i).charAt(0));
  }

  private boolean is(int i, Kind kind) {
    return i >= 0 && i < kinds.size() && kinds.get(i).contains(kind);
  }

  private String at(int i) {
    return i >= 0 && i < lower.size() ? lower.get(i) : "";
  }

  private void add(VoiceSign sign, double value) {
    if (value != 0) {
      values.merge(sign, value, Double::sum);
    }
  }

  private void once(VoiceSign sign, boolean there) {
    if (there) {
      values.put(sign, 1.0);
    }
  }
}
