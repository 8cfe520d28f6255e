package io.endoxa.classify.neural.bert;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * A native array of floats, zero at first, which OpenBLAS reads and writes in place. Parts of it
 * are copied to arrays of the JVM for arithmetic element by element, which is faster than access
 * one by one. For one thread at a time; the owner closes.
 */
final class Floats implements AutoCloseable {
  private final FloatPointer pointer;
  private final FloatBuffer buffer;

  Floats(int length) {
    if (length < 0) {
      throw new IllegalArgumentException("an array of %d floats".formatted(length));
    }
    pointer = new FloatPointer((long) length);
    buffer = pointer.asBuffer();
    clear();
  }

  int length() {
    return buffer.capacity();
  }

  /** Where an element lies, for OpenBLAS. */
  FloatPointer at(int offset) {
    return pointer.getPointer(offset);
  }

  /** Copies {@code count} floats from here to the start of an array. */
  void read(int offset, float[] into, int count) {
    buffer.get(offset, into, 0, count);
  }

  /** Copies the first {@code count} floats of an array to here. */
  void write(int offset, float[] from, int count) {
    buffer.put(offset, from, 0, count);
  }

  float[] copy(int offset, int count) {
    float[] values = new float[count];
    read(offset, values, count);
    return values;
  }

  void copyFrom(Floats other, int count) {
    Pointer.memcpy(pointer, other.pointer, (long) count * Float.BYTES);
  }

  void clear() {
    Pointer.memset(pointer, 0, (long) length() * Float.BYTES);
  }

  @Override
  public void close() {
    pointer.close();
  }
}
