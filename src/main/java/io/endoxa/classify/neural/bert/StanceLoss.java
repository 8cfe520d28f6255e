package io.endoxa.classify.neural.bert;

import io.endoxa.codebook.Stance;

/**
 * Cross-entropy against a smoothed truth: the true stance has 1 - smoothing, and smoothing is
 * shared by all stances (Szegedy et al. 2016, section 7).
 */
final class StanceLoss {
  private final float smoothing;

  StanceLoss(double smoothing) {
    this.smoothing = (float) smoothing;
  }

  /**
   * The loss in nats, times {@code scale}.
   *
   * @param gradient gets the gradient by the logits, times {@code scale}
   */
  double of(float[] logits, Stance truth, float scale, float[] gradient) {
    float most = logits[0];
    for (float logit : logits) {
      most = Math.max(most, logit);
    }
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - most);
    }
    double logSum = Math.log(sum) + most;
    double loss = 0;
    for (int i = 0; i < logits.length; i++) {
      float target = smoothing / logits.length + (i == truth.position() ? 1 - smoothing : 0);
      double logShare = logits[i] - logSum;
      loss -= target * logShare;
      gradient[i] = (float) (Math.exp(logShare) - target) * scale;
    }
    return loss * scale;
  }
}
