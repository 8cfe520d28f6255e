package io.endoxa.text.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an archive as they are stored: counts them, and remembers whether reading them
 * failed, which is no fault of the archive.
 */
final class PackedStream extends FilterInputStream {
  private long count;
  private @Nullable IOException failure;

  PackedStream(InputStream in) {
    super(in);
  }

  long count() {
    return count;
  }

  /** Why the archive's bytes could not be read; null if they could. */
  @Nullable IOException failure() {
    return failure;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      int read = in.read(buffer, offset, length);
      count += Math.max(0, read);
      return read;
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  /** Skipped bytes count, so they are read. */
  @Override
  public long skip(long n) throws IOException {
    return readNBytes((int) Math.max(0, Math.min(n, 1 << 13))).length;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /** The caller of a source closes what it gave. */
  @Override
  public void close() {}
}
