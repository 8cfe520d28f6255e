package io.endoxa.text.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a zip archive, which remembers the last of them to tell whether the archive is
 * whole. Not thread-safe.
 */
final class ZipEnd extends FilterInputStream {
  /** Holds the longest end, with its comment of 65,535 bytes. */
  private static final int KEPT_BYTES = 1 << 17;

  private static final int END_BYTES = 22;
  private static final long END_SIGNATURE = 0x06054b50L;
  private static final int DIRECTORY_SIZE = 12;
  private static final int DIRECTORY_OFFSET = 16;

  /** Stands before the end of an archive that needs numbers of 64 bits. */
  private static final long LOCATOR_SIGNATURE = 0x07064b50L;

  private static final int LOCATOR_BYTES = 20;

  private final byte[] kept = new byte[KEPT_BYTES];
  private long count;

  ZipEnd(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = in.read(buffer, offset, length);
    for (int i = 0; i < read; i++) {
      kept[(int) (count++ % KEPT_BYTES)] = buffer[offset + i];
    }
    return read;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /**
   * Whether the end of the archive's directory is among the last bytes read: the directory that it
   * describes ends where it begins, which is not so for an archive that lies in this one.
   */
  boolean wasRead() {
    long from = Math.max(0, count - KEPT_BYTES + LOCATOR_BYTES);
    for (long at = count - END_BYTES; at >= from; at--) {
      if (number(at) == END_SIGNATURE
          && (number(at + DIRECTORY_OFFSET) + number(at + DIRECTORY_SIZE) == at
              || (at >= LOCATOR_BYTES && number(at - LOCATOR_BYTES) == LOCATOR_SIGNATURE))) {
        return true;
      }
    }
    return false;
  }

  /** Four bytes, the lowest first. */
  private long number(long at) {
    long number = 0;
    for (int i = 3; i >= 0; i--) {
      number = number << 8 | (kept[(int) ((at + i) % KEPT_BYTES)] & 0xFF);
    }
    return number;
  }
}
