package io.endoxa.text.source;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import io.endoxa.text.RejectReason;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out in which encoding bytes are text: by their byte order mark; as UTF-8 if they are valid
 * UTF-8, which other encodings practically never are; as declared; or as ICU detects it from their
 * statistics.
 */
final class Encodings {
  /**
   * Of ICU's 0 to 100. Sentences in their own encoding score 37 to 100, two words about 25, random
   * bytes 10.
   */
  private static final int LEAST_CONFIDENCE = 30;

  private static final int DETECTED_BYTES = 1 << 16;
  private static final int LONGEST_TAG = 500;
  private static final String ASCII = "<a b='0'>\n";
  private static final int CONTEXT_BYTES = 1 << 10;

  /** What web pages and ICU call an encoding, and the larger one that is meant (as browsers do). */
  private static final Map<String, String> MEANT =
      Map.ofEntries(
          Map.entry("us-ascii", "windows-1252"),
          Map.entry("ascii", "windows-1252"),
          Map.entry("latin1", "windows-1252"),
          Map.entry("iso-8859-1", "windows-1252"),
          Map.entry("iso8859-1", "windows-1252"),
          Map.entry("iso-8859-9", "windows-1254"),
          Map.entry("iso-8859-8-i", "ISO-8859-8"),
          Map.entry("tis-620", "x-windows-874"),
          Map.entry("gb2312", "GB18030"),
          Map.entry("gbk", "GB18030"),
          Map.entry("shift_jis", "windows-31j"),
          Map.entry("sjis", "windows-31j"),
          Map.entry("euc-kr", "x-windows-949"),
          Map.entry("ks_c_5601-1987", "x-windows-949"));

  private enum Mark {
    UTF_8(StandardCharsets.UTF_8, 0xEF, 0xBB, 0xBF),
    UTF_32_LITTLE(Charset.forName("UTF-32LE"), 0xFF, 0xFE, 0, 0),
    UTF_32_BIG(Charset.forName("UTF-32BE"), 0, 0, 0xFE, 0xFF),
    UTF_16_LITTLE(StandardCharsets.UTF_16LE, 0xFF, 0xFE),
    UTF_16_BIG(StandardCharsets.UTF_16BE, 0xFE, 0xFF);

    private final Charset charset;

    @SuppressWarnings("ImmutableEnumChecker") // Never written to.
    private final int[] bytes;

    Mark(Charset charset, int... bytes) {
      this.charset = charset;
      this.bytes = bytes;
    }

    private boolean begins(byte[] text) {
      for (int i = 0; i < bytes.length; i++) {
        if (i >= text.length || (text[i] & 0xFF) != bytes[i]) {
          return false;
        }
      }
      return true;
    }
  }

  private Encodings() {}

  /**
   * The characters of a whole text without its byte order mark.
   *
   * @param declared names of encodings that the text is said to be in, the most trusted first
   * @throws UnfitRecordException if the bytes are binary, or in no encoding that is certain
   */
  static String decode(byte[] bytes, List<String> declared) throws UnfitRecordException {
    Optional<Charset> marked = marked(bytes);
    if (marked.isPresent() && !marked.get().equals(StandardCharsets.UTF_8)) {
      return requireNoNul(
          RawText.decode(bytes, marked.get())
              .orElseThrow(() -> badEncoding("is not valid %s".formatted(marked.get()))));
    }
    RawText.requireText(bytes);
    Optional<String> text = RawText.decode(bytes, StandardCharsets.UTF_8);
    for (int i = 0; text.isEmpty() && marked.isEmpty() && i < declared.size(); i++) {
      text = named(declared.get(i)).flatMap(charset -> RawText.decode(bytes, charset));
    }
    if (text.isEmpty() && marked.isEmpty() && !isMostlyUtf8(bytes)) {
      text = detected(bytes).flatMap(charset -> RawText.decode(bytes, charset));
    }
    return text.isPresent() ? text.get() : RawText.decode(bytes);
  }

