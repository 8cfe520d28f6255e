package io.endoxa.text.source;

import io.endoxa.text.RejectReason;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Ends the reading of headers that have no end, which the library for web archives would keep in
 * memory. Not thread-safe.
 */
final class HeaderGuard extends FilterInputStream {
  private static final int MOST_BYTES = 1 << 20;

  private long left = Long.MAX_VALUE;

  HeaderGuard(InputStream in) {
    super(in);
  }

  /** From here on so much may be read as a header may have. */
  void beforeHeader() {
    left = MOST_BYTES;
  }

  /** From here on all may be read. */
  void behindHeader() {
    left = Long.MAX_VALUE;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (left <= 0) {
      throw new BadArchiveException(
          RejectReason.BAD_ARCHIVE,
          "has a header of more than %d bytes. What follows is not read.".formatted(MOST_BYTES));
    }
    int read = in.read(buffer, offset, (int) Math.min(length, left));
    left -= Math.max(0, read);
    return read;
  }
}
