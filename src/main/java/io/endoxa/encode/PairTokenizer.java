package io.endoxa.encode;

import io.endoxa.error.UserException;

/**
 * Makes the pairs that a transformer reads together: {@code [CLS] question [SEP] paragraph [SEP]}.
 * Safe for use by several threads; the owner closes.
 */
public final class PairTokenizer implements AutoCloseable {
  /** Before the question, between the two, and at the end. */
  private static final int MARKS = 3;

  /** Three marks, two tokens of a question and three of a paragraph. */
  private static final int FEWEST_TOKENS = 8;

  private final TextTokenizer tokenizer;
  private final int maxTokens;
  private final int first;
  private final int separator;

  private PairTokenizer(TextTokenizer tokenizer, int maxTokens, int[] marks) {
    this.tokenizer = tokenizer;
    this.maxTokens = maxTokens;
    this.first = marks[0];
    this.separator = marks[1];
  }

  /**
   * Loads the encoder's tokenizer; its model is not read.
   *
   * @param maxTokens of a pair, marks included; at least 8
   * @throws UserException if the file is missing or is no tokenizer of this kind
   */
  public static PairTokenizer open(EncoderSpec spec, int maxTokens) {
    if (maxTokens < FEWEST_TOKENS) {
      throw new IllegalArgumentException(
          "maxTokens is %d, expected at least %d".formatted(maxTokens, FEWEST_TOKENS));
    }
    TextTokenizer tokenizer = TextTokenizer.openUncut(spec);
    int[] marks = tokenizer.marks();
    if (marks.length != 2) {
      tokenizer.close();
      throw new UserException(
          ("encoder '%s': tokenizer %s puts %d marks around a text, expected 2. A judge needs a BERT"
                  + " encoder.")
              .formatted(spec.name(), spec.tokenizer(), marks.length));
    }
    return new PairTokenizer(tokenizer, maxTokens, marks);
  }

  /** The most tokens of a pair, marks included. */
  public int maxTokens() {
    return maxTokens;
  }

  /** All tokens of a question or a paragraph, to be joined with several others. */
  public Tokens tokens(String text) {
    return tokenizer.tokens(text);
  }

  /**
   * One pair. A question is cut to a third of {@link #maxTokens}, a paragraph to what the question
   * leaves; either may be empty.
   */
  public TokenPair join(Tokens question, Tokens paragraph) {
    Tokens asked = cutQuestion(question);
    Tokens read = paragraph.first(room(asked));
    int[] ids = new int[asked.size() + read.size() + MARKS];
    ids[0] = first;
    asked.copyIds(ids, 1);
    ids[asked.size() + 1] = separator;
    read.copyIds(ids, asked.size() + 2);
    ids[ids.length - 1] = separator;
    return new TokenPair(ids, asked.size() + 2);
  }

  /** As {@link #join}, for texts. */
  public TokenPair pair(String question, String paragraph) {
    return join(tokens(question), tokens(paragraph));
  }

  /** How many tokens of a paragraph fit beside a question. */
  int roomBeside(Tokens question) {
    return room(cutQuestion(question));
  }

  private Tokens cutQuestion(Tokens question) {
    return question.first(maxTokens / 3);
  }

  private int room(Tokens cutQuestion) {
    return maxTokens - MARKS - cutQuestion.size();
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
