package io.endoxa.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.error.UserException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TensorsTest {
  private static final String DAMAGED =
      " The file is damaged or not safetensors: copy the model again.";

  private static Map<String, Tensor> two() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("b", new Tensor(new float[] {1, 2, 3, 4, 5, 6}, 2, 3));
    tensors.put("a", new Tensor(new float[] {0.5f}, 1));
    return tensors;
  }

  private static byte[] file(String header, float... data) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer buffer =
        ByteBuffer.allocate(8 + text.length + data.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(text.length).put(text);
    for (float value : data) {
      buffer.putFloat(value);
    }
    return buffer.array();
  }

  private static void assertDamaged(byte[] bytes, String what) {
    assertThatThrownBy(() -> Tensors.read("x.safetensors", bytes))
        .isInstanceOf(UserException.class)
        .hasMessage("x.safetensors: " + what + "." + DAMAGED);
  }

  @Test
  void whatIsWrittenIsRead() {
    Map<String, Tensor> read = Tensors.read("x", Tensors.write(two()));
    assertThat(read.keySet()).containsExactly("a", "b");
    assertThat(Tensors.expect("x", read, "b", 2, 3).shape()).containsExactly(2, 3);
    assertThat(Tensors.expect("x", read, "b", 2, 3).data()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(Tensors.expect("x", read, "a", 1).data()).containsExactly(0.5f);
  }

  @Test
  void theBytesAreThoseOfTheFormat() {
    // python3: h = b'{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}'
    // h += b' ' * (-len(h) % 8); struct.pack('<Q', len(h)) + h + struct.pack('<f', 0.5)
    byte[] bytes = Tensors.write(Map.of("a", new Tensor(new float[] {0.5f}, 1)));
    assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
        .isEqualTo(
            "8\0\0\0\0\0\0\0"
                + "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}  "
                + "\0\0\0?");
  }

  @Test
  void theOrderOfTheMapDoesNotChangeTheBytes() {
    Map<String, Tensor> reversed = new TreeMap<>(two());
    assertThat(Tensors.write(reversed)).isEqualTo(Tensors.write(two()));
  }

  @Test
  void metadataIsAllowed() {
    byte[] bytes =
        file(
            "{\"__metadata__\":{\"by\":\"x\"},"
                + "\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}",
            7);
    assertThat(Tensors.expect("x", Tensors.read("x", bytes), "a").data()).containsExactly(7);
  }

  @Test
  void anUnfitFileIsNamedWithWhatIsWrong() {
    assertDamaged(new byte[3], "has 3 bytes, expected at least 8");
    assertDamaged(
        new byte[] {9, 0, 0, 0, 0, 0, 0, 0, '{', '}'},
        "gives its header 9 bytes, but 2 bytes follow");
    assertDamaged(file("[]"), "has a header that is not a JSON object");
    assertDamaged(file("{\"a\":"), "has a header that is not JSON");
    assertDamaged(file("{}", 1), "has 4 bytes of data, its header says 0");
  }

  @Test
  void anUnfitTensorIsNamedWithWhatIsWrong() {
    assertDamaged(
        file("{\"a\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]}}", 1),
        "tensor 'a': dtype is 'F16', expected F32");
    assertDamaged(
        file("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}", 1),
        "tensor 'a': shape [2] does not fit its 4 bytes");
    assertDamaged(
        file(
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[2147483647,2147483647,2147483647,4],"
                + "\"data_offsets\":[0,4]}}",
            1),
        "tensor 'a': shape [2147483647,2147483647,2147483647,4] does not fit its 4 bytes");
    assertDamaged(
        file("{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}", 1),
        "tensor 'a': shape is [-1…, expected a list of at most 16 whole numbers");
    assertDamaged(
        file("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", 1),
        "tensor 'a': data_offsets are [0,8], expected [begin, end] within 4 bytes");
    assertDamaged(
        file(
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
            1,
            2),
        "tensor 'b' begins at byte 4, expected 8: tensors lie without gaps or overlaps");
    assertDamaged(
        file("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", Float.NaN),
        "tensor 'a': number 0 is NaN, expected finite numbers");
  }

  @Test
  void aMutatedFileIsReadOrRefusedButNothingElse() {
    Random random = new Random(41);
    byte[] sound = Tensors.write(two());
    int refused = 0;
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = mutated(sound, random);
      try {
        Tensors.read("x", bytes)
            .values()
            .forEach(tensor -> assertThat(tensor.size() * 4).isLessThan(bytes.length));
      } catch (UserException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(1_000, 1_999);
  }

  private static byte[] mutated(byte[] sound, Random random) {
    int length = random.nextInt(4) == 0 ? random.nextInt(sound.length + 8) : sound.length;
    byte[] bytes = Arrays.copyOf(sound, length);
    for (int changes = random.nextInt(4); changes >= 0 && length > 0; changes--) {
      // A digit for a byte keeps the header JSON more often than any byte does.
      byte other = (byte) (random.nextBoolean() ? '0' + random.nextInt(10) : random.nextInt(256));
      bytes[random.nextInt(length)] = other;
    }
    return bytes;
  }

  @Test
  void aMissingTensorIsNamedWithItsNeighbours() {
    assertThatThrownBy(() -> Tensors.expect("m/x.safetensors", two(), "c", 1))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "m/x.safetensors: tensor 'c' is missing. Did you mean 'a'? Found: a, b."
                + " Train the model again.");
  }

  @Test
  void aTensorOfAnotherShapeIsNamedWithBothShapes() {
    assertThatThrownBy(() -> Tensors.expect("x", two(), "b", 3, Tensors.ANY))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "x: tensor 'b' has shape [2, 3], expected [3, any]."
                + " The file belongs to another codebook or encoder: train the model again.");
  }

  @Test
  void aTensorMustHaveTheShapeOfItsNumbers() {
    assertThatThrownBy(() -> new Tensor(new float[3], 2, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("shape [2, 2] does not fit 3 numbers");
  }
}