  private static String requireNoNul(String text) throws UnfitRecordException {
    int nul = text.indexOf('\0');
    if (nul >= 0) {
      throw new UnfitRecordException(
          RejectReason.NOT_TEXT,
          "holds a NUL character at offset %d, expected text.".formatted(nul));
    }
    return text;
  }

  private static UnfitRecordException badEncoding(String what) {
    return new UnfitRecordException(
        RejectReason.BAD_ENCODING,
        what + ", which its byte order mark promises. Convert it to UTF-8.");
  }

  /**
   * The encoding of a file by how it begins; UTF-8 if nothing else is certain.
   *
   * @param head of a file, which may end in the middle of a character
   */
  static Charset ofHead(byte[] head) {
    Optional<Charset> marked = marked(head);
    if (marked.isPresent()) {
      return marked.get();
    }
    if (RawText.isBinary(head) || isMostlyUtf8(head)) {
      return StandardCharsets.UTF_8;
    }
    return detected(head).filter(charset -> decodes(head, charset)).orElse(StandardCharsets.UTF_8);
  }

  private static boolean decodes(byte[] head, Charset charset) {
    CharBuffer out = CharBuffer.allocate(2 * head.length);
    return charset.newDecoder().decode(ByteBuffer.wrap(head), out, false).isUnderflow();
  }

  private static Optional<Charset> marked(byte[] bytes) {
    return Arrays.stream(Mark.values())
        .filter(mark -> mark.begins(bytes))
        .map(mark -> mark.charset)
        .findFirst();
  }

  /** Text without a mark and without NUL is in no encoding of other units than bytes. */
  static boolean holdsAscii(Charset charset) {
    return new String(ASCII.getBytes(StandardCharsets.US_ASCII), charset).equals(ASCII);
  }

  private static Optional<Charset> named(String name) {
    String meant = MEANT.getOrDefault(name.strip().toLowerCase(Locale.ROOT), name.strip());
    try {
      return Optional.of(Charset.forName(meant)).filter(Encodings::holdsAscii);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return Optional.empty();
    }
  }

  private static Optional<Charset> detected(byte[] bytes) {
    CharsetMatch match = new CharsetDetector().setText(aroundFirstHighByte(bytes)).detect();
    return match == null || match.getConfidence() < LEAST_CONFIDENCE
        ? Optional.empty()
        : named(match.getName());
  }

  /** The head of a web page is ASCII for long, and says nothing. */
  private static byte[] aroundFirstHighByte(byte[] bytes) {
    int high = 0;
    while (high < bytes.length && bytes[high] >= 0) {
      high++;
    }
    int start = Math.max(0, high - CONTEXT_BYTES);
    return withoutTags(
        Arrays.copyOfRange(bytes, start, Math.min(bytes.length, start + DETECTED_BYTES)));
  }

  /** Markup is in no language, and hides the one that the text is in. */
  private static byte[] withoutTags(byte[] bytes) {
    ByteArrayOutputStream text = new ByteArrayOutputStream(bytes.length);
    int tag = -1;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '<') {
        tag = i;
      }
      if (tag < 0) {
        text.write(bytes[i]);
      } else if (bytes[i] == '>' || i - tag > LONGEST_TAG) {
        tag = -1;
      }
    }
    return text.toByteArray();
  }

  /**
   * Whether bytes that are not ASCII are UTF-8 more often than not: then they are damaged UTF-8,
   * and in another encoding they would be readable nonsense. True if all are ASCII.
   */
  static boolean isMostlyUtf8(byte[] bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(Math.min(1 << 12, bytes.length + 1));
    long good = 0;
    long bad = 0;
    while (true) {
      CoderResult result = decoder.decode(in, out, false);
      out.flip();
      while (out.hasRemaining()) {
        good += out.get() > 0x7F ? 1 : 0;
      }
      out.clear();
      if (result.isUnderflow()) {
        return good > bad || bad == 0;
      }
      if (result.isError()) {
        bad++;
        in.position(in.position() + result.length());
      }
    }
  }
}
