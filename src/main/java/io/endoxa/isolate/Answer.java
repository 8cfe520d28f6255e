package io.endoxa.isolate;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads what a child has written, or the other way round. */
@FunctionalInterface
public interface Answer<T> {
  T readFrom(DataInputStream in) throws IOException;

  /** What is read; the two sides are of one build, so bytes that do not fit are a bug. */
  default T of(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return readFrom(in);
    } catch (IOException e) {
      throw new UncheckedIOException("a message between processes does not fit", e);
    }
  }
}
