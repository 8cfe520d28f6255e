package io.endoxa.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.classify.PairScorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.LongAccumulator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both stages with a directory that keeps their work. */
class KeptChunksTest {
  private static final StructType TEXT = new StructType().add("text", DataTypes.StringType);
  private static final List<String> TEXTS = MadeTexts.of(40, 3);

  @TempDir private static Path models;
  private static Path model = Path.of("");
  private static Path otherModel = Path.of("");

  @TempDir private Path temporary;

  @BeforeAll
  static void writeModels() throws IOException {
    model = TinyModel.writeWithJudgeTo(models.resolve("one"), 5);
    otherModel = TinyModel.writeWithJudgeTo(models.resolve("other"), 6);
  }

  /** What came out, and how it came about. */
  private record Result(List<String> rows, long computed, long taken) {}

  private static Dataset<Row> texts(List<@Nullable String> texts, int partitions) {
    List<Row> rows = texts.stream().map(text -> RowFactory.create(text)).toList();
    return SharedSpark.session().createDataFrame(rows, TEXT).repartition(partitions);
  }

  private static LongAccumulator counter() {
    return SharedSpark.session().sparkContext().longAccumulator();
  }

  private static List<String> json(Dataset<Row> rows) {
    return rows.toJSON().collectAsList().stream().sorted().toList();
  }

  private static Result encode(List<@Nullable String> texts, int partitions, String chunks) {
    LongAccumulator computed = counter();
    ChunkCounts taken = ChunkCounts.in(SharedSpark.session().sparkContext());
    List<String> rows =
        json(
            new EncodeParagraphs()
                .setTasks(partitions)
                .setChunksDir(chunks)
                .countingInto(computed)
                .countingChunksInto(taken)
                .transform(texts(texts, partitions)));
    return new Result(rows, computed.value(), taken.taken());
  }

  private Result encode(List<@Nullable String> texts, int partitions) {
    return encode(texts, partitions, temporary.toString());
  }

  private Result label(Path model, int partitions, String chunks) {
    Dataset<Row> encoded =
        new EncodeParagraphs()
            .setChunksDir(temporary.resolve("vectors").toString())
            .transform(texts(List.copyOf(TEXTS), partitions));
    LongAccumulator computed = counter();
    ChunkCounts taken = ChunkCounts.in(SharedSpark.session().sparkContext());
    List<String> rows =
        json(
            new LabelParagraphs()
                .setModel(model.toString())
                .setTasks(partitions)
                .setChunksDir(chunks)
                .countingInto(computed)
                .countingChunksInto(taken)
                .transform(encoded));
    return new Result(rows, computed.value(), taken.taken());
  }

  private List<Path> chunks() throws IOException {
    try (Stream<Path> all = Files.walk(temporary)) {
      return all.filter(file -> file.toString().endsWith(ChunkFiles.SUFFIX)).sorted().toList();
    }
  }

  @Test
  void aTextIsEncodedOnceWhateverThePartitions() throws IOException {
    List<@Nullable String> texts = new ArrayList<>(TEXTS);
    texts.add(null);
    texts.add(" ");
    texts.add(TEXTS.get(0));
    List<String> expected = encode(texts, 2, "").rows();
    assertThat(expected).hasSize(43);

    assertThat(encode(texts, 2)).isEqualTo(new Result(expected, 40, 0));
    List<Path> chunks = chunks();
    assertThat(chunks).hasSizeBetween(8, 16);
    for (int partitions : List.of(1, 2, 7)) {
      assertThat(encode(texts, partitions)).isEqualTo(new Result(expected, 0, 40));
    }
    assertThat(chunks()).isEqualTo(chunks);
  }

  @Test
  void aDamagedChunkIsEncodedAgainAndReplaced() throws IOException {
    Result whole = encode(List.copyOf(TEXTS), 2);
    Path cut = chunks().get(0);
    Path absent = chunks().get(1);
    byte[] before = Files.readAllBytes(cut);
    Files.write(cut, java.util.Arrays.copyOf(before, before.length / 2));
    Files.delete(absent);

    Result again = encode(List.copyOf(TEXTS), 2);
    assertThat(again.rows()).isEqualTo(whole.rows());
    assertThat(again.computed()).isBetween(2L, 20L);
    assertThat(again.computed() + again.taken()).isEqualTo(40);
    assertThat(Files.readAllBytes(cut)).isEqualTo(before);
    assertThat(encode(List.copyOf(TEXTS), 2).computed()).isZero();
  }

  @Test
  void aTextMoreLeavesTheOtherChunksAsTheyWere() {
    encode(List.copyOf(TEXTS), 2);
    List<@Nullable String> more = new ArrayList<>(TEXTS);
    more.add("Something that was not there before.");

    Result result = encode(more, 2);

    assertThat(result.rows()).hasSize(41);
    assertThat(result.computed()).isBetween(1L, 12L);
    assertThat(result.computed() + result.taken()).isEqualTo(41);
  }

  @Test
  void whereNothingCanBeKeptEverythingIsEncoded() throws IOException {
    Path blocked = Files.writeString(temporary.resolve("blocked"), "no directory");

    for (int i = 0; i < 2; i++) {
      Result result = encode(List.copyOf(TEXTS), 2, blocked.toString());
      assertThat(result.rows()).hasSize(40);
      assertThat(result.computed()).isEqualTo(40);
    }
  }

