package io.endoxa.classify.neural.bert;

import java.util.ArrayList;
import java.util.List;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2) and with gradients cut
 * to a norm. Sums the workers' gradients in their order and clears them. The owner closes.
 */
final class AdamW implements AutoCloseable {
  private static final float BETA_1 = 0.9f;
  private static final float BETA_2 = 0.999f;
  private static final float EPSILON = 1e-8f;
  private static final int BLOCK = 8192;

  private final Floats first;
  private final Floats second;
  private final double weightDecay;
  private final double clipNorm;
  private final List<Block> blocks = new ArrayList<>();

  /** A range of one parameter. */
  private record Block(int offset, int length, boolean decays) {}

  /** Moves the parameters from {@code start} on; those before are frozen. */
  AdamW(ParameterLayout layout, int start, double weightDecay, double clipNorm) {
    this.first = new Floats(layout.size());
    this.second = new Floats(layout.size());
    this.weightDecay = weightDecay;
    this.clipNorm = clipNorm;
    for (ParameterLayout.Slot slot : layout.slots()) {
      int end = slot.offset() + slot.length();
      for (int at = Math.max(start, slot.offset()); at < end; at += BLOCK) {
        blocks.add(new Block(at, Math.min(BLOCK, end - at), slot.decays()));
      }
    }
  }

  /** The moving mean of gradients. */
  Floats first() {
    return first;
  }

  /** The moving mean of their squares. */
  Floats second() {
    return second;
  }

  /**
   * One step.
   *
   * @param gradients one array per worker
   * @param step from 1
   * @return the norm of the gradient before it was cut
   */
  double step(
      Floats parameters, List<Floats> gradients, double learningRate, long step, Workers workers) {
    double[] squares = new double[blocks.size()];
    workers.run(
        worker -> {
          float[] sum = new float[BLOCK];
          float[] other = new float[BLOCK];
          for (int i = worker; i < squares.length; i += workers.count()) {
            squares[i] = gather(blocks.get(i), gradients, sum, other);
          }
        });
    double total = 0;
    for (double square : squares) {
      total += square;
    }
    double norm = Math.sqrt(total);
    float cut = (float) (norm > clipNorm ? clipNorm / norm : 1);
    workers.run(
        worker -> {
          Update update = new Update(learningRate, step, cut);
          for (int i = worker; i < squares.length; i += workers.count()) {
            update.apply(parameters, gradients.get(0), blocks.get(i));
          }
        });
    return norm;
  }

  /** Leaves the sum in the first array and zeros in the others. */
  private static double gather(Block block, List<Floats> gradients, float[] sum, float[] other) {
    gradients.get(0).read(block.offset(), sum, block.length());
    for (Floats more : gradients.subList(1, gradients.size())) {
      more.read(block.offset(), other, block.length());
      for (int j = 0; j < block.length(); j++) {
        sum[j] += other[j];
        other[j] = 0;
      }
      more.write(block.offset(), other, block.length());
    }
    double squares = 0;
    for (int j = 0; j < block.length(); j++) {
      squares += sum[j] * sum[j];
    }
    if (gradients.size() > 1) {
      gradients.get(0).write(block.offset(), sum, block.length());
    }
    return squares;
  }

  /** One worker's share of a step. */
  private final class Update {
    private final float rate;
    private final float shrink;
    private final float rootCorrection;
    private final float cut;
    private final float[] g = new float[BLOCK];
    private final float[] m = new float[BLOCK];
    private final float[] v = new float[BLOCK];
    private final float[] p = new float[BLOCK];

    Update(double learningRate, long step, float cut) {
      this.rate = (float) (learningRate / (1 - Math.pow(BETA_1, (double) step)));
      this.shrink = (float) (learningRate * weightDecay);
      this.rootCorrection = (float) (1 / Math.sqrt(1 - Math.pow(BETA_2, (double) step)));
      this.cut = cut;
    }

    void apply(Floats parameters, Floats gradients, Block block) {
      int n = block.length();
      gradients.read(block.offset(), g, n);
      first.read(block.offset(), m, n);
      second.read(block.offset(), v, n);
      parameters.read(block.offset(), p, n);
      float kept = block.decays() ? 1 - shrink : 1;
      for (int j = 0; j < n; j++) {
        g[j] *= cut;
      }
      for (int j = 0; j < n; j++) {
        m[j] = BETA_1 * m[j] + (1 - BETA_1) * g[j];
      }
      for (int j = 0; j < n; j++) {
        v[j] = BETA_2 * v[j] + (1 - BETA_2) * g[j] * g[j];
        g[j] = 0;
      }
      for (int j = 0; j < n; j++) {
        p[j] = p[j] * kept - rate * m[j] / ((float) Math.sqrt(v[j]) * rootCorrection + EPSILON);
      }
      first.write(block.offset(), m, n);
      second.write(block.offset(), v, n);
      parameters.write(block.offset(), p, n);
      gradients.write(block.offset(), g, n);
    }
  }

  @Override
  public void close() {
    first.close();
    second.close();
  }
}
