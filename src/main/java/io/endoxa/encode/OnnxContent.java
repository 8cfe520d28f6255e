package io.endoxa.encode;

import io.endoxa.error.UserException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Looks through an ONNX file before ONNX Runtime sees it. A tensor of an ONNX file may name another
 * file as the place of its numbers, by any path, or an address in memory; nothing has checked what
 * lies there, so such a file is refused.
 *
 * <p>Reads only what leads to tensors, allocates nothing, and ends: each byte is visited at most
 * once per level of nesting. Source: onnx.proto3 of https://github.com/onnx/onnx.
 */
final class OnnxContent {
  /** The messages on the way to tensors. */
  private enum Message {
    MODEL,
    TRAINING,
    FUNCTION,
    GRAPH,
    NODE,
    ATTRIBUTE,
    SPARSE_TENSOR,
    TENSOR
  }

  /** By message: which field holds which message. */
  private static final Map<Message, Map<Integer, Message>> FIELDS =
      Map.of(
          Message.MODEL, Map.of(7, Message.GRAPH, 20, Message.TRAINING, 25, Message.FUNCTION),
          Message.TRAINING, Map.of(1, Message.GRAPH, 2, Message.GRAPH),
          Message.FUNCTION, Map.of(7, Message.NODE, 11, Message.ATTRIBUTE),
          Message.GRAPH, Map.of(1, Message.NODE, 5, Message.TENSOR, 15, Message.SPARSE_TENSOR),
          Message.NODE, Map.of(5, Message.ATTRIBUTE),
          Message.ATTRIBUTE,
              Map.of(
                  5, Message.TENSOR,
                  6, Message.GRAPH,
                  10, Message.TENSOR,
                  11, Message.GRAPH,
                  22, Message.SPARSE_TENSOR,
                  23, Message.SPARSE_TENSOR),
          Message.SPARSE_TENSOR, Map.of(1, Message.TENSOR, 2, Message.TENSOR),
          Message.TENSOR, Map.of());

  private static final int MODEL_GRAPH = 7;
  private static final int TENSOR_NAME = 8;
  private static final int TENSOR_EXTERNAL_DATA = 13;
  private static final int TENSOR_DATA_LOCATION = 14;

  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED_32 = 5;

  /** Protobuf's own limit. */
  private static final int DEEPEST = 100;

  private static final int LONGEST_NAME = 80;

  private final String subject;
  private final byte[] bytes;
  private int at;
  private boolean graphSeen;

  private OnnxContent(String subject, byte[] bytes) {
    this.subject = subject;
    this.bytes = bytes;
  }

  /**
   * Throws unless the bytes are an ONNX model that holds all of its numbers itself.
   *
   * @param subject what messages begin with
   * @throws UserException that says what was found
   */
  static void requireSelfContained(String subject, byte[] bytes) {
    OnnxContent content = new OnnxContent(subject, bytes);
    if (content.isRuntimeFormat()) {
      throw content.damaged("is in the ORT format of ONNX Runtime");
    }
    content.message(Message.MODEL, bytes.length, 0);
    if (!content.graphSeen) {
      throw content.damaged("has no graph");
    }
  }

  /** A flatbuffer with the mark ORTM, which ONNX Runtime takes as well. */
  private boolean isRuntimeFormat() {
    return bytes.length >= 8 && new String(bytes, 4, 4, StandardCharsets.ISO_8859_1).equals("ORTM");
  }

  private void message(Message type, int end, int depth) {
    if (depth > DEEPEST) {
      throw damaged("is nested more than %d deep".formatted(DEEPEST));
    }
    String name = "";
    boolean elsewhere = false;
    while (at < end) {
      long tag = varint(end);
      if (tag >>> 32 != 0 || tag >>> 3 == 0) {
        throw damaged("has a field without a number at byte %d".formatted(at));
      }
      int field = (int) (tag >>> 3);
      switch ((int) (tag & 7)) {
        case VARINT -> {
          long value = varint(end);
          // Every other value than 0: readers that know 32 bits cut the others off.
          elsewhere |= type == Message.TENSOR && field == TENSOR_DATA_LOCATION && value != 0;
        }
        case FIXED_64 -> skip(Long.BYTES, end);
        case FIXED_32 -> skip(Integer.BYTES, end);
        case LENGTH -> {
          int inner = length(end);
          Message child = FIELDS.getOrDefault(type, Map.of()).get(field);
          if (child != null) {
            graphSeen |= type == Message.MODEL && field == MODEL_GRAPH;
            message(child, inner, depth + 1);
          } else if (type == Message.TENSOR) {
            elsewhere |= field == TENSOR_EXTERNAL_DATA;
            name = field == TENSOR_NAME ? name(inner) : name;
          }
          at = inner;
        }
        default -> throw damaged("has a field of unknown kind at byte %d".formatted(at));
      }
    }
    if (elsewhere) {
      throw new UserException(
          ("%s keeps the numbers of tensor '%s' outside of the file, where nothing checks them. Use"
                  + " a file that has its weights in it: save the model without external data.")
              .formatted(subject, name));
    }
  }

  private String name(int end) {
    String text = new String(bytes, at, Math.min(end - at, LONGEST_NAME), StandardCharsets.UTF_8);
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  private long varint(int end) {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (at >= end) {
        throw damaged("ends in the middle of a number");
      }
      byte next = bytes[at++];
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw damaged("has a number of more than 64 bits at byte %d".formatted(at));
  }

  /** Where a field that gives its length ends. */
  private int length(int end) {
    long length = varint(end);
    if (length < 0 || length > end - at) {
      throw damaged(
          "gives a field %s bytes at byte %d, where %d follow"
              .formatted(Long.toUnsignedString(length), at, end - at));
    }
    return at + (int) length;
  }

  private void skip(int size, int end) {
    if (size > end - at) {
      throw damaged("ends in the middle of a number");
    }
    at += size;
  }

  private UserException damaged(String what) {
    return new UserException(
        "%s %s. Expected a transformer in ONNX: copy the file again.".formatted(subject, what));
  }
}
