package io.endoxa.text.clean;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the numbered list that a page sets before or behind an article to sum it up. */
final class NumberedSummary {
  private static final Pattern ITEM = Pattern.compile("(\\d{1,2})[.)] .*", Pattern.DOTALL);

  /** Fewer are a sentence that begins with a number. */
  private static final int LEAST_ITEMS = 2;

  private NumberedSummary() {}

  /**
   * Which paragraphs are items of such a list: they count from 1 without a gap, at the very
   * beginning or end. None if nothing else is there.
   */
  static boolean[] find(List<String> paragraphs) {
    boolean[] items = new boolean[paragraphs.size()];
    int size = items.length;
    int leading = 0;
    while (leading < size && number(paragraphs.get(leading)) == leading + 1) {
      leading++;
    }
    if (leading == size) {
      return items;
    }
    mark(items, 0, leading);
    int trailing = 0;
    int last = number(paragraphs.get(size - 1));
    while (trailing < Math.min(last, size)
        && number(paragraphs.get(size - 1 - trailing)) == last - trailing) {
      trailing++;
    }
    if (trailing == last) {
      mark(items, size - trailing, size);
    }
    return items;
  }

  private static void mark(boolean[] items, int from, int to) {
    for (int i = from; i < to && to - from >= LEAST_ITEMS; i++) {
      items[i] = true;
    }
  }

  /** The number that a paragraph begins with as an item of a list, or 0. */
  private static int number(String paragraph) {
    Matcher item = ITEM.matcher(paragraph);
    return item.matches() ? Integer.parseInt(item.group(1)) : 0;
  }
}
