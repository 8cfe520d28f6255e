package io.endoxa.text.clean;

import io.endoxa.text.Article;
import io.endoxa.text.Attribution;
import io.endoxa.text.ContentHash;
import io.endoxa.text.Paragraph;
import io.endoxa.text.ParagraphLanguages;
import io.endoxa.text.ParagraphMark;
import io.endoxa.text.ParagraphSplitter;
import io.endoxa.text.TextLanguage;
import io.endoxa.text.TextSpan;
import io.endoxa.text.voice.VoiceRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cleans articles and cuts them into paragraphs. Stateless and thread-safe. */
public final class ArticleCutter {
  private final TextCleaner cleaner = new TextCleaner();
  private final ParagraphSplitter splitter = new ParagraphSplitter();

  /** The article's paragraphs, none if nothing is left of it. */
  public CutArticle cut(Article article) {
    CleanText clean = cleaner.clean(article.text());
    List<Paragraph> paragraphs = new ArrayList<>();
    Map<String, String> firstIds = new HashMap<>();
    List<TextSpan> spans = splitter.split(clean.text());
    List<String> texts = spans.stream().map(span -> span.of(clean.text())).toList();
    boolean[] summary = NumberedSummary.find(texts);
    List<Attribution> attributions = VoiceRule.of(texts);
    List<@Nullable String> languages = ParagraphLanguages.of(texts, article.language());
    String headline = article.title() == null ? "" : normalised(article.title());
    for (TextSpan span : spans) {
      String text = span.of(clean.text());
      String normalised = normalised(text);
      String id = ContentHash.of(article.id(), Integer.toString(paragraphs.size()), normalised);
      String first = firstIds.putIfAbsent(normalised, id);
      ParagraphMark mark =
          mark(first != null, normalised.equals(headline), summary[paragraphs.size()]);
      String language = languages.get(paragraphs.size());
      paragraphs.add(
          new Paragraph(
              id,
              article.id(),
              paragraphs.size(),
              text,
              span.start(),
              span.end(),
              first,
              mark,
              language,
              TextLanguage.isOtherThanEnglish(language)
                  ? null
                  : attributions.get(paragraphs.size())));
    }
    String contentHash =
        ContentHash.of(article.source(), article.title(), normalised(clean.text()));
    return new CutArticle(
        article,
        clean.text(),
        contentHash,
        paragraphs,
        clean.dropped(),
        clean.invisibleCharacters());
  }

  private static @Nullable ParagraphMark mark(boolean repeated, boolean headline, boolean item) {
    if (repeated) {
      return ParagraphMark.REPEATED;
    }
    if (headline) {
      return ParagraphMark.HEADLINE;
    }
    return item ? ParagraphMark.NUMBERED_SUMMARY : null;
  }

  /** Lower case, every run of white space one space: what two copies of a text have in common. */
  private static String normalised(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    StringBuilder normalised = new StringBuilder(lower.length());
    boolean space = false;
    for (int i = 0; i < lower.length(); i++) {
      char c = lower.charAt(i);
      boolean here = c == ' ' || (c >= '\t' && c <= '\r');
      if (!here) {
        normalised.append(c);
      } else if (!space) {
        normalised.append(' ');
      }
      space = here;
    }
    return normalised.toString().strip();
  }
}
