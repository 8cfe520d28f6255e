package io.endoxa.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.error.DataContractException;
import io.endoxa.error.UserException;
import io.endoxa.provenance.FileEntry;
import io.endoxa.provenance.Fingerprint;
import io.endoxa.provenance.RunManifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link RunStore} with a session: what is written, and when it becomes visible. */
class RunPublishingTest {
  private static final Configuration HADOOP = new Configuration();

  @TempDir private Path output;

  private RunStore store() {
    return new RunStore(HADOOP, output.toString());
  }

  private static Dataset<Row> quarantine(int rows) {
    List<Row> values =
        IntStream.range(0, rows)
            .mapToObj(i -> RowFactory.create("f" + (7 * i) % rows, i % 3, "bad_json", "d", "e"))
            .toList();
    return SharedSpark.session().createDataFrame(values, Table.QUARANTINE.schema()).repartition(5);
  }

  private static RunManifest manifest(RunDraft draft, String runId, String startedAt) {
    return new RunManifest(
        RunManifest.FORMAT,
        runId,
        "label",
        Map.of(),
        List.of(),
        draft.tables(),
        null,
        null,
        null,
        7,
        Map.of(),
        "cpu",
        Map.of(),
        startedAt,
        1);
  }

  @Test
  void aRunIsInvisibleUntilItIsPublished() {
    RunStore store = store();
    assertThat(store.published()).isEmpty();
    RunDraft draft = store.begin("r1", PlainRuns.BEGINNING);
    draft.write(Table.QUARANTINE, quarantine(3), 3);

    assertThat(store.published()).isEmpty();
    assertThatThrownBy(() -> RunStore.readManifest(HADOOP, draft.directory()))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "%s: is not a finished run: it has no manifest.json. Run 'scripts/endoxa list' to see"
                    .formatted(draft.directory())
                + " the runs.");

