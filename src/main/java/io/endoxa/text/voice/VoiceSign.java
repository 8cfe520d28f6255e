package io.endoxa.text.voice;

/**
 * What in a paragraph speaks for its author (weights below 0) or for somebody whom it reports.
 *
 * <p>The weights are those of a logistic regression, reported against author, L2 penalty 2, on the
 * train part of the shipped dataset without its mixed paragraphs and those that are certain,
 * rounded.
 */
enum VoiceSign {
  /** Share of the characters that stand in quotations. */
  QUOTED_SHARE(2.36),
  QUOTED(0.83),
  BEGINS_QUOTED(0.39),
  ENDS_QUOTED(1.09),
  /** {@code Q:} and the answer, both of an interview; certain, as every sentence attributed is. */
  QUESTION_AND_ANSWER(0.0),
  /** A name and a colon begin it. */
  SPEAKER_LABEL(-0.26),
  /** Share of the sentences with a verb of saying. */
  SAYING_SHARE(0.73),
  SAYING_IN_FIRST(0.63),
  SAYING(-0.1),
  /** {@code …, the mayor said.} */
  SAYING_ENDS_CLAUSE(1.21),
  /** {@code …, said the mayor} */
  SAYING_INVERTED(1.42),
  SAYING_OF_PRONOUN(0.74),
  SAYING_THAT(0.5),
  THINKING_SHARE(0.47),
  THINKING_IN_FIRST(0.38),
  THINKING_ENDS_CLAUSE(0.41),
  THINKING_OF_PRONOUN(0.79),
  THINKING_THAT(1.08),
  /** The author speaks of himself as saying or thinking. */
  VERB_OF_AUTHOR(-0.13),
  /** Share of the sentences that a verb, a phrase or a quotation gives to somebody. */
  ATTRIBUTED_SHARE(1.48),
  /** {@code he}, {@code her} and the like per sentence. */
  PERSON_PRONOUNS(1.74),
  PERSON_PRONOUN(0.85),
  THEY(0.4),
  AUTHOR_SINGULAR(-0.84),
  AUTHOR_PLURAL(-0.37),
  /** {@code in his view}, {@code to their mind} */
  IN_VIEW(1.05),
  VIEW(0.49),
  ACCORDING(0.59),
  HEARSAY(-0.02),
  CONVINCED(0.66),
  NAME_IN_FIRST(0.56),
  ROLE_IN_FIRST(0.5),
  COLON_IN_FIRST(1.14),
  WOULD(0.5),
  /** {@code had} per sentence. */
  HAD(1.19),
  DIGITS(-0.74),
  /** Question marks per sentence. */
  QUESTIONS(0.97),
  /** Characters, in units of 500. */
  LENGTH(-1.07),
  NONE(0.07);

  /** Of a paragraph without a sign. */
  static final double BIAS = -1.84;

  private final double weight;

  VoiceSign(double weight) {
    this.weight = weight;
  }

  double weight() {
    return weight;
  }
}
