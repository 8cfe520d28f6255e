package io.endoxa.text.source;

import io.endoxa.text.Article;
import io.endoxa.text.Origin;
import io.endoxa.text.page.HtmlBody;
import io.endoxa.text.page.PageEncoding;
import io.endoxa.text.page.PageMetadata;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;

/**
 * A saved web page. Title, source, date and address come from its {@link PageMetadata}; what is
 * missing or unreadable there is null. The text is its {@link HtmlBody}. Pages that are not UTF-8
 * are read in the charset that they declare.
 */
final class HtmlSource extends WholeFileSource {
  HtmlSource(ArticleFields fields, int maxBytes) {
    super(fields, maxBytes);
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
  InputStream content(InputStream in) {
    return new PageStream(in);
  }

  @Override
  List<String> declaredEncodings(byte[] bytes) {
    return PageEncoding.declared(bytes);
  }

  @Override
  Article parse(String html, Origin origin) throws UnfitRecordException {
    return parse(html, origin, null);
  }

  /** As {@link #parse(String, Origin)}; {@code address} is where a page that does not say was. */
  Article parse(String html, Origin origin, @Nullable String address) throws UnfitRecordException {
    Document page = Jsoup.parse(html);
    PageMetadata metadata = PageMetadata.of(page, address, fields.zone());
    ArticleDraft draft = new ArticleDraft(fields);
    draft.set(ArticleDraft.ID, metadata.id());
    draft.set(ArticleDraft.URL, metadata.url());
    draft.set(ArticleDraft.SOURCE, metadata.source());
    draft.set(ArticleDraft.TITLE, metadata.title());
    draft.set(ArticleDraft.LANGUAGE, metadata.language());
    draft.set(ArticleDraft.PUBLISHED, metadata.published());
    return draft.toArticle(HtmlBody.text(page, metadata), origin);
  }
}
