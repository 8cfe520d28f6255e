package io.endoxa.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The languages of an article's paragraphs. */
public final class ParagraphLanguages {
  /** Telling a language is slow; an article of more different paragraphs is no news. */
  private static final int MOST_TOLD = 2000;

  private ParagraphLanguages() {}

  /**
   * A code for each paragraph. One that is in doubt by itself, as headings are, has the language
   * that most of the article is clearly in, else the one that the file names, else null; but in a
   * script that English is not written in it is never taken for English, as null is.
   *
   * @param given a tag such as {@code en-GB}
   */
  public static List<@Nullable String> of(List<String> paragraphs, @Nullable String given) {
    List<Optional<String>> clear = clear(paragraphs);
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
    for (int i = 0; i < paragraphs.size(); i++) {
      Optional<String> language = clear.get(i);
      languages.add(language.isPresent() ? language.get() : inDoubt(paragraphs.get(i), fallback));
    }
    return languages;
  }

  private static @Nullable String inDoubt(String paragraph, @Nullable String fallback) {
    return TextLanguage.isOtherThanEnglish(fallback)
        ? fallback
        : TextLanguage.ofOtherScript(paragraph).orElse(fallback);
  }

  /** The language of each paragraph by itself; of those after very many, none. */
  private static List<Optional<String>> clear(List<String> paragraphs) {
    Map<String, Optional<String>> told = new HashMap<>();
    List<Optional<String>> clear = new ArrayList<>(paragraphs.size());
    for (String paragraph : paragraphs) {
      if (told.size() < MOST_TOLD) {
        told.computeIfAbsent(paragraph, TextLanguage::of);
      }
      clear.add(told.getOrDefault(paragraph, Optional.empty()));
    }
    return clear;
  }
}
