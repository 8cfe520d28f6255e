package io.endoxa.text.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * What a page says of its article in JSON-LD, the form that search engines ask for. Of several
 * articles the first counts; what cannot be read is as if it were not there.
 */
final class PageJsonLd {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS).build();

  /** What stands before the JSON on pages that were XHTML once; what follows it is not read. */
  private static final List<String> WRAPPINGS = List.of("//", "<![CDATA[", "<!--");

  private final @Nullable JsonNode article;

  private PageJsonLd(@Nullable JsonNode article) {
    this.article = article;
  }

  static PageJsonLd of(Document page) {
    for (Element script : page.select("script[type=application/ld+json]")) {
      JsonNode article = article(unwrapped(script.data()));
      if (article != null) {
        return new PageJsonLd(article);
      }
    }
    return new PageJsonLd(null);
  }

  private static String unwrapped(String data) {
    String json = data.strip();
    for (String wrapping : WRAPPINGS) {
      json = json.startsWith(wrapping) ? json.substring(wrapping.length()).strip() : json;
    }
    return json;
  }

  private static @Nullable JsonNode article(String json) {
    try {
      Deque<JsonNode> open = new ArrayDeque<>(List.of(JSON.readTree(json)));
      while (!open.isEmpty()) {
        JsonNode node = open.removeFirst();
        if (node.isObject() && isArticle(node.path("@type"))) {
          return node;
        }
        // An article stands in a list, in a graph, or as what the page is about.
        node.forEach(open::addLast);
      }
      return null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private static boolean isArticle(JsonNode type) {
    if (type.isArray()) {
      for (JsonNode one : type) {
        if (isArticle(one)) {
          return true;
        }
      }
    }
    // Some write types as addresses: https://schema.org/NewsArticle.
    String name = type.asText().substring(type.asText().lastIndexOf('/') + 1);
    return name.endsWith("Article")
        || name.endsWith("Posting")
        || name.equals("Report")
        || name.equals("Review");
  }

  /** A text field of the article; null if there is none. */
  @Nullable String text(String field) {
    return article == null ? null : text(article.path(field));
  }

  /** The names of a field that holds one or several people or organisations. */
  List<String> names(String field) {
    List<String> names = new ArrayList<>();
    if (article != null) {
      JsonNode value = article.path(field);
      for (JsonNode one : value.isArray() ? value : List.of(value)) {
        String name = text(one.isObject() ? one.path("name") : one);
        if (name != null) {
          names.add(name);
        }
      }
    }
    return names;
  }

  private static @Nullable String text(JsonNode node) {
    String text = node.isTextual() ? Parser.unescapeEntities(node.asText(), false).strip() : "";
    return text.isEmpty() ? null : text;
  }
}
