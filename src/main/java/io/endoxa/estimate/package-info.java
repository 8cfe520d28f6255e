/**
 * How large the share of a stance in a corpus is, and how it changes, corrected for the
 * classifier's errors by labels that people gave to a random sample of it, with intervals.
 * Everything is computed from sums that merge in any order, so a corpus may be of any size.
 *
 * <p>Must not know files, tables or Spark. Start reading at {@link io.endoxa.estimate.CellEstimate}
 * and {@link io.endoxa.estimate.CellChange}.
 */
@NullMarked
package io.endoxa.estimate;

import org.jspecify.annotations.NullMarked;
