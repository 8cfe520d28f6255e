package io.endoxa.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoresWithoutSparkTest {
  private static final Configuration HADOOP = new Configuration();

  @TempDir private Path directory;

  @Test
  void aDirectoryWithoutParquetIsNoTable() throws IOException {
    Path file = Files.writeString(directory.resolve("a.txt"), "x");
    for (Path path : new Path[] {directory, file, directory.resolve("missing")}) {
      assertThatThrownBy(() -> ParquetRows.head(HADOOP, path.toString(), 10))
          .isInstanceOf(UserException.class)
          .hasMessage(
              "'%s': is not a run, a model or a table. Run 'scripts/endoxa list' to see the runs.",
              path);
    }
  }

  @Test
  void aParquetFileThatIsNoneIsTheUsersMistake() throws IOException {
    Path file = Files.writeString(directory.resolve("part-0.parquet"), "not parquet at all");
    assertThatThrownBy(() -> ParquetRows.head(HADOOP, directory.toString(), 10))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("file:" + file + ": cannot be read as Parquet: ")
        .hasMessageEndingWith("The file is damaged: copy the table again.");
  }

  @Test
  void columnsOfATableAreReadInTheOrderAskedFor() throws IOException {
    MessageType schema =
        MessageTypeParser.parseMessageType(
            "message t { required binary id (STRING); required int32 n; optional binary text"
                + " (STRING); }");
    org.apache.hadoop.fs.Path file =
        new org.apache.hadoop.fs.Path(directory.resolve("part-0.parquet").toUri());
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(file).withType(schema).withConf(HADOOP).build()) {
      writer.write(new SimpleGroup(schema).append("id", "a").append("n", 1).append("text", "One."));
      writer.write(new SimpleGroup(schema).append("id", "b").append("n", 2));
    }
    List<List<String>> rows = new ArrayList<>();

    ParquetRows.forEach(HADOOP, directory.toString(), List.of("text", "id"), rows::add);

    assertThat(rows).containsExactly(List.of("One.", "a"), List.of("", "b"));
    Files.delete(directory.resolve(".part-0.parquet.crc"));
    Files.writeString(directory.resolve("part-0.parquet"), "not parquet at all");
    assertThatThrownBy(
            () -> ParquetRows.forEach(HADOOP, directory.toString(), List.of("id"), rows::add))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(": cannot be read as Parquet: ");
  }

  @Test
  void aRunWithoutAManifestIsUnfinished() throws IOException {
    Path run = Files.createDirectories(directory.resolve("runs/r1/stances")).getParent();
    Path file = Files.writeString(directory.resolve("file"), "x");
    for (Path path : new Path[] {run, directory.resolve("runs/r2"), file}) {
      assertThatThrownBy(() -> RunStore.readManifest(HADOOP, path.toString()))
          .isInstanceOf(UserException.class)
          .hasMessage(
              "%s: is not a finished run: it has no manifest.json. Run 'scripts/endoxa list' to"
                  + " see the runs.",
              path);
    }
  }

  @Test
  void anUnfinishedRunIsNotInTheList() throws IOException {
    Files.createDirectories(directory.resolve("runs/r1/stances"));
    assertThat(new RunStore(HADOOP, directory.toString()).published()).isEmpty();
    assertThat(new RunStore(HADOOP, directory.resolve("none").toString()).published()).isEmpty();
  }

  @Test
  void aManifestThatIsNotOursIsRejectedWithItsLine() throws IOException {
    Files.writeString(directory.resolve("manifest.json"), "{\n\"format\": one}");
    assertThatThrownBy(() -> RunStore.readManifest(HADOOP, directory.toString()))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            directory.resolve("manifest.json") + ":2: is not what Endoxa writes: ");
  }

  @Test
  void aRunIsNeverStartedTwice() {
    RunStore store = new RunStore(HADOOP, directory.toString());
    RunDraft draft = store.begin("r1", PlainRuns.BEGINNING);
    assertThat(draft.directory()).isEqualTo(directory.resolve("runs/r1").toString());
    assertThatThrownBy(() -> store.begin("r1", PlainRuns.BEGINNING))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "%s: exists already; runs are never overwritten. Start the job again.",
            directory.resolve("runs/r1"));
  }

  @Test
  void anOutputThatCannotBeWrittenIsNamed() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "x");
    assertThatThrownBy(() -> new RunStore(HADOOP, file.toString()).begin("r1", PlainRuns.BEGINNING))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("output '" + file + "': cannot be written: ")
        .hasMessageEndingWith("Choose another with --set output=…");
  }
}
