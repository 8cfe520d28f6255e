package io.endoxa.provenance;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Passes a file's bytes on and remembers how many they were and their SHA-256. */
public final class FingerprintStream extends FilterInputStream {
  private final MessageDigest digest = Fingerprint.sha256();
  private long count;

  public FingerprintStream(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    if (value >= 0) {
      digest.update((byte) value);
      count++;
    }
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    if (read > 0) {
      digest.update(buffer, offset, read);
      count += read;
    }
    return read;
  }

  /** Skipped bytes belong to the file's hash, so they are read. */
  @Override
  public long skip(long n) throws IOException {
    return readNBytes((int) Math.max(0, Math.min(n, 8192))).length;
  }

  /** Marks would count bytes twice. */
  @Override
  public boolean markSupported() {
    return false;
  }

  /** Reads what is left and gives the file's entry. Call once, last. */
  public FileEntry finish(String path) throws IOException {
    transferTo(OutputStream.nullOutputStream());
    return new FileEntry(path, count, HexFormat.of().formatHex(digest.digest()));
  }
}
