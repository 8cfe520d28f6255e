package io.endoxa.text;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * A saved web page. Title, source, date and address come from the page's own metadata; what is
 * missing or unreadable there is null. Pages that are not UTF-8 are read in the charset that they
 * declare.
 */
final class HtmlSource extends WholeFileSource {
  private static final int CHARSET_SEARCHED_BYTES = 4096;
  private static final Pattern CHARSET =
      Pattern.compile(
          "<meta[^>]{0,200}charset\\s*=\\s*[\"']?([\\w.:-]+)", Pattern.CASE_INSENSITIVE);

  HtmlSource() {
    this(MAX_BYTES);
  }

  HtmlSource(int maxBytes) {
    super(maxBytes);
  }

  @Override
  public String format() {
    return "html";
  }

  @Override
  public Set<String> extensions() {
    return Set.of("html", "htm");
  }

  @Override
  String decode(byte[] bytes) throws UnfitRecordException {
    Optional<String> utf8 = RawText.decode(bytes, StandardCharsets.UTF_8);
    Optional<String> text =
        utf8.isPresent()
            ? utf8
            : declaredCharset(bytes).flatMap(charset -> RawText.decode(bytes, charset));
    return text.isPresent() ? text.get() : super.decode(bytes);
  }

  private static Optional<Charset> declaredCharset(byte[] bytes) {
    byte[] head = Arrays.copyOf(bytes, Math.min(bytes.length, CHARSET_SEARCHED_BYTES));
    Matcher declaration = CHARSET.matcher(new String(head, StandardCharsets.ISO_8859_1));
    if (!declaration.find()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Charset.forName(declaration.group(1)));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return Optional.empty();
    }
  }

  @Override
  Article parse(String html, Origin origin) throws UnfitRecordException {
    Document page = Jsoup.parse(html);
    ArticleDraft draft = new ArticleDraft();
    String url = url(page);
    String title = title(page);
    draft.set(ArticleDraft.ID, meta(page, "dc.identifier"));
    draft.set(ArticleDraft.URL, url);
    draft.set(ArticleDraft.SOURCE, firstOf(meta(page, "og:site_name"), host(url)));
    draft.set(ArticleDraft.TITLE, title);
    draft.set(ArticleDraft.LANGUAGE, attribute(page, "html", "lang"));
    draft.set(ArticleDraft.PUBLISHED, published(page));
    return draft.toArticle(HtmlBody.text(page, title), origin);
  }

  private static @Nullable String title(Document page) {
    Element heading = page.selectFirst("h1");
    return firstOf(meta(page, "og:title"), heading == null ? null : heading.text(), page.title());
  }

  private static @Nullable String url(Document page) {
    return firstOf(attribute(page, "link[rel=canonical]", "href"), meta(page, "og:url"));
  }

  /** The first date of the page that can be read; pages give the same one in many spellings. */
  private static @Nullable String published(Document page) {
    return Stream.of(
            meta(page, "article:published_time"),
            attribute(page, "[itemprop=datePublished]", "content"),
            attribute(page, "time[itemprop=datePublished], time[pubdate]", "datetime"),
            attribute(page, "time[datetime]", "datetime"),
            meta(page, "date"),
            meta(page, "dc.date"))
        .filter(Objects::nonNull)
        .filter(date -> PublishedDates.parse(date).isPresent())
        .findFirst()
        .orElse(null);
  }

  /** The content of the meta element with this name or property, in any case. */
  private static @Nullable String meta(Document page, String name) {
    return attribute(page, "meta[name=%1$s], meta[property=%1$s]".formatted(name), "content");
  }

  private static @Nullable String attribute(Document page, String query, String attribute) {
    Element element = page.selectFirst(query);
    return element == null ? null : element.attr(attribute);
  }

  private static @Nullable String firstOf(@Nullable String... candidates) {
    for (String candidate : candidates) {
      if (candidate != null && !candidate.isBlank()) {
        return candidate;
      }
    }
    return null;
  }

  private static @Nullable String host(@Nullable String url) {
    if (url == null) {
      return null;
    }
    try {
      String host = new URI(url.strip()).getHost();
      return host == null ? null : host.toLowerCase(Locale.ROOT).replaceFirst("^www\\.", "");
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
