package io.endoxa.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The languages of an article's paragraphs. */
final class ParagraphLanguages {
  private ParagraphLanguages() {}

  /**
   * A code for each paragraph. One that is in doubt by itself, as headings are, has the language
   * that most of the article is clearly in, else the one that the file names, else null.
   *
   * @param given a tag such as {@code en-GB}
   */
  static List<@Nullable String> of(List<String> paragraphs, @Nullable String given) {
    List<Optional<String>> clear = paragraphs.stream().map(TextLanguage::of).toList();
    Map<String, Integer> characters = new HashMap<>();
    for (int i = 0; i < paragraphs.size(); i++) {
      int length = paragraphs.get(i).length();
      clear.get(i).ifPresent(language -> characters.merge(language, length, Integer::sum));
    }
    String fallback =
        characters.entrySet().stream()
            .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry::getKey))
            .map(Map.Entry::getKey)
            .orElse(TextLanguage.code(given));
    List<@Nullable String> languages = new ArrayList<>(paragraphs.size());
    for (Optional<String> language : clear) {
      languages.add(language.orElse(fallback));
    }
    return languages;
  }
}