    RunManifest manifest = manifest(draft, "r1", "2024-06-12T00:00:00Z");
    draft.publish(manifest);
    assertThat(store.published()).containsExactly(manifest);
    assertThat(RunStore.readManifest(HADOOP, draft.directory())).isEqualTo(manifest);
  }

  @Test
  void aRunIsPublishedOnce() throws IOException {
    RunDraft draft = store().begin("r1", PlainRuns.BEGINNING);
    draft.publish(manifest(draft, "r1", "2024-06-12T00:00:00Z"));
    byte[] first = Files.readAllBytes(Path.of(draft.directory(), RunManifest.FILE));

    assertThatThrownBy(() -> draft.publish(manifest(draft, "r1", "2025-01-01T00:00:00Z")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("already exists");
    assertThat(Path.of(draft.directory(), RunManifest.FILE)).hasBinaryContent(first);
  }

  @Test
  void nothingOfARunIsOverwritten() {
    RunDraft draft = store().begin("r1", PlainRuns.BEGINNING);
    draft.writeFile("model/card.md", new byte[] {1});

    assertThatThrownBy(() -> draft.writeFile("model/card.md", new byte[] {2}))
        .isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(() -> store().begin("r1", PlainRuns.BEGINNING))
        .isInstanceOf(UserException.class)
        .hasMessage(
            output + "/runs/r1: exists already; runs are never overwritten. Start the job again.");
  }

  @Test
  void runsAreListedOldestFirst() {
    for (String run : List.of("b 2024-06-13", "c 2024-06-12", "a 2024-06-14")) {
      String id = run.substring(0, 1);
      RunDraft draft = store().begin(id, PlainRuns.BEGINNING);
      draft.publish(manifest(draft, id, run.substring(2) + "T00:00:00Z"));
    }

    assertThat(store().published()).extracting(RunManifest::runId).containsExactly("c", "b", "a");
  }

  @Test
  void anOutputThatCannotBeWrittenIsNamed() throws IOException {
    Path file = Files.writeString(output.resolve("file"), "x");

    assertThatThrownBy(() -> new RunStore(HADOOP, file.toString()).begin("r1", PlainRuns.BEGINNING))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("output '%s': cannot be written: ".formatted(file))
        .hasMessageEndingWith("Choose another with --set output=…");
  }

  @Test
  void rowsAreSortedCompressedAndCounted() throws IOException {
    RunDraft draft = store().begin("r1", PlainRuns.BEGINNING);
    RunManifest.TableEntry entry = draft.write(Table.QUARANTINE, quarantine(40), 40);

    assertThat(entry.table()).isEqualTo("quarantine");
    assertThat(entry.rows()).isEqualTo(40);
    assertThat(entry.files()).hasSize(1);
    Path directory = Path.of(draft.directory());
    FileEntry file = entry.files().get(0);
    byte[] bytes = Files.readAllBytes(directory.resolve(file.path()));
    assertThat(file.bytes()).isEqualTo(bytes.length);
    assertThat(file.sha256()).isEqualTo(Fingerprint.of(bytes));

    ParquetRows.Head head =
        ParquetRows.head(HADOOP, directory.resolve("quarantine").toString(), 100);
    List<String> keys = head.rows().stream().map(row -> row.get(0) + " " + row.get(1)).toList();
    assertThat(keys).hasSize(40).isSorted();
    assertThat(codec(directory.resolve(file.path()))).isEqualTo(CompressionCodecName.ZSTD);
    try (Stream<Path> files = Files.list(directory.resolve("quarantine"))) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .allMatch(name -> name.endsWith(".parquet") || name.endsWith(".parquet.crc"));
    }
  }

  private static CompressionCodecName codec(Path file) throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            HadoopInputFile.fromPath(new org.apache.hadoop.fs.Path(file.toString()), HADOOP))) {
      return reader.getFooter().getBlocks().get(0).getColumns().get(0).getCodec();
    }
  }

  @Test
  void aLargeTableIsSeveralFilesInOrder() {
    RunDraft draft = store().begin("r1", PlainRuns.BEGINNING);
    // The expected number decides, so that forty rows can stand for a million.
    RunManifest.TableEntry entry = draft.write(Table.QUARANTINE, quarantine(40), 1_500_000);

    assertThat(entry.files()).hasSizeBetween(2, 3);
    assertThat(entry.rows()).isEqualTo(40);
    ParquetRows.Head head = ParquetRows.head(HADOOP, draft.directory() + "/quarantine", 100);
    assertThat(head.rows().stream().map(row -> row.get(0) + " " + row.get(1)).toList())
        .hasSize(40)
        .isSorted();
  }

  @Test
  void anEmptyTableHasItsColumns() {
    RunDraft draft = store().begin("r1", PlainRuns.BEGINNING);
    RunManifest.TableEntry entry = draft.write(Table.QUARANTINE, quarantine(1).limit(0), 0);

    assertThat(entry.rows()).isZero();
    assertThat(SharedSpark.session().read().parquet(draft.directory() + "/quarantine").columns())
        .containsExactly(Table.QUARANTINE.schema().fieldNames());
  }

  @Test
  void columnsAreWrittenInTheTablesOrderAndOthersAreLeftOut() {
    RunDraft draft = store().begin("r1", PlainRuns.BEGINNING);
    Dataset<Row> rows =
        quarantine(2)
            .select("excerpt", "detail", "reason", "position", "source_file")
            .withColumn("more", functions.lit(1));
    draft.write(Table.QUARANTINE, rows, 2);

    assertThat(SharedSpark.session().read().parquet(draft.directory() + "/quarantine").columns())
        .containsExactly(Table.QUARANTINE.schema().fieldNames());
  }

  @Test
  void aMissingColumnBreaksTheContract() {
    RunDraft draft = store().begin("r1", PlainRuns.BEGINNING);
    Dataset<Row> rows = quarantine(2).drop("reason");

    assertThatThrownBy(() -> draft.write(Table.QUARANTINE, rows, 2))
        .isInstanceOf(DataContractException.class)
        .hasMessage(
            "table quarantine: columns are missing or of another type: [reason string]. Found:"
                + " struct<source_file:string,position:int,detail:string,excerpt:string>.");
    assertThat(draft.tables()).isEmpty();
  }

  @Test
  void aColumnOfAnotherTypeBreaksTheContract() {
    RunDraft draft = store().begin("r1", PlainRuns.BEGINNING);
    Dataset<Row> rows =
        quarantine(2).withColumn("position", functions.col("position").cast("bigint"));

    assertThatThrownBy(() -> draft.write(Table.QUARANTINE, rows, 2))
        .isInstanceOf(DataContractException.class)
        .hasMessage(
            "table quarantine: columns are missing or of another type: [position int]. Found:"
                + " struct<source_file:string,position:bigint,reason:string,detail:string,excerpt:string>.");
    assertThat(Path.of(draft.directory(), "quarantine")).doesNotExist();
  }

  private static RunDraft.TableRows empty(Table table) {
    return new RunDraft.TableRows(
        table, SharedSpark.session().createDataFrame(List.of(), table.schema()), 0);
  }

  @Test
  void tablesThatAreWrittenAtOnceAreListedInTheOrderThatIsGiven() {
    RunDraft draft = store().begin("r1", PlainRuns.BEGINNING);
    draft.writeAll(
        List.of(
            new RunDraft.TableRows(Table.QUARANTINE, quarantine(3), 3),
            empty(Table.STANCES),
            empty(Table.DROPPED),
            empty(Table.FRAMES)));

    assertThat(draft.tables())
        .extracting(RunManifest.TableEntry::table)
        .containsExactly("quarantine", "stances", "dropped", "frames");
  }

  @Test
  void afterATableThatFailsNoOtherIsBegun() {
    RunDraft draft = store().begin("r1", PlainRuns.BEGINNING);
    List<RunDraft.TableRows> all =
        List.of(
            new RunDraft.TableRows(Table.QUARANTINE, quarantine(2).drop("reason"), 2),
            empty(Table.STANCES),
            empty(Table.DROPPED),
            empty(Table.FRAMES),
            empty(Table.DRIFT));

    assertThatThrownBy(() -> draft.writeAll(all))
        .isInstanceOf(DataContractException.class)
        .hasMessageStartingWith(
            "table quarantine: columns are missing or of another type: [reason");
    assertThat(Path.of(draft.directory(), "frames")).doesNotExist();
    assertThat(Path.of(draft.directory(), "drift")).doesNotExist();
  }

  @Test
  void aFileBesideTheTablesIsWrittenAsItIs() {
    RunDraft draft = store().begin("r1", PlainRuns.BEGINNING);
    draft.writeFile("summary.md", "# Föhn\n".getBytes(StandardCharsets.UTF_8));

    assertThat(Path.of(draft.directory(), "summary.md")).hasContent("# Föhn\n");
  }

  @Test
  void theCodebookTravelsBesideTheTablesAndInTheirFooters() throws IOException {
    // Hadoop would put the user's home where ${user.home} stands.
    String yaml =
        Files.readString(Path.of("datasets/south-caucasus/codebook.yaml")) + "# ${user.home}\n";
    RunDraft draft = store().begin("described", PlainRuns.BEGINNING);
    draft.codebook(yaml);
    draft.codebook("a second one");
    draft.write(Table.QUARANTINE, quarantine(3), 3);

    Path run = Path.of(draft.directory());
    assertThat(run.resolve("codebook.yaml")).hasContent(yaml);
    Map<String, String> footer = footer(run.resolve(draft.tables().get(0).files().get(0).path()));
    assertThat(footer).containsEntry("endoxa.codebook", yaml);
    assertThat(footer.get("endoxa.columns"))
        .startsWith("{\n  \"detail\" : \"what exactly, for people\",")
        .contains("\"reason\" : \"why; values: empty_file, not_text, ");
    assertThat(footer).containsKey("org.apache.spark.sql.parquet.row.metadata");
  }

  @Test
  void aTableOfARunWithoutACodebookHasItsColumnsDescribedAllTheSame() throws IOException {
    RunDraft draft = store().begin("plain", PlainRuns.BEGINNING);
    draft.write(Table.QUARANTINE, quarantine(0), 0);

    Path run = Path.of(draft.directory());
    assertThat(run.resolve("codebook.yaml")).doesNotExist();
    assertThat(footer(run.resolve(draft.tables().get(0).files().get(0).path())))
        .containsKey("endoxa.columns")
        .doesNotContainKey("endoxa.codebook");
  }

  private static Map<String, String> footer(Path file) throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            HadoopInputFile.fromPath(new org.apache.hadoop.fs.Path(file.toUri()), HADOOP))) {
      return reader.getFooter().getFileMetaData().getKeyValueMetaData();
    }
  }
}
