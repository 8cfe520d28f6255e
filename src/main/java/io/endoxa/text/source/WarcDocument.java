package io.endoxa.text.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.netpreserve.jwarc.MediaType;

/** A document in a web archive. */
final class WarcDocument {
  private final String address;
  private final MediaType type;
  private final byte[] bytes;

  private WarcDocument(String address, MediaType type, byte[] bytes) {
    this.address = address;
    this.type = type;
    this.bytes = bytes;
  }

  /** Keeps one byte more than {@code maxBytes} at the most. */
  static WarcDocument read(String address, MediaType type, InputStream in, int maxBytes)
      throws IOException {
    InputStream content = isPage(type) ? new PageStream(in) : in;
    return new WarcDocument(address, type, content.readNBytes(maxBytes + 1));
  }

  /** Where it was found. */
  String address() {
    return address;
  }

  /** Not a copy. */
  byte[] bytes() {
    return bytes;
  }

  /** The encoding that its HTTP header names. */
  Optional<String> charset() {
    return Optional.ofNullable(type.parameters().get("charset"));
  }

  /** Whether it is a web page; plain text otherwise. */
  boolean isPage() {
    return isPage(type);
  }

  private static boolean isPage(MediaType type) {
    return !type.base().equals(MediaType.PLAIN_TEXT);
  }
}
