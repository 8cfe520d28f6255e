package io.endoxa.classify.neural.bert;

import io.endoxa.encode.TokenPair;
import java.util.stream.IntStream;

/** Pairs of token ids, without the tokens that mark begin and end. */
final class Pairs {
  private Pairs() {}

  static TokenPair of(int[] question, int[] paragraph) {
    return new TokenPair(
        IntStream.concat(IntStream.of(question), IntStream.of(paragraph)).toArray(),
        question.length);
  }
}
