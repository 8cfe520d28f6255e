package io.endoxa.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileGroupsTest {
  private static final long MEGABYTE = 1 << 20;

  @TempDir private Path temporary;

  @Test
  void largeFilesAreReadFirstAndByThemselves() {
    List<String> files = List.of("a", "b", "c", "d", "e", "f");
    Map<String, Long> sizes =
        Map.of("e", 900 * MEGABYTE, "f", 800 * MEGABYTE, "a", 3 * MEGABYTE, "b", 2 * MEGABYTE);

    assertThat(FileGroups.balanced(files, sizes, 3))
        .containsExactly(List.of("e"), List.of("f"), List.of("a", "b", "c", "d"));
  }

  @Test
  void filesOfOneSizeAreSpreadAndNoGroupIsEmpty() {
    List<String> files = List.of("a", "b", "c");

    assertThat(FileGroups.balanced(files, Map.of(), 2))
        .containsExactly(List.of("a", "c"), List.of("b"));
    assertThat(FileGroups.balanced(files, Map.of(), 8)).hasSize(3);
  }

  @Test
  void sizesAreThoseOfTheFileSystem() throws IOException {
    Path small = Files.writeString(temporary.resolve("small file.txt"), "x");
    Path large = Files.writeString(temporary.resolve("very large.txt"), "x".repeat(1000));
    Path absent = temporary.resolve("no/such.txt");

    assertThat(
            FileGroups.of(
                new Configuration(),
                List.of("file:" + small, "file:" + absent, "file:" + large),
                3))
        .containsExactly(
            List.of("file:" + large), List.of("file:" + small), List.of("file:" + absent));
  }
}
