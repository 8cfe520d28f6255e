package io.endoxa.codebook;

import java.util.List;

/**
 * A proposition that can be agreed with.
 *
 * @param id its name in columns and files, such as {@code secret_deal}
 * @param proposition one full sentence
 * @param agree what counts as agreement
 * @param disagree what counts as disagreement
 * @param paraphrases sentences that say the same; may be empty
 * @param negations sentences that claim the opposite, so that who agrees with one disagrees with
 *     the proposition and the other way round; may be empty
 */
public record Question(
    String id,
    String proposition,
    String agree,
    String disagree,
    List<String> paraphrases,
    List<String> negations) {
  public Question {
    paraphrases = List.copyOf(paraphrases);
    negations = List.copyOf(negations);
  }
}
