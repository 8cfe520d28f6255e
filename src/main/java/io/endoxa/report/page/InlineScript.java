package io.endoxa.report.page;

import io.endoxa.provenance.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** What stands inside a page beside its HTML: scripts, style and data, and their hashes. */
final class InlineScript {
  private InlineScript() {}

  /** A resource file as text; throws IllegalStateException if the jar lacks it. */
  static String resource(String path) {
    try (InputStream in = InlineScript.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + path);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      if (text.contains("</script") || text.contains("</style") || text.contains("<!--")) {
        throw new IllegalStateException(path + " would end the element that it stands in");
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The source expression of a content security policy that allows exactly this text. */
  static String hash(String content) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A value as JSON that can stand inside a script element: no character of it can end the element
   * or begin a comment, and lines end where they seem to.
   */
  static String data(Object value) {
    return Json.line(value)
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }
}
