package io.endoxa.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the items of a numbered or lettered list that was run together into one paragraph. */
final class ListItems {
  private static final Pattern MARKER =
      Pattern.compile(
          "(?<=^|\\s)(?<bullet>[•▪◦‣⁃]?)\\h?(?:(?<number>\\d{1,3})|(?<letter>[a-z]))"
              + "(?<closing>\\.\\)|[.)])\\h");

  private ListItems() {}

  /**
   * Where the second and later items begin, each counting one further than the one before; empty
   * unless the paragraph begins with an item.
   */
  static List<Integer> starts(String paragraph) {
    List<Integer> starts = new ArrayList<>();
    Matcher marker = MARKER.matcher(paragraph);
    if (!marker.lookingAt()) {
      return starts;
    }
    String form = form(marker);
    int count = count(marker);
    while (marker.find()) {
      if (form(marker).equals(form) && count(marker) == count + 1) {
        starts.add(marker.start());
        count++;
      }
    }
    return starts;
  }

  /** Where the words after a marker at {@code from} begin, or {@code from} without one. */
  static int markerEnd(String text, int from, int to) {
    Matcher marker = MARKER.matcher(text).region(from, to);
    return marker.lookingAt() ? marker.end() : from;
  }

  private static String form(Matcher marker) {
    String kind = marker.group("number") == null ? "a" : "1";
    return marker.group("bullet") + kind + marker.group("closing");
  }

  private static int count(Matcher marker) {
    String number = marker.group("number");
    return number == null ? marker.group("letter").charAt(0) : Integer.parseInt(number);
  }
}
