package io.endoxa.classify.neural;

import org.nd4j.linalg.schedule.ISchedule;

/**
 * A learning rate that falls in a line, to 0 behind the last step. ND4J's PolySchedule, which
 * promises the same, rises instead: 1.0.0-M2.1 adds where it should subtract.
 *
 * @param rate of the first step
 * @param steps how many there are
 */
record LinearDecay(double rate, int steps) implements ISchedule {
  private static final long serialVersionUID = 1L;

  @Override
  public double valueAt(int iteration, int epoch) {
    return rate * Math.max(0, 1 - (double) iteration / steps);
  }

  @Override
  public ISchedule clone() {
    return this;
  }
}
