package io.endoxa.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.classify.Tensor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChunkFilesTest {
  private static final Map<String, List<Integer>> SHAPES = Map.of("numbers", List.of(2, 3));
  private static final Map<String, Tensor> CONTENT =
      Map.of("numbers", new Tensor(new float[] {1, 2, 3, 4, 5, -0.5f}, 2, 3));

  @TempDir private Path temporary;

  private ChunkFiles files(String... decisive) {
    return ChunkFiles.of(
        SharedSpark.session().sparkContext(), temporary.toString(), "work", decisive);
  }

  private List<Path> written(String end) throws IOException {
    try (Stream<Path> all = Files.walk(temporary)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(end))
          .sorted()
          .toList();
    }
  }

  /** Without the file system's own checksum, which would tell of the damage, too. */
  private Path file() throws IOException {
    for (Path checksum : written(".crc")) {
      Files.delete(checksum);
    }
    return written(ChunkFiles.SUFFIX).get(0);
  }

  private static float[] numbers(Optional<Map<String, Tensor>> read) {
    return Objects.requireNonNull(read.orElseThrow().get("numbers")).data();
  }

  @Test
  void whatIsWrittenIsReadAndNoDraftIsLeft() throws IOException {
    assertThat(files("a").read("key", SHAPES)).isEmpty();
    files("a").write("key", CONTENT);

    assertThat(numbers(files("a").read("key", SHAPES))).containsExactly(1, 2, 3, 4, 5, -0.5f);
    assertThat(written(".draft")).isEmpty();
    assertThat(temporary.relativize(file()).toString())
        .matches("work-[0-9a-f]{16}/key\\.safetensors");
  }

  @Test
  void whatDecidesIsInTheName() {
    files("a", "b").write("key", CONTENT);

    assertThat(files("a", "b").read("key", SHAPES)).isPresent();
    assertThat(files("ab").read("key", SHAPES)).isEmpty();
    assertThat(files("b", "a").read("key", SHAPES)).isEmpty();
    assertThat(ChunkFiles.fingerprint(1, "a")).isNotEqualTo(ChunkFiles.fingerprint(2, "a"));
    assertThat(ChunkFiles.key(List.of("a", "bc"))).isNotEqualTo(ChunkFiles.key(List.of("ab", "c")));
  }

  @Test
  void aChangedBitOfAnyByteIsNoticed() throws IOException {
    files("a").write("key", CONTENT);
    long length = Files.size(file());

    for (long at = 0; at < length; at++) {
      flip(file(), at);
      assertThat(files("a").read("key", SHAPES)).as("byte %d", at).isEmpty();
      flip(file(), at);
    }
    assertThat(files("a").read("key", SHAPES)).isPresent();
  }

  private static void flip(Path file, long at) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.seek(at);
      int value = open.read();
      open.seek(at);
      open.write(value ^ 4);
    }
  }

  @Test
  void aFileCutAtEverySeventhByteIsNoticedAndAWholeOneReplacesIt() throws IOException {
    files("a").write("key", CONTENT);
    byte[] whole = Files.readAllBytes(file());

    for (int length = 0; length < whole.length; length += 7) {
      Files.write(file(), java.util.Arrays.copyOf(whole, length));
      assertThat(files("a").read("key", SHAPES)).as("%d bytes", length).isEmpty();
    }
    files("a").write("key", CONTENT);
    assertThat(files("a").read("key", SHAPES)).isPresent();
  }

  @Test
  void aFileOfAnotherChunkOrFormIsNotTaken() throws IOException {
    files("a").write("key", CONTENT);
    Files.copy(file(), file().resolveSibling("other" + ChunkFiles.SUFFIX));

    assertThat(files("a").read("other", SHAPES)).isEmpty();
    assertThat(files("a").read("key", Map.of("numbers", List.of(3, 2)))).isEmpty();
    assertThat(files("a").read("key", Map.of("others", List.of(2, 3)))).isEmpty();
    assertThat(files("a").read("key", Map.of())).isEmpty();
    assertThat(files("a").read("key", SHAPES)).isPresent();
  }

  @Test
  void aFileSystemsOwnChecksumIsHeeded() throws IOException {
    files("a").write("key", CONTENT);
    Path file = written(ChunkFiles.SUFFIX).get(0);
    assertThat(written(".crc")).hasSize(1);
    flip(file, Files.size(file) - 1);

    assertThat(files("a").read("key", SHAPES)).isEmpty();
  }

  @Test
  void aFileThatIsUsedIsAsNewAsTheApplication() throws IOException {
    files("a").write("key", CONTENT);
    long started = SharedSpark.session().sparkContext().startTime();
    Files.setLastModifiedTime(file(), FileTime.fromMillis(1_000_000));
    assertThat(files("a").read("key", SHAPES)).isPresent();

    assertThat(Files.getLastModifiedTime(file()).toMillis()).isEqualTo(started);
    FileTime later = FileTime.fromMillis(started + 60_000);
    Files.setLastModifiedTime(file(), later);
    assertThat(files("a").read("key", SHAPES)).isPresent();
    assertThat(Files.getLastModifiedTime(file())).isEqualTo(later);
  }

  /** A disk on which nobody may set the time of a file. */
  public static final class Timeless extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return URI.create("timeless:///");
    }

    @Override
    public void setTimes(org.apache.hadoop.fs.Path path, long modified, long accessed)
        throws IOException {
      throw new IOException("not yours");
    }
  }

  @Test
  void aChunkWhoseTimeCannotBeSetIsTaken() throws IOException {
    SparkContext context = SharedSpark.session().sparkContext();
    context.hadoopConfiguration().setClass("fs.timeless.impl", Timeless.class, FileSystem.class);
    files("a").write("key", CONTENT);
    Files.setLastModifiedTime(file(), FileTime.fromMillis(1_000_000));
    ChunkFiles timeless = ChunkFiles.of(context, "timeless://" + temporary, "work", "a");

    assertThat(numbers(timeless.read("key", SHAPES))).containsExactly(1, 2, 3, 4, 5, -0.5f);
    assertThat(Files.getLastModifiedTime(file()).toMillis()).isEqualTo(1_000_000);
  }

  @Test
  void whereNothingCanBeWrittenTheWorkGoesOn() throws IOException {
    Path blocked = Files.writeString(temporary.resolve("blocked"), "a file, not a directory");
    ChunkFiles files =
        ChunkFiles.of(SharedSpark.session().sparkContext(), blocked.toString(), "work", "a");

    files.write("key", CONTENT);
    files.write("key", CONTENT);

    assertThat(files.read("key", SHAPES)).isEmpty();
    assertThat(blocked).hasContent("a file, not a directory");
  }

  @Test
  void aDraftIsNoChunk() throws IOException {
    files("a").write("key", CONTENT);
    Path file = file();
    Files.move(file, file.resolveSibling("key.app-1.draft"), StandardCopyOption.REPLACE_EXISTING);

    assertThat(files("a").read("key", SHAPES)).isEmpty();
  }
}
