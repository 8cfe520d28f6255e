package io.endoxa.decide;

import io.endoxa.classify.HashedTerms;
import io.endoxa.classify.ParagraphFeatures;
import io.endoxa.classify.SparseTerms;
import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Question;
import java.util.Arrays;
import java.util.List;

/**
 * How one classifier for all questions reads a paragraph and a question: the terms of the
 * paragraph, behind them those of the proposition, and as a vector of one number the share of the
 * proposition's terms that the paragraph holds. Immutable.
 */
public final class PooledTerms {
  private final List<SparseTerms> questions;
  private final int dimension;

  /**
   * Counts the terms of the propositions.
   *
   * @param termDimension of {@link HashedTerms} in the paragraphs
   */
  public PooledTerms(Codebook codebook, int termDimension) {
    HashedTerms terms = new HashedTerms(termDimension);
    this.questions =
        codebook.questions().stream().map(Question::proposition).map(terms::count).toList();
    this.dimension = termDimension;
  }

  /** How many positions the terms of a pair have: twice those of a paragraph. */
  public int dimension() {
    return 2 * dimension;
  }

  /** A paragraph and a question as one row. */
  public ParagraphFeatures of(ParagraphFeatures paragraph, int question) {
    SparseTerms ofParagraph = paragraph.terms();
    SparseTerms ofQuestion = questions.get(question);
    int shared = 0;
    for (int term : ofQuestion.indices()) {
      shared += Arrays.binarySearch(ofParagraph.indices(), term) >= 0 ? 1 : 0;
    }
    float share = ofQuestion.size() == 0 ? 0 : (float) shared / ofQuestion.size();
    return new ParagraphFeatures(new float[] {share}, ofParagraph.beside(ofQuestion, dimension));
  }
}
