/**
 * How good labels are: scores with intervals, agreement of annotators, calibration error, folds
 * that keep articles whole, and the baseline to beat.
 *
 * <p>Must not know heads, files or Spark. Start reading at {@link io.endoxa.evaluate.StanceScores}.
 */
@NullMarked
package io.endoxa.evaluate;

import org.jspecify.annotations.NullMarked;
