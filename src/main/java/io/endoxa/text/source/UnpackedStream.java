package io.endoxa.text.source;

import io.endoxa.text.RejectReason;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.netpreserve.jwarc.ParsingException;

/**
 * The unpacked bytes of one file in an archive. Throws {@link BadArchiveException} if the archive
 * is damaged, or if it unpacks to so much more than it is that it is made to fill the memory.
 *
 * <p>Not thread-safe; closes nothing.
 */
final class UnpackedStream extends InputStream {
  /** Opens a file of an archive, which may need to read its header. */
  interface Opener {
    InputStream open() throws IOException;
  }

  /** Deflate can reach 1032; articles in one file that share all but a few words reach 100. */
  private static final int MOST_TIMES_LARGER = 200;

  private static final long FREE_BYTES = 16L << 20;

  private final PackedStream packed;
  private final long packedBefore;
  private final Opener opener;
  private @Nullable InputStream unpacked;
  private long count;

  UnpackedStream(PackedStream packed, Opener opener) {
    this.packed = packed;
    this.packedBefore = packed.count();
    this.opener = opener;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read;
    try {
      if (unpacked == null) {
        unpacked = opener.open();
      }
      read = unpacked.read(buffer, offset, length);
    } catch (IOException | RuntimeException e) {
      // Decoders meet damage with exceptions of every kind.
      throw damaged(packed, e);
    }
    count += Math.max(0, read);
    long stored = packed.count() - packedBefore;
    if (count > FREE_BYTES && count > MOST_TIMES_LARGER * stored) {
      throw new BadArchiveException(
          RejectReason.TOO_LARGE,
          "unpacks to more than %d times its size, which is read no further. Unpack it first if it is no attack."
              .formatted(MOST_TIMES_LARGER));
    }
    return read;
  }

  /** What an exception while unpacking means: bytes that cannot be had, or are not an archive. */
  static IOException damaged(PackedStream packed, Exception e) {
    IOException failure = packed.failure();
    if (failure != null) {
      return failure;
    }
    if (e instanceof BadArchiveException bad) {
      return bad;
    }
    return new BadArchiveException(
        RejectReason.BAD_ARCHIVE,
        "is not the archive that its name says, or damaged: %s. What follows is not read."
            .formatted(problem(e)));
  }

  /** Says what is wrong in words that quote nothing of the content, as some libraries do. */
  static String problem(Exception e) {
    if (e instanceof EOFException) {
      return "it ends early";
    }
    if (e instanceof ParsingException) {
      return "a header is malformed";
    }
    return e instanceof IOException && e.getMessage() != null
        ? e.getMessage().strip()
        : e.getClass().getSimpleName();
  }
}
