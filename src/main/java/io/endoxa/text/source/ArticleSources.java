package io.endoxa.text.source;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The formats that articles can be read from. */
public final class ArticleSources {
  /** A page may have so many bytes: mark-up takes some thirty times as much memory. */
  static final int MAX_PAGE_BYTES = 3 << 20;

  /** One article, with all that stands beside it in its record or page, may have so many bytes. */
  static final int MAX_BYTES = 8 << 20;

  private final List<ArticleSource> all;

  /** Sources that find and read fields in this way. */
  public ArticleSources(ArticleFields fields) {
    this.all =
        List.of(
            new TextSource(fields, MAX_BYTES),
            new HtmlSource(fields, MAX_PAGE_BYTES),
            new JsonLinesSource(fields, MAX_BYTES),
            new JsonSource(fields, MAX_BYTES),
            CsvSource.csv(fields, MAX_BYTES),
            CsvSource.tsv(fields, MAX_BYTES),
            new WarcSource(fields, MAX_PAGE_BYTES));
  }

  /** The source that reads files of this name, by its extension in any case. */
  public Optional<ArticleSource> forFile(String name) {
    return extension(name).equals(ZipSource.EXTENSION)
        ? Optional.of(new ZipSource(this::forFileInArchive))
        : forFileInArchive(name);
  }

  private Optional<ArticleSource> forFileInArchive(String name) {
    String extension = extension(name);
    if (extension.equals(GzipSource.EXTENSION)) {
      return unpacked(name.substring(0, name.length() - extension.length() - 1))
          .map(GzipSource::new);
    }
    return unpacked(name);
  }

  private Optional<ArticleSource> unpacked(String name) {
    String extension = extension(name);
    return all.stream().filter(source -> source.extensions().contains(extension)).findFirst();
  }

  private static String extension(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  /** Every extension that some source reads, sorted; {@code gz} stands behind another one. */
  public SortedSet<String> extensions() {
    SortedSet<String> extensions = new TreeSet<>();
    all.forEach(source -> extensions.addAll(source.extensions()));
    extensions.add(GzipSource.EXTENSION);
    extensions.add(ZipSource.EXTENSION);
    return extensions;
  }
}
