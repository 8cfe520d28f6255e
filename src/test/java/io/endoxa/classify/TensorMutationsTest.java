package io.endoxa.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.endoxa.error.UserException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tensor files that somebody has damaged, by chance or with a purpose. */
class TensorMutationsTest {
  private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** What any reading takes: the parser's buffers, and entries of a header that is small. */
  private static final long CONSTANT = 512 << 10;

  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "1",
          "-1",
          "4",
          "5",
          "2147483647",
          "2147483648",
          "-2147483648",
          "4294967296",
          "9223372036854775807",
          "1e9",
          "1.5",
          "1E400",
          "9".repeat(300),
          "null",
          "\"4\"",
          "[4]",
          "{}",
          "true");
  private static final List<String> PARTS =
      List.of(
          "\"a\"",
          "\"c\"",
          "\"F32\"",
          "\"F16\"",
          "\"shape\"",
          "\"dtype\"",
          "\"data_offsets\"",
          "\"__metadata__\"",
          "\"@class\":\"java.net.URL\",",
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"",
          "\\",
          "\n",
          "\u0000");

  private long mostBeyondTwice;
  private double mostOfLarge;
  private int refused;

  private static byte[] sound(int kind) {
    Random random = new Random(kind);
    Map<String, Tensor> tensors = new TreeMap<>();
    int[][] shapes =
        switch (kind) {
          case 0 -> new int[][] {{1}, {2, 3}};
          case 1 -> new int[][] {{5, 4, 384}, {20}, {64, 16}, {}, {0, 7}};
          default -> new int[300][1];
        };
    for (int i = 0; i < shapes.length; i++) {
      int[] shape = kind == 2 ? new int[] {1} : shapes[i];
      float[] numbers = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
      for (int j = 0; j < numbers.length; j++) {
        numbers[j] = (float) random.nextGaussian();
      }
      tensors.put((char) ('a' + i % 26) + "." + i, new Tensor(numbers, shape));
    }
    return Tensors.write(tensors);
  }

  private static byte[] mutated(byte[] sound, Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> flipped(sound, random);
      case 1 -> Arrays.copyOf(sound, random.nextInt(sound.length + 1));
      case 2 -> Arrays.copyOf(sound, sound.length + 1 + random.nextInt(5000));
      case 3 -> withLength(sound, random);
      case 4 -> withNumber(sound, random);
      default -> withPart(sound, random);
    };
  }

  private static byte[] flipped(byte[] sound, Random random) {
    byte[] bytes = sound.clone();
    // In the header more often than its share of the file.
    int range = random.nextBoolean() ? 8 + headerLength(sound) : bytes.length;
    for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
      bytes[random.nextInt(range)] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }

  private static byte[] withLength(byte[] sound, Random random) {
    long[] lengths = {
      0,
      1,
      2,
      -1,
      Long.MIN_VALUE,
      Long.MAX_VALUE,
      Integer.MAX_VALUE,
      1L << 32,
      sound.length,
      sound.length - 8,
      sound.length - 7,
      headerLength(sound) - 1,
      headerLength(sound) + 4
    };
    byte[] bytes = sound.clone();
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(lengths[random.nextInt(lengths.length)]);
    return bytes;
  }

  /** A number of the header becomes another: negative, huge, overlapping, or no number. */
  private static byte[] withNumber(byte[] sound, Random random) {
    String header = header(sound);
    Matcher matcher = NUMBER.matcher(header);
    int which = random.nextInt(Math.max(1, (int) matcher.results().count()));
    matcher.reset();
    for (int i = 0; i <= which; i++) {
      if (!matcher.find()) {
        return sound.clone();
      }
    }
    String other = NUMBERS.get(random.nextInt(NUMBERS.size()));
    return withHeader(
        sound, header.substring(0, matcher.start()) + other + header.substring(matcher.end()));
  }

  private static byte[] withPart(byte[] sound, Random random) {
    String header = header(sound);
    int from = random.nextInt(header.length());
    int to = Math.min(header.length(), from + random.nextInt(30));
    String part =
        switch (random.nextInt(5)) {
          case 0 -> "";
          case 1 -> header.substring(from, to).repeat(1 + random.nextInt(4));
          case 2 -> PARTS.get(random.nextInt(PARTS.size())).repeat(1 + random.nextInt(2000));
          default -> PARTS.get(random.nextInt(PARTS.size()));
        };
    return withHeader(sound, header.substring(0, from) + part + header.substring(to));
  }

  private static int headerLength(byte[] file) {
    return (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  private static String header(byte[] file) {
    return new String(file, 8, headerLength(file), StandardCharsets.UTF_8);
  }

  private static byte[] withHeader(byte[] file, String header) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    int data = 8 + headerLength(file);
    return ByteBuffer.allocate(8 + text.length + file.length - data)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .put(file, data, file.length - data)
        .array();
  }

  /** Reads or is refused, and never takes more than twice the file beside the constant. */
  private void read(byte[] bytes) {
    long before = THREAD.getCurrentThreadAllocatedBytes();
    try {
      Map<String, Tensor> tensors = Tensors.read("x", bytes);
      measure(bytes, before);
      // What is read is all there is, and is written as it was read.
      assertThat(Tensors.read("x", Tensors.write(tensors)).keySet()).isEqualTo(tensors.keySet());
      long numbers = tensors.values().stream().mapToLong(Tensor::size).sum();
      assertThat(8 + headerLength(bytes) + 4 * numbers).isEqualTo(bytes.length);
    } catch (UserException e) {
      measure(bytes, before);
      refused++;
      assertThat(e.getMessage()).startsWith("x: ").hasSizeLessThan(500).doesNotContain("\n");
    }
  }

  private void measure(byte[] bytes, long before) {
    long allocated = THREAD.getCurrentThreadAllocatedBytes() - before;
    mostBeyondTwice = Math.max(mostBeyondTwice, allocated - 2L * bytes.length);
    if (bytes.length > 2 << 20) {
      mostOfLarge = Math.max(mostOfLarge, (double) allocated / bytes.length);
    }
  }

  private void readMutations(int count) {
    byte[][] sound = {sound(0), sound(1), sound(2)};
    for (byte[] file : sound) {
      read(file);
    }
    assertThat(refused).isZero();
    mostBeyondTwice = 0;
    Random random = new Random(43);
    for (int i = 0; i < count; i++) {
      byte[] bytes = mutated(sound[i % sound.length], random);
      read(random.nextInt(3) == 0 ? mutatedAgain(bytes, random) : bytes);
    }
    assertThat(refused).isBetween(count / 2, count - 1);
    assertThat(mostBeyondTwice).isLessThan(CONSTANT);
  }

  private static byte[] mutatedAgain(byte[] bytes, Random random) {
    byte[] again = bytes.clone();
    if (again.length > 0) {
      again[random.nextInt(again.length)] = (byte) random.nextInt(256);
    }
    return again;
  }

  /** So that loading of classes is not measured. */
  @BeforeEach
  void readSomething() {
    Tensors.read("x", sound(0));
    assertThatThrownBy(() -> Tensors.read("x", new byte[9])).isInstanceOf(UserException.class);
  }

  @Test
  void mutatedFilesAreReadOrRefusedWithinTwiceTheirSize() {
    readMutations(2_000);
  }

  @Test
  @Tag("soak")
  @Tag("promise-14")
  void manyMutatedFilesAreReadOrRefusedWithinTwiceTheirSize() {
    readMutations(10_000);
    System.out.printf(
        "soak | 14 | 10,000 mutated tensor files: other than typed errors | 0 (%,d refused) | 0%n",
        refused);
    System.out.printf(
        "soak | 14 | bytes allocated beyond twice a small tensor file | %,d | < %,d%n",
        mostBeyondTwice, CONSTANT);
  }

  @Test
  void aFileThatIsAllHeaderIsRefusedBeforeItIsRead() {
    StringBuilder header = new StringBuilder("{");
    for (int i = 0; i < 60_000; i++) {
      header.append(
          "\"%d\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]},".formatted(i));
    }
    header.setCharAt(header.length() - 1, '}');
    byte[] text = header.toString().getBytes(StandardCharsets.UTF_8);
    byte[] file =
        ByteBuffer.allocate(8 + text.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(text.length)
            .put(text)
            .array();

    read(file);

    assertThat(refused).isEqualTo(1);
    assertThat(mostOfLarge).isLessThan(0.01);
  }

  @Test
  void theLargestHeaderBesideItsDataTakesNoMoreThanTwiceTheFile() {
    Map<String, Tensor> tensors = new TreeMap<>();
    for (int i = 0; i < 12_000; i++) {
      tensors.put("t" + i, new Tensor(new float[288], 288));
    }
    byte[] file = Tensors.write(tensors);

    read(file);
    read(Arrays.copyOf(file, file.length - 4));

    assertThat(refused).isEqualTo(1);
    assertThat(headerLength(file)).isBetween(file.length / 20, file.length / 16);
    assertThat(mostOfLarge).isLessThan(2);
  }
}
