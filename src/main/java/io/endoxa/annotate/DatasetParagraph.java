package io.endoxa.annotate;

import io.endoxa.codebook.Stance;
import io.endoxa.text.Voice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A paragraph of a labelled dataset with its final labels.
 *
 * @param index of the paragraph in its article, from 0
 * @param part of the dataset's split; empty if it has none
 */
public record DatasetParagraph(
    String articleId, int index, String source, String part, String text, ParagraphLabels labels) {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
  private static final Pattern APOSTROPHE = Pattern.compile("['’]");

  /** Article and index, for messages. */
  public String place() {
    return articleId + "#" + index;
  }

  /** The words in lower case, without punctuation. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    Matcher matcher =
        WORD.matcher(APOSTROPHE.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(""));
    while (matcher.find()) {
      words.add(matcher.group());
    }
    return words;
  }

  /** How many words, separated by white space. */
  public int wordCount() {
    return text.strip().split("\\s+").length;
  }

  @Nullable Stance stance(String question) {
    return labels.stances().get(question);
  }

  boolean unrelatedToAll() {
    return labels.stances().values().stream().allMatch(stance -> stance == Stance.UNRELATED);
  }

  @Nullable String pairId() {
    return labels.pairId();
  }

  /** A stance per question, and the voice, by name. */
  Map<String, String> namedLabels() {
    Map<String, String> named = new TreeMap<>();
    labels.stances().forEach((question, stance) -> named.put(question, stance.label()));
    Voice voice = labels.voice();
    named.put("voice", voice == null ? "" : voice.label());
    return named;
  }
}
