package io.endoxa.text;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Whether a full stop belongs to the word before it, so that the sentence goes on. */
final class Abbreviations {
  /** A name follows. */
  private static final Set<String> BEFORE_NAME =
      words(
          """
          mr mrs ms dr prof gen col lt sgt capt cmdr adm maj brig cpl pvt rep reps sen sens gov
          pres rev hon rt st mt ft messrs mme mlle fr sr amb supt det insp cllr atty msgr vs v""");

  /** Also the end of a street's or a person's name; the next word decides. */
  private static final Set<String> AFTER_NAME_TOO = words("st sr ft");

  /** A number follows. */
  private static final Set<String> BEFORE_NUMBER =
      words(
          """
          no nos n° nr p pp fig figs vol vols art arts sec ch chap para par ed app approx ca circa
          jan feb mar apr jun jul aug sep sept oct nov dec pop est tel ext""");

  /** Something follows, whatever it is. */
  private static final Set<String> BEFORE_ANYTHING = words("e.g i.e viz");

  /** May stand in the middle or at the end; the next word decides. */
  private static final Set<String> ANYWHERE =
      words("inc ltd co corp jr sr etc al bros plc llc dept univ assn ave blvd rd esq ph.d cf ret");

  /** Words that seldom follow an abbreviation within a sentence, but often begin one. */
  private static final Set<String> STARTERS =
      words(
          """
          a about according after all also although among an and another any are as at because
          before both but by could despite did do does during each earlier even every few finally
          for former from further given had has have he her here his how however i if in indeed
          instead is it its last later many meanwhile more moreover most mr mrs ms much my
          nevertheless no nor not now of on once one only or other our over perhaps recently she
          should since so some still such that the their then there these they this those though
          through thus to today under until we were what when where whether which while who whose
          why will with without would yesterday yet you your""");

  private static final Pattern LAST_WORD = Pattern.compile("([\\p{L}\\p{N}.°]+)$");
  private static final Pattern FIRST_WORD = Pattern.compile("^([\\p{L}\\p{N}]+)");
  private static final Pattern ACRONYM = Pattern.compile("(?:\\p{L}\\.)+\\p{L}");
  private static final Pattern CLOCK = Pattern.compile("[aApP]\\.?[mM]");

  private Abbreviations() {}

  private static Set<String> words(String list) {
    return Arrays.stream(list.strip().split("\\s+")).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Whether a sentence goes on after a full stop.
   *
   * @param before the sentence up to the stop
   * @param next what follows the stop and the space, beginning with a letter or digit
   */
  static boolean continues(String before, String next) {
    Matcher lastWord = LAST_WORD.matcher(before.substring(Math.max(0, before.length() - 40)));
    if (!lastWord.find()) {
      return false;
    }
    String word = lastWord.group(1);
    String key = word.toLowerCase(Locale.ROOT);
    boolean numberFollows = Character.isDigit(next.charAt(0));
    if (BEFORE_NAME.contains(key) && isCapitalisedOr(word, "vs", "v")) {
      return !AFTER_NAME_TOO.contains(key) || !isStarter(next);
    }
    if (BEFORE_ANYTHING.contains(key) || (BEFORE_NUMBER.contains(key) && numberFollows)) {
      return true;
    }
    if (CLOCK.matcher(word).matches() && word.contains(".")) {
      // "At 5 a.m. Mr. Smith": a time alone is no sentence.
      return before.split(" ", 5).length <= 3 || !isStarter(next);
    }
    boolean initial = word.length() == 1 && Character.isUpperCase(word.charAt(0));
    boolean mayGoOn = initial || ANYWHERE.contains(key) || ACRONYM.matcher(word).matches();
    return mayGoOn && !isStarter(next);
  }

  private static boolean isCapitalisedOr(String word, String... lowerCase) {
    return Character.isUpperCase(word.charAt(0)) || Arrays.asList(lowerCase).contains(word);
  }

  private static boolean isStarter(String next) {
    Matcher firstWord = FIRST_WORD.matcher(next);
    return firstWord.find() && STARTERS.contains(firstWord.group(1).toLowerCase(Locale.ROOT));
  }
}
