package io.endoxa.classify;

import io.endoxa.error.NearestName;
import io.endoxa.error.UserException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tensors as a file in safetensors layout: 8 bytes for the length of a JSON header, the header,
 * then the numbers, little endian. Only F32 is written and read.
 *
 * <p>Source: the format section of https://github.com/huggingface/safetensors.
 */
public final class Tensors {
  /** Stands for any length in {@link #expect}. */
  static final int ANY = -1;

  private Tensors() {}

  /** The file's bytes: names in order, so that equal tensors give equal bytes. */
  public static byte[] write(Map<String, Tensor> tensors) {
    SortedMap<String, Tensor> sorted = new TreeMap<>(tensors);
    byte[] header = TensorHeader.write(sorted);
    long size = sorted.values().stream().mapToLong(Tensor::size).sum() * Float.BYTES;
    int total = Math.toIntExact(Long.BYTES + header.length + size);
    ByteBuffer buffer = ByteBuffer.allocate(total).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(header.length).put(header);
    for (Tensor tensor : sorted.values()) {
      for (float value : tensor.data()) {
        buffer.putFloat(value);
      }
    }
    return buffer.array();
  }

  /**
   * The tensors of a file by name. Checks lengths, types, shapes and places before it allocates
   * numbers, and the numbers, which are finite. Takes at most twice the file's length in memory,
   * and 512 KB.
   *
   * @param file names the file in messages
   * @throws UserException if the bytes are anything else; the message names file and tensor
   */
  public static SortedMap<String, Tensor> read(String file, byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < Long.BYTES) {
      throw damaged(file, "has %d bytes, expected at least 8".formatted(bytes.length));
    }
    long headerLength = buffer.getLong();
    if (headerLength < 2 || headerLength > bytes.length - Long.BYTES) {
      throw damaged(
          file,
          "gives its header %d bytes, but %d bytes follow"
              .formatted(headerLength, bytes.length - Long.BYTES));
    }
    int length = (int) headerLength;
    int start = Long.BYTES + length;
    int dataLength = bytes.length - start;
    if (length > TensorHeader.mostBytes(dataLength)) {
      throw damaged(
          file,
          "has a header of %d bytes for %d bytes of data, expected at most %d"
              .formatted(length, dataLength, TensorHeader.mostBytes(dataLength)));
    }
    SortedMap<String, Tensor> tensors = new TreeMap<>();
    for (TensorHeader.Entry entry :
        TensorHeader.read(file, bytes, Long.BYTES, length, dataLength)) {
      float[] numbers = numbers(file, entry.name(), buffer, start + entry.begin(), entry.size());
      tensors.put(entry.name(), new Tensor(numbers, entry.shape()));
    }
    return Collections.unmodifiableSortedMap(tensors);
  }

  private static float[] numbers(String file, String name, ByteBuffer buffer, int at, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = buffer.getFloat(at + i * Float.BYTES);
      if (!Float.isFinite(values[i])) {
        throw damaged(
            file,
            "tensor '%s': number %d is %s, expected finite numbers"
                .formatted(TensorHeader.shown(name), i, values[i]));
      }
    }
    return values;
  }

  /** A tensor that must be there with this shape; {@link #ANY} allows every length. */
  static Tensor expect(String file, Map<String, Tensor> tensors, String name, int... shape) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new UserException(
          "%s: tensor '%s' is missing.%s Found: %s. Train the model again."
              .formatted(
                  file,
                  name,
                  NearestName.hint(name, tensors.keySet()),
                  String.join(", ", new TreeMap<>(tensors).keySet())));
    }
    boolean fits = tensor.shape().length == shape.length;
    for (int i = 0; fits && i < shape.length; i++) {
      fits = shape[i] == ANY || shape[i] == tensor.shape()[i];
    }
    if (!fits) {
      throw shapeMismatch(file, name, tensor, shape);
    }
    return tensor;
  }

  /** Throws unless the last dimension is at least {@code least}. */
  static void atLeast(String file, String name, Tensor tensor, int least) {
    int last = tensor.shape()[tensor.shape().length - 1];
    if (last < least) {
      throw new UserException(
          "%s: tensor '%s' has shape %s, expected a last dimension of at least %d. %s"
              .formatted(file, name, tensor.shapeText(), least, NEXT));
    }
  }

  private static final String NEXT =
      "The file belongs to another codebook or encoder: train the model again.";

  private static UserException shapeMismatch(String file, String name, Tensor tensor, int[] shape) {
    StringBuilder expected = new StringBuilder("[");
    for (int i = 0; i < shape.length; i++) {
      expected.append(i == 0 ? "" : ", ").append(shape[i] == ANY ? "any" : shape[i]);
    }
    return new UserException(
        "%s: tensor '%s' has shape %s, expected %s]. %s"
            .formatted(file, name, tensor.shapeText(), expected, NEXT));
  }

  static UserException damaged(String file, String what) {
    return new UserException(
        "%s: %s. The file is damaged or not safetensors: copy the model again."
            .formatted(file, what));
  }
}
