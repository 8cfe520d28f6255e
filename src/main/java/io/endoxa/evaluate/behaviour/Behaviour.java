package io.endoxa.evaluate.behaviour;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is checked, in the order of reports. */
public enum Behaviour {
  /** The question is replaced by its negation: agree and disagree must change places. */
  NEGATED_QUESTION("a negated question swaps agree and disagree", Expectation.OPPOSITE),
  /** Two labelled paragraphs that differ in little but their stance must get two stances. */
  MINIMAL_PAIR("the two of a minimal pair get different stances", Expectation.DIFFERENT),
  /** Another question about the same paragraph must not get the first one's label. */
  QUESTION_SWAP("another question does not get the first one's label", Expectation.NOT_LABEL),
  /** The paragraph is put into the mouth of a named speaker. */
  QUOTATION("words in a speaker's mouth keep their stance", Expectation.SAME),
  /** As {@link #QUOTATION}; looks at the rule that tells the voice, whatever the model. */
  QUOTATION_VOICE("words in a speaker's mouth are reported", Expectation.REPORTED),
  /** The speaker has another name. */
  SPEAKER_SWAP("another speaker changes nothing", Expectation.SAME),
  /** Persons and outlets have neutral names. */
  NAME_MASKING("neutral names of persons and outlets change nothing", Expectation.SAME),
  /** A sentence that bears on no question stands before or behind the paragraph. */
  NEUTRAL_SENTENCE("a neutral sentence more changes nothing", Expectation.SAME),
  /** One to three words are misspelt. */
  TYPOS("typing errors change nothing", Expectation.SAME),
  /** Zero-width characters and soft hyphens stand inside words. */
  INVISIBLE_CHARACTERS("invisible characters change nothing", Expectation.SAME),
  /** The first letter has the other case. */
  FIRST_LETTER("the case of the first letter changes nothing", Expectation.SAME),
  /** Straight quotation marks and apostrophes are curly, or the other way round. */
  QUOTE_STYLE("the style of quotation marks changes nothing", Expectation.SAME);

  private final String promise;
  private final Expectation expectation;

  Behaviour(String promise, Expectation expectation) {
    this.promise = promise;
    this.expectation = expectation;
  }

  /** The word in job files and tables: lower case with hyphens. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What holds when every case passes, for people. */
  public String promise() {
    return promise;
  }

  /** What an answer must be to pass. */
  Expectation expectation() {
    return expectation;
  }

  /** Whether the question's text is changed, so that only who reads it can be checked. */
  public boolean asksAnotherText() {
    return this == NEGATED_QUESTION;
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(Behaviour::word).toList();
  }

  /** The behaviour of one of {@link #words}. */
  public static Behaviour ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
