package io.endoxa.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFileTest {
  @TempDir private Path output;

  @Test
  void aChecksumFileOfAnEarlierReleaseDoesNotSpoilTheNextRead() throws IOException {
    // crc\0, 512 bytes per checksum, and one that is wrong.
    byte[] crc = {'c', 'r', 'c', 0, 0, 0, 2, 0, 1, 2, 3, 4};
    Path checksum = Files.createDirectories(output.resolve("checkpoints")).resolve(".judge.crc");
    Files.write(checksum, crc);
    CheckpointFile file = new CheckpointFile(new Configuration(), output.toString(), "judge");

    file.write(new byte[] {7});

    assertThat(file.read()).hasValueSatisfying(read -> assertThat(read).containsExactly(7));
    assertThat(checksum).doesNotExist();
  }
}
