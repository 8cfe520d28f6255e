package io.endoxa.text;

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
 * A text file as UTF-8, whatever encoding its beginning shows it to be in. What cannot be decoded
 * becomes the byte FF, which is in no UTF-8, so that the record with it is rejected. Not
 * thread-safe; closes nothing.
 */
final class Utf8Stream extends InputStream {
  private static final int HEAD_BYTES = 1 << 16;
  private static final byte BAD = (byte) 0xFF;

  private final InputStream in;
  private byte[] head = new byte[HEAD_BYTES];
  private int headPosition;
  private boolean opened;

  /** Why the head could not be filled; thrown behind what was read before. */
  private @Nullable IOException failure;

  /** Null if the bytes are passed on as they are. */
  private @Nullable CharsetDecoder decoder;

  private final ByteBuffer encoded = ByteBuffer.allocate(1 << 13).flip();
  private final CharBuffer characters = CharBuffer.allocate(1 << 13);
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
    encoded.compact();
    int read = readRaw(encoded.array(), encoded.position(), encoded.remaining());
    encoded.position(encoded.position() + Math.max(0, read)).flip();
    characters.clear();
    CoderResult result = from.decode(encoded, characters, read < 0);
    ByteBuffer good = StandardCharsets.UTF_8.encode(characters.flip());
    if (result.isError()) {
      encoded.position(encoded.position() + result.length());
      decoded = ByteBuffer.allocate(good.remaining() + 1).put(good).put(BAD).flip();
    } else {
      decoded = good;
      ended = read < 0 && !encoded.hasRemaining() && result.isUnderflow();
    }
  }
}
