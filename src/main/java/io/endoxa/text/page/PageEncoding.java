package io.endoxa.text.page;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a web page says about its own encoding. */
public final class PageEncoding {
  private static final int SEARCHED_BYTES = 4096;
  private static final int MOST_TRIED = 4;
  private static final Pattern DECLARATION =
      Pattern.compile(
          "<meta[^>]{0,200}?charset\\s{0,9}=\\s{0,9}[\"']?([\\w.:-]+)"
              + "|<\\?xml[^>]{0,200}?encoding\\s{0,9}=\\s{0,9}[\"']([\\w.:-]+)",
          Pattern.CASE_INSENSITIVE);

  private PageEncoding() {}

  /** The encodings that meta elements and an XML declaration near the top name: meta first. */
  public static List<String> declared(byte[] page) {
    int length = Math.min(page.length, SEARCHED_BYTES);
    String head = new String(page, 0, length, StandardCharsets.ISO_8859_1);
    List<MatchResult> found = DECLARATION.matcher(head).results().toList();
    return Stream.of(1, 2)
        .flatMap(group -> found.stream().map(match -> match.group(group)))
        .filter(Objects::nonNull)
        .distinct()
        .limit(MOST_TRIED)
        .toList();
  }
}
