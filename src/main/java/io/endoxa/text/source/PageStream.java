package io.endoxa.text.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * A web page without the bytes of pictures, fonts and the like that it holds in itself as {@code
 * data:} addresses in base 64: they are most of a saved page, and say nothing. The addresses stay,
 * and end at the comma. In encodings without single bytes for ASCII nothing is left out. Does not
 * close what it reads. Not thread-safe.
 */
final class PageStream extends InputStream {
  /** Of so many bytes they are left out; later ones are passed on, for a limit to find. */
  static final int MOST_LEFT_OUT = 32 << 20;

  private static final byte[] MARK = ";base64,".getBytes(StandardCharsets.US_ASCII);

  private final InputStream in;

  /** How many bytes of the mark stand before this place; all of them within the data, too. */
  private int matched;

  private int leftOut;

  PageStream(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int kept = 0;
    while (kept == 0 && length > 0) {
      int read = in.read(bytes, offset, length);
      if (read < 0) {
        return -1;
      }
      for (int i = offset; i < offset + read; i++) {
        if (isKept(bytes[i])) {
          bytes[offset + kept++] = bytes[i];
        }
      }
    }
    return kept;
  }

  private boolean isKept(byte b) {
    if (matched == MARK.length) {
      if (isData(b) && leftOut < MOST_LEFT_OUT) {
        leftOut++;
        return false;
      }
      matched = 0;
    }
    matched = b == MARK[matched] ? matched + 1 : b == MARK[0] ? 1 : 0;
    return true;
  }

  private static boolean isData(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || "+/=-_%".indexOf(b) >= 0;
  }
}
