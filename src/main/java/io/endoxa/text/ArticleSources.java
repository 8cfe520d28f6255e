package io.endoxa.text;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The formats that articles can be read from. */
public final class ArticleSources {
  private static final List<ArticleSource> ALL =
      List.of(new TextSource(), new HtmlSource(), new JsonLinesSource(), new CsvSource());

  private ArticleSources() {}

  /** The source that reads files of this name, by its extension in any case. */
  public static Optional<ArticleSource> forFile(String name) {
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return ALL.stream().filter(source -> source.extensions().contains(extension)).findFirst();
  }

  /** Every extension that some source reads, sorted. */
  public static SortedSet<String> extensions() {
    SortedSet<String> extensions = new TreeSet<>();
    ALL.forEach(source -> extensions.addAll(source.extensions()));
    return extensions;
  }
}
