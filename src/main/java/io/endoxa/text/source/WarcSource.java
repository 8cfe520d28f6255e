package io.endoxa.text.source;

import io.endoxa.text.Article;
import io.endoxa.text.Origin;
import io.endoxa.text.ReadResult;
import io.endoxa.text.RejectReason;
import io.endoxa.text.Rejected;
import io.endoxa.text.VisibleText;
import io.endoxa.text.page.PageEncoding;
import io.endoxa.text.page.PageMetadata;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.netpreserve.jwarc.HttpResponse;
import org.netpreserve.jwarc.MediaType;
import org.netpreserve.jwarc.WarcCompression;
import org.netpreserve.jwarc.WarcConversion;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcResource;
import org.netpreserve.jwarc.WarcResponse;
import org.netpreserve.jwarc.WarcTargetRecord;

/**
 * The web pages of a web archive (WARC): responses with status 200 and resources that are HTML, and
 * conversions to plain text, such as those of Common Crawl. A page without an address of its own
 * gets that of the record. Positions count all records.
 *
 * <p>Other records (requests, pictures, scripts, errors, repeated visits, descriptions of the
 * crawl) are no articles, and are passed over.
 */
final class WarcSource implements ArticleSource {
  private static final int STATUS_OK = 200;
  private static final Set<MediaType> PAGES = Set.of(MediaType.HTML, MediaType.XHTML);

  private final ArticleFields fields;
  private final HtmlSource pages;
  private final int maxBytes;

  WarcSource(ArticleFields fields, int maxBytes) {
    this.fields = fields;
    this.pages = new HtmlSource(fields, maxBytes);
    this.maxBytes = maxBytes;
  }

  @Override
  public String format() {
    return "warc";
  }

  @Override
  public Set<String> extensions() {
    return Set.of("warc");
  }

  @Override
  public Iterator<ReadResult> read(String file, InputStream in) {
    return new Pages(file, new PackedStream(in));
  }

  private final class Pages extends RecordIterator {
    private final PackedStream packed;
    private final HeaderGuard guard;
    private @Nullable WarcReader reader;
    private @Nullable WarcRecord record;
    private int number;

    Pages(String file, PackedStream packed) {
      super(file);
      this.packed = packed;
      this.guard = new HeaderGuard(packed);
    }

    @Override
    @Nullable ReadResult advance() {
      try {
        Optional<WarcRecord> next = nextRecord();
        if (next.isEmpty()) {
          return end("holds no web page among its %d records.".formatted(number));
        }
        number++;
        record = next.get();
        return result(next.get(), new Origin(file(), number));
      } catch (BadArchiveException e) {
        stop();
        return e.rejected(new Origin(file(), number + 1));
      } catch (IOException e) {
        throw unreadable(e);
      }
    }

    private Optional<WarcRecord> nextRecord() throws IOException {
      try {
        if (record != null) {
          record.body().consume();
        }
        guard.beforeHeader();
        if (reader == null) {
          reader = open();
        }
        return reader.next();
      } catch (IOException | RuntimeException e) {
        // The library meets damage with exceptions of every kind.
        throw UnpackedStream.damaged(packed, e);
      } finally {
        guard.behindHeader();
      }
    }

    private WarcReader open() throws IOException {
      WarcReader opened = new WarcReader(guard);
      if (opened.compression() != WarcCompression.NONE) {
        throw new BadArchiveException(
            RejectReason.BAD_ARCHIVE, "is compressed, which its name does not say. Add .gz to it.");
      }
      opened.setLenient(true);
      return opened;
    }

    private @Nullable ReadResult result(WarcRecord record, Origin origin) throws IOException {
      byte[] beginning = new byte[0];
      try {
        WarcDocument document = document(record);
        if (document == null) {
          return null;
        }
        beginning = document.bytes();
        requireWhole(record);
        return article(document, origin);
      } catch (UnfitRecordException e) {
        return e.rejected(origin, RawText.beginning(beginning));
      } catch (IOException | RuntimeException e) {
        if (packed.failure() != null || e instanceof BadArchiveException) {
          throw UnpackedStream.damaged(packed, e);
        }
        requireEnd(record);
        return new Rejected(
            origin,
            RejectReason.BAD_ARCHIVE,
            "holds a response that cannot be read: %s.".formatted(UnpackedStream.problem(e)),
            "");
      }
    }

    /** What ends inside of a record is rejected once, not for the record and the archive. */
    private void requireEnd(WarcRecord damaged) throws IOException {
      try {
        damaged.body().consume();
      } catch (IOException | RuntimeException e) {
        number--;
        throw UnpackedStream.damaged(packed, e);
      }
    }

    private static void requireWhole(WarcRecord record) throws UnfitRecordException {
      Optional<String> why = record.headers().first("WARC-Truncated");
      if (why.isPresent()) {
        throw new UnfitRecordException(
            RejectReason.BAD_ARCHIVE,
            "is cut short in the archive, which gives '%s' as the reason. Fetch the page again."
                .formatted(VisibleText.of(why.get()).oneLine()));
      }
    }

    /** The document of a record; null if it is no article. */
    private @Nullable WarcDocument document(WarcRecord record) throws IOException {
      if (record instanceof WarcResponse response && isHttp(record)) {
        guard.beforeHeader();
        HttpResponse http = response.http();
        guard.behindHeader();
        return http.status() == STATUS_OK && PAGES.contains(http.contentType().base())
            ? WarcDocument.read(
                response.target(), http.contentType(), http.bodyDecoded().stream(), maxBytes)
            : null;
      }
      boolean page = record instanceof WarcResource && PAGES.contains(record.contentType().base());
      boolean text =
          record instanceof WarcConversion
              && record.contentType().base().equals(MediaType.PLAIN_TEXT);
      return page || text
          ? WarcDocument.read(
              ((WarcTargetRecord) record).target(),
              record.contentType(),
              record.body().stream(),
              maxBytes)
          : null;
    }

    private static boolean isHttp(WarcRecord record) {
      return record.contentType().base().equals(MediaType.HTTP);
    }
  }

  private Article article(WarcDocument document, Origin origin) throws UnfitRecordException {
    byte[] bytes = document.bytes();
    List<String> declared =
        Stream.concat(document.charset().stream(), PageEncoding.declared(bytes).stream()).toList();
    String text = WholeFileSource.characters(bytes, declared, maxBytes);
    if (document.isPage()) {
      return pages.parse(text, origin, document.address());
    }
    ArticleDraft draft = new ArticleDraft(fields);
    draft.set(ArticleDraft.URL, document.address());
    draft.set(ArticleDraft.SOURCE, PageMetadata.host(document.address()));
    return draft.toArticle(text, origin);
  }
}
