package io.endoxa.text.source;

import io.endoxa.text.Article;
import io.endoxa.text.Origin;
import io.endoxa.text.ReadResult;
import io.endoxa.text.RejectReason;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;

/** Formats in which a file is one article. */
abstract class WholeFileSource implements ArticleSource {
  final ArticleFields fields;
  private final int maxBytes;

  WholeFileSource(ArticleFields fields, int maxBytes) {
    this.fields = fields;
    this.maxBytes = maxBytes;
  }

  @Override
  public final Iterator<ReadResult> read(String file, InputStream in) throws IOException {
    byte[] bytes = content(in).readNBytes(maxBytes + 1);
    Origin origin = new Origin(file, 1);
    ReadResult result;
    try {
      result = article(bytes, origin);
    } catch (UnfitRecordException e) {
      result = e.rejected(origin, RawText.beginning(bytes));
    }
    return List.of(result).iterator();
  }

  private Article article(byte[] bytes, Origin origin) throws UnfitRecordException {
    return parse(characters(bytes, declaredEncodings(bytes), maxBytes), origin);
  }

  /** The characters of an article, which are not blank, if it is not larger than that. */
  static String characters(byte[] bytes, List<String> declared, int maxBytes)
      throws UnfitRecordException {
    if (bytes.length > maxBytes) {
      throw new UnfitRecordException(
          RejectReason.TOO_LARGE, "is larger than %d bytes. Split it.".formatted(maxBytes));
    }
    String text = Encodings.decode(bytes, declared);
    if (text.isBlank()) {
      throw new UnfitRecordException(RejectReason.EMPTY_FILE, "is empty, expected an article.");
    }
    return text;
  }

  /** What of the file's bytes is read, and counts. */
  InputStream content(InputStream in) {
    return in;
  }

  /** What the file says about its encoding, the most trusted first. */
  List<String> declaredEncodings(byte[] bytes) {
    return List.of();
  }

  /** The article in a file's characters, which are not blank. */
  abstract Article parse(String text, Origin origin) throws UnfitRecordException;
}
