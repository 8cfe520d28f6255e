package io.endoxa.classify.neural.bert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.DoubleSupplier;
import org.assertj.core.data.Offset;

/**
 * Compares a computed gradient with differences of the loss: along the gradient itself, which finds
 * entries that are wrong, and along random directions, which finds those that are wrongly zero.
 */
final class GradientCheck {
  private static final double TOLERANCE = 0.01;
  private static final int RANDOM_DIRECTIONS = 3;

  private final DoubleSupplier loss;
  private final Random random = new Random(5);

  /** A check of a loss that reads the arrays given to {@link #holds} as they are at the moment. */
  GradientCheck(DoubleSupplier loss) {
    this.loss = loss;
  }

  /** The gradient of one parameter. */
  void holds(ParameterLayout.Slot slot, Floats parameters, Floats gradients) {
    holds(slot.name(), parameters, slot.offset(), gradients.copy(slot.offset(), slot.length()));
  }

  /** The gradient of a part of an array. */
  void holds(String name, Floats values, int offset, float[] gradient) {
    double norm = norm(gradient);
    assertThat(norm).as("gradient of %s", name).isPositive();
    along(name + " along its gradient", values, offset, gradient, gradient);
    for (int i = 0; i < RANDOM_DIRECTIONS; i++) {
      float[] direction = new float[gradient.length];
      for (int j = 0; j < direction.length; j++) {
        direction[j] = (float) random.nextGaussian();
      }
      along(name + " along a random direction", values, offset, gradient, direction);
    }
  }

  private void along(String name, Floats values, int offset, float[] gradient, float[] direction) {
    double length = norm(direction);
    double slope = 0;
    for (int j = 0; j < gradient.length; j++) {
      slope += gradient[j] * direction[j] / length;
    }
    float[] original = values.copy(offset, gradient.length);
    // Large enough against the rounding of floats, small enough against the curve of the loss.
    double step = 2e-3 * Math.max(1, norm(original));
    double above = at(values, offset, original, direction, step / length);
    double below = at(values, offset, original, direction, -step / length);
    values.write(offset, original, original.length);
    assertThat((above - below) / (2 * step))
        .as(name)
        .isCloseTo(slope, Offset.offset(TOLERANCE * (Math.abs(slope) + 0.05 * norm(gradient))));
  }

  private double at(Floats values, int offset, float[] from, float[] direction, double scale) {
    float[] moved = new float[from.length];
    for (int j = 0; j < from.length; j++) {
      moved[j] = (float) (from[j] + scale * direction[j]);
    }
    values.write(offset, moved, moved.length);
    return loss.getAsDouble();
  }

  private static double norm(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }
}
