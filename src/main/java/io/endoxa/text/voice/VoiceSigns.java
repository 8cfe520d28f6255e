package io.endoxa.text.voice;

import io.endoxa.text.ReportingVerbs;
import io.endoxa.text.SentenceSplitter;
import io.endoxa.text.TextSpan;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Counts the signs of voice in one paragraph. */
final class VoiceSigns {
  private static final Pattern TOKEN =
      Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}'-]{0,60}|[\"?!:;,.()–—]");
  private static final Pattern LABEL =
      Pattern.compile("\\p{Lu}[\\p{L}.' -]{0,40}: .*", Pattern.DOTALL);

  private static final Pattern INTERVIEW = Pattern.compile("[QA][.:] .*", Pattern.DOTALL);

  private static final Set<String> SAYING = words(ReportingVerbs.SPEECH);
  private static final Set<String> THINKING = words(ReportingVerbs.POSITION);
  private static final Set<String> ROLES =
      words(
          "analyst|analysts|expert|experts|official|officials|spokesman|spokeswoman|spokesperson"
              + "|professor|historian|lawyer|jurist|colonel|general|major|captain|officer|minister"
              + "|deputy|ambassador|diplomat|diplomats|economist|researcher|editor|columnist"
              + "|commentator|commentators|critics|observers|veteran|veterans|villagers|residents"
              + "|driver|drivers|trader|baker|teacher|mayor|reader|readers|chairman|director|source"
              + "|sources|witness|witnesses|scholar|scholars|author|authors|speaker|participants"
              + "|opposition|widow|neighbour|shopkeeper|interpreter|farmer|woman|man|women|men"
              + "|engineer|priest|father");
  private static final Set<String> VIEWS =
      words(
          "view|views|opinion|opinions|mind|account|version|contention|argument|belief|conviction"
              + "|words|theory|thesis|interpretation|testimony|verdict|judgement|answer|reply"
              + "|estimate|eyes|claim|claims|perspective");
  private static final Set<String> CONVINCED =
      words("convinced|certain|sure|persuaded|sceptical|skeptical|adamant|unimpressed|disposed");
  private static final Set<String> HEARSAY =
      words("reportedly|allegedly|rumour|rumours|rumor|rumors|supposedly|gossip");

  /** Before them a verb is none, or not one of the sentence's own. */
  private static final Set<String> NOT_BEFORE_VERB =
      words("to|the|a|an|be|is|are|was|were|been|his|her|their|its|no|any|of|by|in");

  private static final Set<String> BETWEEN = words("also|then|had|has|have|would|do|does|did|not");
  private static final Set<String> PERSON = words("he|she|his|her|him|hers");
  private static final Set<String> SUBJECT = words("he|she|they");
  private static final Set<String> ARTICLES = words("the|a|an|one|another|his|her");
  private static final Set<String> BEFORE_OWNER = words("in|to|by|on");
  private static final Set<String> STOPS = Set.of(",", ".", ":", ";");
  private static final Set<String> TURNS = Set.of(",", "\"", "?", "!");

  private static final int LEAST_QUOTED_WORDS = 4;

  /** Shares are sums of fractions. */
  private static final double WHOLE = 0.999;

  private final Map<VoiceSign, Double> values = new EnumMap<>(VoiceSign.class);
  private String[] written = {};
  private String[] lower = {};
  private int verbsOfAuthor;

  private VoiceSigns() {}

  private static Set<String> words(String alternatives) {
    return Arrays.stream(alternatives.split("\\|")).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The logarithm of the odds that a paragraph reports: above 0 it is likelier than not. Certain if
   * every sentence is somebody's.
   */
  static double score(String paragraph) {
    Map<VoiceSign, Double> signs = of(paragraph);
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
  static Map<VoiceSign, Double> of(String paragraph) {
    VoiceSigns signs = new VoiceSigns();
    List<TextSpan> quotations = Quotations.of(paragraph, LEAST_QUOTED_WORDS);
    signs.quotations(paragraph, quotations);
    String outside = QuotationMarks.straight(Quotations.without(paragraph));
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
            && quotations.isEmpty());
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
    written = TOKEN.matcher(text).results().map(result -> result.group()).toArray(String[]::new);
    lower = Arrays.stream(written).map(w -> w.toLowerCase(Locale.ROOT)).toArray(String[]::new);
    verbsOfAuthor = 0;
    boolean says = false;
    boolean thinks = false;
    boolean phrase = false;
    for (int i = 0; i < lower.length; i++) {
      boolean own = !NOT_BEFORE_VERB.contains(at(i - 1)) && !at(i - 1).endsWith("'s");
      if (own && SAYING.contains(lower[i])) {
        says = true;
        verb(i, VoiceSign.SAYING_ENDS_CLAUSE, VoiceSign.SAYING_OF_PRONOUN, VoiceSign.SAYING_THAT);
        once(VoiceSign.SAYING_INVERTED, isInverted(i));
      } else if (own && THINKING.contains(lower[i])) {
        thinks = true;
        verb(
            i,
            VoiceSign.THINKING_ENDS_CLAUSE,
            VoiceSign.THINKING_OF_PRONOUN,
            VoiceSign.THINKING_THAT);
      }
      phrase |= isPhrase(i);
      word(i, first, sentences);
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

  private void verb(int i, VoiceSign endsClause, VoiceSign ofPronoun, VoiceSign that) {
    boolean commaBefore = false;
    for (int j = Math.max(0, i - 4); j < i; j++) {
      commaBefore |= lower[j].equals(",");
    }
    once(endsClause, commaBefore && STOPS.contains(at(i + 1)));
    once(that, at(i + 1).equals("that") || at(i + 2).equals("that"));
    int subject = i - 1;
    while (subject > 0 && (BETWEEN.contains(lower[subject]) || lower[subject].endsWith("ly"))) {
      subject--;
    }
    once(ofPronoun, SUBJECT.contains(at(subject)));
    if (at(subject).equals("i") || at(subject).equals("we")) {
      once(VoiceSign.VERB_OF_AUTHOR, true);
      verbsOfAuthor++;
    }
  }

  private boolean isInverted(int i) {
    boolean named =
        i + 1 < written.length
            && (Character.isUpperCase(written[i + 1].charAt(0)) || ARTICLES.contains(lower[i + 1]));
    return named && i > 0 && TURNS.contains(lower[i - 1]);
  }

  private void word(int i, boolean first, int sentences) {
    String word = lower[i];
    if (PERSON.contains(word)) {
      add(VoiceSign.PERSON_PRONOUNS, 1.0 / (sentences + 1));
      once(VoiceSign.PERSON_PRONOUN, SUBJECT.contains(word));
    }
    once(VoiceSign.THEY, word.equals("they"));
    once(VoiceSign.AUTHOR_SINGULAR, Set.of("i", "my", "me").contains(word));
    once(VoiceSign.AUTHOR_PLURAL, Set.of("we", "our", "us").contains(word));
    once(VoiceSign.VIEW, VIEWS.contains(word));
    once(VoiceSign.IN_VIEW, isInView(i));
    once(VoiceSign.ACCORDING, isAccording(i));
    once(VoiceSign.HEARSAY, HEARSAY.contains(word));
    once(VoiceSign.CONVINCED, CONVINCED.contains(word));
    once(VoiceSign.WOULD, word.equals("would"));
    add(VoiceSign.HAD, word.equals("had") ? 1.0 / (sentences + 1) : 0);
    add(VoiceSign.QUESTIONS, word.equals("?") ? 1.0 / (sentences + 1) : 0);
    add(VoiceSign.DIGITS, Character.isDigit(word.charAt(0)) ? 1.0 / (sentences + 1) : 0);
    if (first) {
      once(VoiceSign.ROLE_IN_FIRST, ROLES.contains(word));
      once(VoiceSign.COLON_IN_FIRST, word.equals(":"));
      once(VoiceSign.NAME_IN_FIRST, isName(i) && isName(i + 1));
    }
  }

  private boolean isInView(int i) {
    boolean owned = at(i - 1).endsWith("'s") || NOT_BEFORE_VERB.contains(at(i - 1));
    return VIEWS.contains(lower[i]) && owned && BEFORE_OWNER.contains(at(i - 2));
  }

  private boolean isAccording(int i) {
    return lower[i].equals("according") && at(i + 1).equals("to");
  }

  private boolean isPhrase(int i) {
    boolean perspective = lower[i].equals("perspective") && at(i - 1).endsWith("'s");
    return perspective || isInView(i) || isAccording(i) || HEARSAY.contains(lower[i]);
  }

  private boolean isName(int i) {
    return i < written.length
        && Character.isUpperCase(written[i].charAt(0))
        && written[i].length() > 1;
  }

  private String at(int i) {
    return i >= 0 && i < lower.length ? lower[i] : "";
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
