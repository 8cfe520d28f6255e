package io.endoxa.evaluate.behaviour;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/** Makes straight quotation marks and apostrophes curly, or curly ones straight. */
final class QuoteStyle implements TextChange {
  private static final Pattern STRAIGHT = Pattern.compile("[\"']");
  private static final Pattern DOUBLE = Pattern.compile("[“”„]");
  private static final Pattern SINGLE = Pattern.compile("[‘’]");

  @Override
  public Optional<String> apply(String text, SplittableRandom random) {
    String straight = SINGLE.matcher(DOUBLE.matcher(text).replaceAll("\"")).replaceAll("'");
    if (!straight.equals(text)) {
      return Optional.of(straight);
    }
    return STRAIGHT.matcher(text).find() ? Optional.of(curly(text)) : Optional.empty();
  }

  private static String curly(String text) {
    StringBuilder curly = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      boolean opens = i == 0 || " ([—–-\u201c\u2018".indexOf(curly.charAt(i - 1)) >= 0;
      if (text.charAt(i) == '"') {
        curly.setCharAt(i, opens ? '“' : '”');
      } else if (text.charAt(i) == '\'') {
        curly.setCharAt(i, opens ? '‘' : '’');
      }
    }
    return curly.toString();
  }
}