  @Test
  void theJudgeIsAskedOnceWhateverThePartitions() throws IOException {
    Result without = label(model, 2, "");
    String chunks = temporary.resolve("judged").toString();
    assertThat(without.computed()).as("pairs that pass the gate").isBetween(10L, 79L);

    assertThat(label(model, 2, chunks)).isEqualTo(without);
    for (int partitions : List.of(1, 2, 7)) {
      assertThat(label(model, partitions, chunks))
          .isEqualTo(new Result(without.rows(), 0, without.computed()));
    }
    assertThat(label(otherModel, 2, chunks).taken()).isZero();

    Path damaged =
        chunks().stream().filter(file -> file.startsWith(chunks)).findFirst().orElseThrow();
    Files.write(damaged, new byte[100]);
    Files.deleteIfExists(damaged.resolveSibling("." + damaged.getFileName() + ".crc"));
    Result one = label(model, 2, chunks);
    Result other = label(otherModel, 2, chunks);
    assertThat(one.rows()).isEqualTo(without.rows());
    assertThat(one.computed() + other.computed()).isBetween(1L, 20L);
  }

  @Test
  void theJudgeIsNotOpenedWhereAllIsKept() throws IOException {
    String chunks = temporary.resolve("judged").toString();
    Dataset<Row> encoded =
        new EncodeParagraphs().setTasks(2).transform(texts(List.copyOf(TEXTS), 2)).cache();
    LabelParagraphs label =
        new LabelParagraphs().setModel(model.toString()).setTasks(2).setChunksDir(chunks);
    List<String> first = json(label.transform(encoded));
    String classPath = System.getProperty("java.class.path");
    try {
      // A child process does not start here, and nothing else opens an isolated judge.
      System.setProperty("java.class.path", "nowhere");
      assertThat(json(label.setIsolateNative(true).transform(encoded))).isEqualTo(first);
    } finally {
      System.setProperty("java.class.path", classPath);
      encoded.unpersist();
    }
  }

  @Test
  void aPairOfSeveralRowsCountsOnce() {
    ChunkFiles files =
        ChunkFiles.of(
            SharedSpark.session().sparkContext(), temporary.toString(), "judge", "a model");
    List<String> said = new ArrayList<>();
    PairScorer judge =
        (question, text) -> {
          said.add(text);
          return new float[] {1, 2, 3, 4};
        };
    for (int round = 0; round < 2; round++) {
      ChunkCounts counts = ChunkCounts.in(SharedSpark.session().sparkContext());
      JudgedChunk chunk = JudgedChunk.of(files, List.of("t", "u"), List.of("q"), judge, counts);
      for (String text : List.of("t", "t", "t", "u")) {
        assertThat(chunk.logits("q", text)).containsExactly(1, 2, 3, 4);
      }
      chunk.keep();

      assertThat(counts.computed()).isEqualTo(round == 0 ? 2 : 0);
      assertThat(counts.taken()).isEqualTo(round == 0 ? 0 : 2);
    }
    assertThat(said).containsExactly("t", "u");
  }

  @Test
  void anEncoderOfOtherLengthMakesOtherChunksOfTheJudge() throws IOException {
    String chunks = temporary.resolve("judged").toString();
    Path shipped = Path.of("models", "encoders", "minilm-l6-v2", "encoder.yaml");
    Path other = Files.createDirectories(temporary.resolve("encoders/minilm-l6-v2"));
    Files.writeString(
        other.resolve("encoder.yaml"),
        Files.readString(shipped).replaceFirst("max-tokens: .*", "max-tokens: 64"));
    Dataset<Row> encoded =
        new EncodeParagraphs().setTasks(2).transform(texts(TEXTS.subList(0, 4), 2)).cache();
    for (String encoders : List.of("models/encoders", temporary.resolve("encoders").toString())) {
      json(
          new LabelParagraphs()
              .setModel(model.toString())
              .setEncodersDir(encoders)
              .setTasks(2)
              .setChunksDir(chunks)
              .transform(encoded));
    }
    encoded.unpersist();

    try (Stream<Path> directories = Files.list(Path.of(chunks))) {
      assertThat(directories).hasSize(2);
    }
  }

  @Test
  void aCorpusHasMoreChunksTheLargerItIs() {
    assertThat(ChunkLayout.buckets(0, 1000)).isEqualTo(16);
    assertThat(ChunkLayout.buckets(16_000, 1000)).isEqualTo(16);
    assertThat(ChunkLayout.buckets(16_001, 1000)).isEqualTo(32);
    assertThat(ChunkLayout.buckets(1_000_000, 1000)).isEqualTo(1024);
    assertThat(ChunkLayout.buckets(Long.MAX_VALUE, 1)).isEqualTo(1 << 24);
  }

  @Test
  void aTextOverAndOverIsCutIntoSeveralChunks() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      rows.add(RowFactory.create("same", i < 9 ? 0 : 1));
    }
    List<Integer> sizes = new ArrayList<>();
    List<Row> through = new ArrayList<>();
    ChunkLayout.perChunk(
            rows.iterator(),
            1,
            1,
            chunk -> {
              sizes.add(chunk.size());
              return chunk;
            })
        .forEachRemaining(through::add);

    assertThat(sizes).containsExactly(4, 4, 1, 1);
    assertThat(through).isEqualTo(rows);
  }
}
