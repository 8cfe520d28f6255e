package io.endoxa.estimate;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The corrected change of a cell between two periods, or why there is none. It is never that of a
 * wider cell: that another share has grown does not answer whether this one has.
 *
 * @param change null if there is none
 * @param reason why there is none, for people; null if there is one
 */
public record CellChange(@Nullable Change change, @Nullable String reason) {
  /**
   * The change of a cell. Each period needs the labels that {@link CellEstimate} asks for.
   *
   * @param from the first period, for people
   * @param to the second period, for people
   */
  public static CellChange of(ChangeSums sums, String from, String to) {
    String reason =
        Stream.of(unfit(sums.from(), from), unfit(sums.to(), to))
            .flatMap(Optional::stream)
            .collect(Collectors.joining("; "));
    return reason.isEmpty() ? new CellChange(Change.of(sums), null) : new CellChange(null, reason);
  }

  private static Optional<String> unfit(CellSums sums, String period) {
    return CellEstimate.unfit(sums).map(why -> "%s: %s".formatted(period, why));
  }
}
