package io.endoxa.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.endoxa.error.UserException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files are written by hand, field by field, as onnx.proto3 numbers them. */
class OnnxContentTest {
  private static final byte[] EXTERNAL = number(14, 1);

  @TempDir private Path directory;

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] varint(long value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    while ((value & ~0x7FL) != 0) {
      out.write((int) ((value & 0x7F) | 0x80));
      value >>>= 7;
    }
    out.write((int) value);
    return out.toByteArray();
  }

  private static byte[] number(int field, long value) {
    return join(varint((long) field << 3), varint(value));
  }

  private static byte[] bytes(int field, byte[]... parts) {
    byte[] content = join(parts);
    return join(varint((long) field << 3 | 2), varint(content.length), content);
  }

  private static byte[] text(int field, String text) {
    return bytes(field, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertElsewhere(byte[] onnx, String tensor) {
    assertThatThrownBy(() -> OnnxContent.requireSelfContained("judge.onnx", onnx))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "judge.onnx keeps the numbers of tensor '%s' outside of the file, where nothing checks"
                    .formatted(tensor)
                + " them. Use a file that has its weights in it: save the model without external"
                + " data.");
  }

  private static void assertDamaged(byte[] onnx, String what) {
    assertThatThrownBy(() -> OnnxContent.requireSelfContained("judge.onnx", onnx))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "judge.onnx %s. Expected a transformer in ONNX: copy the file again.".formatted(what));
  }

  /** A model of one addition: y = x + w, where w is three floats. */
  private static byte[] addition(byte[]... numbersOfW) {
    byte[] shape = bytes(2, bytes(1, number(1, 3)));
    byte[] type = bytes(2, bytes(1, number(1, 1), shape));
    return join(
        number(1, 8),
        bytes(8, text(1, ""), number(2, 13)),
        bytes(
            7,
            bytes(1, text(1, "x"), text(1, "w"), text(2, "y"), text(4, "Add")),
            text(2, "g"),
            bytes(5, number(1, 3), number(2, 1), text(8, "w"), join(numbersOfW)),
            bytes(11, text(1, "x"), type),
            bytes(12, text(1, "y"), type)));
  }

  private static byte[] floats(float... values) {
    ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      buffer.putFloat(value);
    }
    return buffer.array();
  }

  private static byte[] externally(String file) {
    return join(bytes(13, text(1, "location"), text(2, file)), EXTERNAL);
  }

  private static float[] run(OrtSession session) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (session;
        OnnxTensor x =
            OnnxTensor.createTensor(environment, FloatBuffer.wrap(new float[3]), new long[] {3});
        OrtSession.Result result = session.run(Map.of("x", x))) {
      return (float[]) result.get(0).getValue();
    }
  }

  @Test
  void aModelWithItsNumbersInItIsLetThrough() throws OrtException {
    byte[] onnx = addition(bytes(9, floats(1, 2, 3)));
    OnnxContent.requireSelfContained("judge.onnx", onnx);
    assertThat(run(OrtEnvironment.getEnvironment().createSession(onnx))).containsExactly(1, 2, 3);
  }

  @Test
  void theRuntimeWouldReadAnotherFileAndIsNotAsked() throws IOException, OrtException {
    Files.write(directory.resolve("secret.bin"), floats(4, 5, 6));
    byte[] onnx = addition(externally("secret.bin"));
    Path file = Files.write(directory.resolve("model.onnx"), onnx);

    assertThat(run(OrtEnvironment.getEnvironment().createSession(file.toString())))
        .containsExactly(4, 5, 6);
    assertElsewhere(onnx, "w");
    assertThatThrownBy(() -> PairEncoder.open("judge.onnx", onnx, 3, 8))
        .hasMessageStartingWith("judge.onnx keeps the numbers of tensor 'w' outside of the file");
  }

  @ParameterizedTest
  @CsvSource({
    "7 5",
    "7 15 1",
    "7 15 2",
    "7 1 5 5",
    "7 1 5 10",
    "7 1 5 22 1",
    "7 1 5 23 2",
    "7 1 5 6 5",
    "7 1 5 11 1 5 5",
    "20 1 5",
    "20 2 5",
    "25 7 5 5",
    "25 11 5"
  })
  void aTensorIsFoundWhereverItMayLie(String way) {
    byte[] onnx = join(text(8, "deep"), EXTERNAL);
    for (String field : backwards(way.split(" "))) {
      onnx = bytes(Integer.parseInt(field), onnx);
    }
    assertElsewhere(onnx, "deep");
  }

  private static List<String> backwards(String... fields) {
    List<String> list = new ArrayList<>(List.of(fields));
    Collections.reverse(list);
    return list;
  }

  @Test
  void everySignOfAnotherPlaceCounts() {
    assertElsewhere(bytes(7, bytes(5, number(14, 1L << 32 | 1))), "");
    assertElsewhere(bytes(7, bytes(5, number(14, 0), EXTERNAL, number(14, 0))), "");
    assertElsewhere(bytes(7, bytes(5, bytes(13))), "");
    assertElsewhere(join(bytes(7), bytes(7, bytes(5, EXTERNAL, text(8, "a\nb")))), "a?b");
    assertElsewhere(bytes(7, bytes(5, EXTERNAL, text(8, "n".repeat(1000)))), "n".repeat(80));
  }

  @Test
  void whatIsNoModelIsRefused() {
    assertDamaged(new byte[0], "has no graph");
    assertDamaged(
        "    ORTM".getBytes(StandardCharsets.UTF_8), "is in the ORT format of ONNX Runtime");
    assertDamaged(new byte[] {0x3A, 5, 0}, "gives a field 5 bytes at byte 2, where 1 follow");
    assertDamaged(new byte[] {0x3A}, "ends in the middle of a number");
    assertDamaged(new byte[] {0x0D, 1, 2}, "ends in the middle of a number");
    assertDamaged(new byte[] {0x0B}, "has a field of unknown kind at byte 1");
    assertDamaged(new byte[] {0}, "has a field without a number at byte 1");
    byte[] endless = new byte[11];
    Arrays.fill(endless, (byte) 0x80);
    assertDamaged(endless, "has a number of more than 64 bits at byte 10");
    byte[] nested = new byte[0];
    for (int i = 0; i < 60; i++) {
      nested = bytes(1, bytes(5, bytes(6, nested)));
    }
    assertDamaged(bytes(7, nested), "is nested more than 100 deep");
  }

  @Test
  void aMutatedFileIsLetThroughOrRefusedButNothingElse() {
    Random random = new Random(97);
    byte[] sound =
        addition(bytes(9, floats(1, 2, 3)), number(14, 0), text(12, "a note about the tensor"));
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = Arrays.copyOf(sound, sound.length - random.nextInt(2) * random.nextInt(9));
      for (int changes = random.nextInt(3); changes >= 0; changes--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        OnnxContent.requireSelfContained("x", bytes);
      } catch (UserException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(2_000, 19_000);
  }
}
