package io.endoxa.classify;

/**
 * Rows of weights over a paragraph's vector followed by its weighted terms, with a bias each.
 * Scores the sparse part in place, so nothing of the size of the term space is ever built.
 */
final class LinearWeights {
  private final Idf idf;
  private final Tensor weights;
  private final Tensor biases;
  private final int columns;

  /**
   * @param weights its last dimension is the vector's length plus the number of known terms
   * @param biases one per row
   */
  LinearWeights(Idf idf, Tensor weights, Tensor biases) {
    this.idf = idf;
    this.weights = weights;
    this.biases = biases;
    this.columns = weights.shape()[weights.shape().length - 1];
    if (columns < idf.size() || (long) biases.size() * columns != weights.size()) {
      throw new IllegalArgumentException(
          "weights %s do not fit biases %s and %d terms"
              .formatted(weights.shapeText(), biases.shapeText(), idf.size()));
    }
  }

  int vectorDimension() {
    return columns - idf.size();
  }

  Idf idf() {
    return idf;
  }

  Tensor weights() {
    return weights;
  }

  Tensor biases() {
    return biases;
  }

  /** Scores {@code count} rows from {@code firstRow} on. */
  float[] score(ParagraphFeatures paragraph, int firstRow, int count) {
    float[] vector = paragraph.vector();
    if (vector.length != vectorDimension()) {
      throw new IllegalArgumentException(
          "vector of length %d, weights for %d".formatted(vector.length, vectorDimension()));
    }
    SparseTerms terms = idf.weigh(paragraph.terms());
    float[] scores = new float[count];
    for (int i = 0; i < count; i++) {
      int row = firstRow + i;
      int offset = row * columns;
      double dense = DenseLayer.dot(weights.data(), offset, vector);
      double sparse = terms.dot(weights.data(), offset + vector.length);
      scores[i] = (float) (biases.data()[row] + dense + sparse);
    }
    return scores;
  }
}
