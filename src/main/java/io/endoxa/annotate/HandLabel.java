package io.endoxa.annotate;

import io.endoxa.codebook.Stance;

/**
 * What people said of a paragraph that was drawn at random from a corpus.
 *
 * @param inclusionProbability with which it was drawn: above 0, at most 1
 */
public record HandLabel(
    String paragraphId, String questionId, Stance stance, double inclusionProbability) {}
