package io.endoxa.text.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A text file as UTF-8, whatever encoding its beginning shows it to be in; lines that are UTF-8
 * stay so, since a beginning may have a stray byte. What cannot be decoded becomes the byte FF,
 * which is in no UTF-8, so that the record with it is rejected. Not thread-safe; closes nothing.
 */
final class Utf8Stream extends InputStream {
  private static final int HEAD_BYTES = 1 << 16;
  private static final byte BAD = (byte) 0xFF;

  /** Lower bytes never end a character of several bytes. */
  private static final int FIRST_OF_TRAILING = 0x30;

  private final InputStream in;
  private byte[] head = new byte[HEAD_BYTES];
  private int headPosition;
  private boolean opened;

  /** Why the head could not be filled; thrown behind what was read before. */
  private @Nullable IOException failure;

  /** Null if the bytes are passed on as they are. */
  private @Nullable CharsetDecoder decoder;

  /** Whether each line is judged by itself: one in which ASCII characters are bytes. */
  private boolean byLine;

  private final byte[] raw = new byte[HEAD_BYTES];
  private int rawStart;
  private int rawEnd;
  private boolean rawEnded;
  private ByteBuffer decoded = ByteBuffer.allocate(0);
  private boolean ended;

  Utf8Stream(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (!opened) {
      open();
    }
    if (decoder == null || length == 0) {
      return readRaw(buffer, offset, length);
    }
    while (!decoded.hasRemaining()) {
      if (ended) {
        return -1;
      }
      decodeMore(decoder);
    }
    int given = Math.min(length, decoded.remaining());
    decoded.get(buffer, offset, given);
    return given;
  }

  private void open() {
    opened = true;
    int filled = 0;
    try {
      int read = 0;
      while (read >= 0 && filled < head.length) {
        filled += read;
        read = in.read(head, filled, head.length - filled);
      }
    } catch (IOException e) {
      failure = e;
    }
    head = Arrays.copyOf(head, filled);
    Charset charset = Encodings.ofHead(head);
    if (!charset.equals(StandardCharsets.UTF_8)) {
      decoder = charset.newDecoder();
      byLine = Encodings.holdsAscii(charset);
    }
  }

  private int readRaw(byte[] buffer, int offset, int length) throws IOException {
    int left = head.length - headPosition;
    if (left > 0) {
      int given = Math.min(length, left);
      System.arraycopy(head, headPosition, buffer, offset, given);
      headPosition += given;
      return given;
    }
    if (failure != null) {
      throw failure;
    }
    return in.read(buffer, offset, length);
  }

  private void decodeMore(CharsetDecoder from) throws IOException {
    int end = pieceEnd();
    byte[] piece = Arrays.copyOfRange(raw, rawStart, end);
    ended = rawEnded && end == rawEnd;
    rawStart = end;
    if (byLine && Encodings.isMostlyUtf8(piece)) {
      decoded = ByteBuffer.wrap(piece);
      return;
    }
    ByteBuffer encoded = ByteBuffer.wrap(piece);
    boolean whole = ended || (byLine && isSeparator(piece[piece.length - 1]));
    CharBuffer characters = CharBuffer.allocate(2 * piece.length + 2);
    ByteArrayOutputStream out = new ByteArrayOutputStream(2 * piece.length);
    CoderResult result;
    do {
      result = from.decode(encoded, characters, whole);
      ByteBuffer good = StandardCharsets.UTF_8.encode(characters.flip());
      out.write(good.array(), good.arrayOffset(), good.limit());
      characters.clear();
      if (result.isError()) {
        encoded.position(encoded.position() + result.length());
        out.write(BAD);
      }
    } while (!result.isUnderflow());
    from.reset();
    if (!whole) {
      // The rest of a character comes with the next piece.
      rawStart -= encoded.remaining();
    }
    decoded = ByteBuffer.wrap(out.toByteArray());
  }

  /**
   * Fills the buffer if it holds no whole line. Ends behind a line; or behind a space or the like,
   * where a line is longer than the buffer.
   */
  private int pieceEnd() throws IOException {
    int searched = rawStart;
    while (true) {
      for (int i = searched; byLine && i < rawEnd; i++) {
        if (raw[i] == '\n') {
          return i + 1;
        }
      }
      if (rawEnded || rawEnd - rawStart == raw.length) {
        break;
      }
      System.arraycopy(raw, rawStart, raw, 0, rawEnd - rawStart);
      rawEnd -= rawStart;
      rawStart = 0;
      searched = rawEnd;
      int read = readRaw(raw, rawEnd, raw.length - rawEnd);
      rawEnded = read < 0;
      rawEnd += Math.max(0, read);
    }
    int end = rawEnd;
    while (byLine && !rawEnded && end > rawStart && !isSeparator(raw[end - 1])) {
      end--;
    }
    return end == rawStart ? rawEnd : end;
  }

  /** Whether a byte is a character of its own in every encoding that holds ASCII. */
  private static boolean isSeparator(byte b) {
    return b >= 0 && b < FIRST_OF_TRAILING;
  }
}
