package io.endoxa.text.source;

import io.endoxa.text.RejectReason;
import io.endoxa.text.Rejected;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** Bytes judged as text: what they are if they are not, and their characters if they are. */
final class RawText {
  private enum Signature {
    PDF("a PDF", "25504446"),
    ZIP("a ZIP archive or office document", "504B0304"),
    GZIP("gzip-compressed", "1F8B"),
    PNG("a PNG image", "89504E47"),
    JPEG("a JPEG image", "FFD8FF"),
    GIF("a GIF image", "47494638"),
    PARQUET("a Parquet file", "50415231"),
    OLE("an old office document", "D0CF11E0"),
    RTF("an RTF document", "7B5C727466");

    private final String meaning;
    private final String hex;

    Signature(String meaning, String hex) {
      this.meaning = meaning;
      this.hex = hex;
    }
  }

  private RawText() {}

  /**
   * Throws {@link RejectReason#NOT_TEXT} if the bytes begin like a known binary file or hold NUL.
   */
  static void requireText(byte[] bytes) throws UnfitRecordException {
    String head = HexFormat.of().withUpperCase().formatHex(bytes, 0, Math.min(bytes.length, 8));
    for (Signature signature : Signature.values()) {
      if (head.startsWith(signature.hex)) {
        throw new UnfitRecordException(
            RejectReason.NOT_TEXT,
            "is %s, expected text. Convert it first.".formatted(signature.meaning));
      }
    }
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        throw new UnfitRecordException(
            RejectReason.NOT_TEXT, "holds a NUL byte at offset %d, expected text.".formatted(i));
      }
    }
  }

  /** Whether the bytes begin like a known binary file or hold NUL. */
  static boolean isBinary(byte[] bytes) {
    try {
      requireText(bytes);
      return false;
    } catch (UnfitRecordException e) {
      return true;
    }
  }

  /** The characters of UTF-8 bytes without a byte order mark. */
  static String decode(byte[] bytes) throws UnfitRecordException {
    return decode(bytes, StandardCharsets.UTF_8)
        .orElseThrow(
            () ->
                new UnfitRecordException(
                    RejectReason.BAD_ENCODING,
                    "is not UTF-8: bad bytes at offset %d. Convert it to UTF-8."
                        .formatted(validLength(bytes))));
  }

  /** The characters of bytes without a byte order mark; empty if the charset has no such bytes. */
  static Optional<String> decode(byte[] bytes, Charset charset) {
    try {
      String text =
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString();
      return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** How many bytes decode before the first that does not. */
  private static int validLength(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer out = CharBuffer.allocate(4096);
    while (decoder.decode(in, out, true).isOverflow()) {
      out.clear();
    }
    return in.position();
  }

  /** How the bytes begin, for an excerpt; bad bytes appear as U+FFFD. */
  static String beginning(byte[] bytes) {
    // Four bytes is the longest character.
    int length = Math.min(bytes.length, 4 * Rejected.MAX_EXCERPT);
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
