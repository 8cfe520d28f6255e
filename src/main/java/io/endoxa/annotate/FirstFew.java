package io.endoxa.annotate;

import java.util.List;

/** Shortens lists for messages. */
final class FirstFew {
  private static final int SHOWN = 5;

  private FirstFew() {}

  /** The first items and how many more there are, such as {@code a, b, and 3 more}. */
  static String of(List<String> items, String separator) {
    String shown = String.join(separator, items.subList(0, Math.min(items.size(), SHOWN)));
    return items.size() > SHOWN
        ? shown + separator + "and %d more".formatted(items.size() - SHOWN)
        : shown;
  }
}
