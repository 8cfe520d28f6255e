/**
 * How good labels are: scores with intervals, differences of predictors, agreement of annotators,
 * reliability, risk and coverage, folds that keep articles whole, and the baseline to beat. A
 * figure that has no value is a {@link io.endoxa.evaluate.Metric} with a reason.
 *
 * <p>Must not know heads, files or Spark. Start reading at {@link io.endoxa.evaluate.StanceScores}.
 */
@NullMarked
package io.endoxa.evaluate;

import org.jspecify.annotations.NullMarked;
