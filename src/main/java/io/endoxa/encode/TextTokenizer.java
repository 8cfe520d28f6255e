package io.endoxa.encode;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import io.endoxa.error.UserException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;

/** Cuts text into the tokens of one encoder. Safe for use by several threads; the owner closes. */
final class TextTokenizer implements AutoCloseable {
  private static final char REPLACEMENT = '\uFFFD';

  private final HuggingFaceTokenizer tokenizer;

  private TextTokenizer(HuggingFaceTokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /**
   * For {@link #tokenize}, which cuts texts to the encoder's length; throws {@link UserException}
   * if the file is missing or is no tokenizer.
   */
  static TextTokenizer open(EncoderSpec spec) {
    // The tokenizer file has its own truncation (128) and padding, which these replace.
    return open(
        spec,
        Map.of(
            "truncation", "true",
            "maxLength", Integer.toString(spec.maxTokens()),
            "padding", "false",
            "withOverflowingTokens", "true"));
  }

  /** For {@link #tokens}; fails as {@link #open} does. */
  static TextTokenizer openUncut(EncoderSpec spec) {
    return open(spec, Map.of("truncation", "false", "padding", "false"));
  }

  private static TextTokenizer open(EncoderSpec spec, Map<String, String> options) {
    stayOffline();
    EncoderFile file = spec.tokenizer();
    if (!file.exists()) {
      throw new UserException(
          "encoder '%s': tokenizer %s%s".formatted(spec.name(), file, file.absence()));
    }
    byte[] content = file.content();
    try (InputStream json = new ByteArrayInputStream(content)) {
      return new TextTokenizer(HuggingFaceTokenizer.newInstance(json, options));
    } catch (IOException | RuntimeException e) {
      // The library reports a malformed file as a bare RuntimeException.
      throw new UserException(
          "encoder '%s': tokenizer %s cannot be opened: %s. Expected a Hugging Face tokenizer.json."
              .formatted(spec.name(), file, e.getMessage()),
          e);
    }
  }

  /**
   * Without this the library asks the cloud's metadata service where it runs, reports home, and
   * downloads another native library where it finds a GPU.
   */
  static void stayOffline() {
    System.setProperty("ai.djl.offline", "true");
  }

  TokenizedText tokenize(String text) {
    Encoding encoding = tokenizer.encode(withoutLoneSurrogates(text));
    int fullCount = encoding.getIds().length;
    for (Encoding overflow : encoding.getOverflowing()) {
      for (long special : overflow.getSpecialTokenMask()) {
        fullCount += special == 0 ? 1 : 0;
      }
    }
    return new TokenizedText(encoding.getIds(), fullCount);
  }

  /** All tokens of a text, without marks; opened with {@link #openUncut}. */
  Tokens tokens(String text) {
    String wellFormed = withoutLoneSurrogates(text);
    Encoding encoding = tokenizer.encode(wellFormed, false, false);
    return new Tokens(ints(encoding.getIds()), starts(wellFormed, encoding));
  }

  /** What stands around the tokens of a text; opened with {@link #openUncut}. */
  int[] marks() {
    return ints(tokenizer.encode("").getIds());
  }

  private static int[] ints(long[] ids) {
    return Arrays.stream(ids).mapToInt(Math::toIntExact).toArray();
  }

  /** The library counts code points; everybody else here counts UTF-16 chars. */
  private static int[] starts(String text, Encoding encoding) {
    CharSpan[] spans = encoding.getCharTokenSpans();
    int[] starts = new int[spans.length];
    int codePoint = 0;
    int offset = 0;
    for (int token = 0; token < spans.length; token++) {
      CharSpan span = spans[token];
      offset = text.offsetByCodePoints(offset, span.getStart() - codePoint);
      codePoint = span.getStart();
      starts[token] = offset;
    }
    return starts;
  }

  /** Half a surrogate pair would become three characters on the way to the native library. */
  private static String withoutLoneSurrogates(String text) {
    StringBuilder mended = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        continue;
      }
      if (Character.isSupplementaryCodePoint(text.codePointAt(i))) {
        i++;
        continue;
      }
      mended = mended == null ? new StringBuilder(text) : mended;
      mended.setCharAt(i, REPLACEMENT);
    }
    return mended == null ? text : mended.toString();
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
