package io.endoxa.codebook;

/**
 * A proposition that can be agreed with.
 *
 * @param id its name in columns and files, such as {@code secret_deal}
 * @param proposition one full sentence
 * @param agree what counts as agreement
 * @param disagree what counts as disagreement
 */
public record Question(String id, String proposition, String agree, String disagree) {}
