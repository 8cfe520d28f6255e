package io.endoxa.annotate;

import io.endoxa.error.UserException;
import java.util.List;
import java.util.Locale;

/**
 * The outcome of one check of a dataset.
 *
 * @param check what is checked
 * @param found in words or figures
 * @param expected in words or figures; empty if the check could not be made
 * @param passed whether both fit
 * @param rows what does not fit, named; empty if it passed or is a matter of the whole
 */
public record CheckResult(
    String check, String found, String expected, boolean passed, List<String> rows) {
  public CheckResult {
    rows = List.copyOf(rows);
  }

  /** A count that must be reached. */
  public static CheckResult atLeast(String check, long found, long expected) {
    return new CheckResult(
        check, whole(found), "at least " + whole(expected), found >= expected, List.of());
  }

  /** A count that may not be exceeded. */
  public static CheckResult atMost(String check, long found, long expected) {
    return new CheckResult(
        check, whole(found), "at most " + whole(expected), found <= expected, List.of());
  }

  /** A share or score that must be reached. */
  public static CheckResult atLeast(String check, double found, double expected) {
    return new CheckResult(
        check, decimal(found), "at least " + decimal(expected), found >= expected, List.of());
  }

  /** A score that must be reached and has no value, for a reason: it fails. */
  public static CheckResult unknown(String check, String reason, double expected) {
    return new CheckResult(
        check, "none: " + reason, "at least " + decimal(expected), false, List.of());
  }

  /** A score that may not be exceeded. */
  public static CheckResult atMost(String check, double found, double expected) {
    return new CheckResult(
        check, decimal(found), "at most " + decimal(expected), found <= expected, List.of());
  }

  /** Things that may not be: passes if there are no rows. */
  public static CheckResult none(String check, List<String> rows) {
    return new CheckResult(check, whole(rows.size()), "none", rows.isEmpty(), rows);
  }

  /** What could not be checked, and is no failure; {@code why} such as {@code 2 sources}. */
  public static CheckResult notRun(String check, String why) {
    return new CheckResult(check, "not run: " + why, "", true, List.of());
  }

  /** Whether the check was made, passed or not. */
  public boolean wasRun() {
    return !expected.isEmpty();
  }

  /**
   * What could not be checked because of a mistake, which a message of several lines describes: the
   * first line is what was found, the others are rows.
   */
  public static CheckResult failed(String check, UserException mistake, String expected) {
    List<String> lines = String.valueOf(mistake.getMessage()).lines().toList();
    String found = lines.get(0).replaceFirst(":$", "");
    return new CheckResult(check, found, expected, false, lines.subList(1, lines.size()));
  }

  static String decimal(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static String whole(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
