package io.endoxa.text;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Names for contents: the same parts have the same hash on every machine. */
public final class ContentHash {
  private static final int HEX_DIGITS = 32;

  private ContentHash() {}

  /**
   * The first 32 hexadecimal digits of the SHA-256 of the parts in UTF-8 with a NUL byte between
   * them. A part that is null counts as empty.
   */
  public static String of(@Nullable String... parts) {
    MessageDigest digest = sha256();
    for (int i = 0; i < parts.length; i++) {
      if (i > 0) {
        digest.update((byte) 0);
      }
      String part = parts[i];
      if (part != null) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
      }
    }
    return HexFormat.of().formatHex(digest.digest()).substring(0, HEX_DIGITS);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
