package io.endoxa.provenance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  // FIPS 180-4's own example; also: printf abc | sha256sum
  private static final String OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  // printf '' | sha256sum
  private static final String OF_NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  @Test
  void bytesAndStreamsHaveTheirSha256() throws IOException {
    assertThat(Fingerprint.of("abc".getBytes(UTF_8))).isEqualTo(OF_ABC);
    assertThat(Fingerprint.of(new byte[0])).isEqualTo(OF_NOTHING);
    assertThat(Fingerprint.of(stream("abc"))).isEqualTo(OF_ABC);
  }

  @Test
  void aStreamThatNobodyReadIsFinishedToItsEnd() throws IOException {
    try (FingerprintStream in = new FingerprintStream(stream("abc"))) {
      assertThat(in.finish("a.txt")).isEqualTo(new FileEntry("a.txt", 3, OF_ABC));
    }
  }

  @Test
  void anEmptyStreamHasTheHashOfNothing() throws IOException {
    try (FingerprintStream in = new FingerprintStream(stream(""))) {
      assertThat(in.read()).isEqualTo(-1);
      assertThat(in.finish("a.txt")).isEqualTo(new FileEntry("a.txt", 0, OF_NOTHING));
    }
  }

  @Test
  void everyWayOfReadingCountsAByteOnce() throws IOException {
    byte[] bytes = new byte[50_000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31 % 251);
    }
    try (FingerprintStream in = new FingerprintStream(new ByteArrayInputStream(bytes))) {
      assertThat(in.read()).isEqualTo(bytes[0] & 0xff);
      assertThat(in.read(new byte[10])).isEqualTo(10);
      assertThat(in.read(new byte[100], 5, 20)).isEqualTo(20);
      assertThat(in.skip(3)).isEqualTo(3);
      assertThat(in.read()).isEqualTo(bytes[34] & 0xff);
      assertThat(in.skip(40_000)).isPositive();
      assertThat(in.readNBytes(7)).hasSize(7);
      assertThat(in.finish("a")).isEqualTo(new FileEntry("a", 50_000, Fingerprint.of(bytes)));
    }
  }

  @Test
  void aSkipOfNothingSkipsNothing() throws IOException {
    try (FingerprintStream in = new FingerprintStream(stream("abc"))) {
      assertThat(in.skip(0)).isZero();
      assertThat(in.skip(-5)).isZero();
      assertThat(in.read()).isEqualTo('a');
    }
  }

  @Test
  void marksAreNotOffered() throws IOException {
    try (FingerprintStream in = new FingerprintStream(stream("abc"))) {
      assertThat(in.markSupported()).isFalse();
    }
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }
}
