package io.endoxa.text.page;

import io.endoxa.text.PublishedDates;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * What a web page says of its article. Of each field the first of these that is there counts:
 * JSON-LD, OpenGraph, other {@code meta} elements, then elements that a reader sees. The name of
 * the site counts before that of its publisher, who may have many.
 *
 * @param source the outlet's name, or the host of the page's address
 * @param published the first date of the page that can be read; pages give it in many spellings
 * @param articleBody the whole text, where the page gives it to machines; hardly ever with
 *     paragraphs
 */
public record PageMetadata(
    @Nullable String id,
    @Nullable String url,
    @Nullable String source,
    @Nullable String title,
    @Nullable String language,
    @Nullable String published,
    @Nullable String articleBody) {
  /** No page has a longer title, and looking for headings in one takes long. */
  private static final int MOST_TITLE = 500;

  /**
   * Reads a page; changes nothing.
   *
   * @param address where the page was, for one that does not say
   * @param zone of dates that name none
   */
  public static PageMetadata of(Document page, @Nullable String address, ZoneId zone) {
    PageJsonLd jsonLd = PageJsonLd.of(page);
    Map<String, String> metas = metas(page);
    String url =
        withHost(attribute(page, "link[rel=canonical]", "href"), metas.get("og:url"), address);
    String source =
        first(
            metas.get("og:site_name"),
            jsonLd.names("publisher").stream().findFirst().orElse(null),
            metas.get("application-name"),
            host(url));
    return new PageMetadata(
        metas.get("dc.identifier"),
        url,
        source,
        title(page, metas, jsonLd),
        attribute(page, "html", "lang"),
        published(page, metas, jsonLd, zone),
        jsonLd.text("articleBody"));
  }

  /** The first that names a host; where none does, the first that is there. */
  private static @Nullable String withHost(@Nullable String... candidates) {
    for (String candidate : candidates) {
      if (host(candidate) != null) {
        return candidate;
      }
    }
    return first(candidates);
  }

  private static @Nullable String title(
      Document page, Map<String, String> metas, PageJsonLd jsonLd) {
    String named =
        first(
            jsonLd.text("headline"),
            metas.get("og:title"),
            metas.get("dc.title"),
            metas.get("twitter:title"));
    return named == null ? first(heading(page), page.title(), textOf(page, "h1")) : named;
  }

  /** A heading that the page title repeats; others name the site, or a part of the page. */
  private static @Nullable String heading(Document page) {
    String title = page.title().toLowerCase(Locale.ROOT);
    if (title.length() > MOST_TITLE) {
      return null;
    }
    return InnermostHeadings.of(page).stream()
        .map(Element::text)
        .filter(text -> !text.isBlank() && title.contains(text.toLowerCase(Locale.ROOT)))
        .max(Comparator.comparingInt(String::length))
        .orElse(null);
  }

  private static @Nullable String published(
      Document page, Map<String, String> metas, PageJsonLd jsonLd, ZoneId zone) {
    return Stream.of(
            jsonLd.text("datePublished"),
            metas.get("article:published_time"),
            metas.get("og:article:published_time"),
            attribute(page, "[itemprop=datePublished]", "content"),
            metas.get("parsely-pub-date"),
            metas.get("sailthru.date"),
            metas.get("pubdate"),
            metas.get("date"),
            metas.get("dc.date"),
            metas.get("dc.date.issued"),
            metas.get("dcterms.created"),
            attribute(page, "time[itemprop=datePublished], time[pubdate]", "datetime"),
            attribute(page, "time[datetime]", "datetime"))
        .filter(Objects::nonNull)
        .filter(date -> PublishedDates.parse(date, zone).isPresent())
        .findFirst()
        .orElse(null);
  }

  /** The first content that is not blank, by name or property in lower case. */
  private static Map<String, String> metas(Document page) {
    Map<String, String> metas = new HashMap<>();
    for (Element meta : page.select("meta[content]")) {
      String content = meta.attr("content");
      for (String name : List.of(meta.attr("property"), meta.attr("name"))) {
        if (!content.isBlank()) {
          metas.putIfAbsent(name.strip().toLowerCase(Locale.ROOT), content);
        }
      }
    }
    return metas;
  }

  /** The first value of this attribute that is not blank. */
  private static @Nullable String attribute(Document page, String query, String attribute) {
    return page.selectStream(query)
        .map(element -> element.attr(attribute))
        .filter(value -> !value.isBlank())
        .findFirst()
        .orElse(null);
  }

  private static @Nullable String textOf(Document page, String query) {
    Element element = page.selectFirst(query);
    return element == null ? null : element.text();
  }

  private static @Nullable String first(@Nullable String... candidates) {
    for (String candidate : candidates) {
      if (candidate != null && !candidate.isBlank()) {
        return candidate;
      }
    }
    return null;
  }

  /** The host of an address without its www; null if there is none. */
  public static @Nullable String host(@Nullable String url) {
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
