package io.endoxa.text;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/**
 * A saved web page. Title, source, date and address come from its {@link PageMetadata}; what is
 * missing or unreadable there is null. The text is its {@link HtmlBody}. Pages that are not UTF-8
 * are read in the charset that they declare.
 */
final class HtmlSource extends WholeFileSource {
  private static final int CHARSET_SEARCHED_BYTES = 4096;
  private static final Pattern CHARSET =
      Pattern.compile(
          "<meta[^>]{0,200}charset\\s*=\\s*[\"']?([\\w.:-]+)", Pattern.CASE_INSENSITIVE);

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
    PageMetadata metadata = PageMetadata.of(page, fields.zone());
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
