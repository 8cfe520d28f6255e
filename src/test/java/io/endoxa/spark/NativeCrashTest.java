package io.endoxa.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.classify.JudgeFiles;
import io.endoxa.encode.EncoderSpec;
import io.endoxa.encode.Precision;
import io.endoxa.error.DataContractException;
import io.endoxa.isolate.ChildCommand;
import io.endoxa.isolate.Crash;
import io.endoxa.isolate.CrashingClasses;
import io.endoxa.isolate.NativeCrashException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stages whose native code crashes in a process of its own. */
class NativeCrashTest {
  private static final StructType TEXT =
      new StructType()
          .add("article_id", DataTypes.StringType)
          .add("text", DataTypes.StringType)
          .add("language", DataTypes.StringType);

  @TempDir private static Path temporary;
  private static String classPath = "";

  /** Children take the class path of this process, and so the classes that crash. */
  @BeforeAll
  static void putCrashingClassesFirst() throws IOException {
    classPath = System.getProperty("java.class.path");
    Path classes = Files.createDirectories(temporary.resolve("classes"));
    System.setProperty(
        "java.class.path", CrashingClasses.before(CrashingClasses.compileInto(classes)));
  }

  @AfterAll
  static void putThemAway() {
    System.setProperty("java.class.path", classPath);
  }

  /** The shipped encoder under another licence: no other test shares its processes. */
  private static Path encoders() throws IOException {
    Path shipped = Path.of("models", "encoders", "minilm-l6-v2", "encoder.yaml");
    Path directory = Files.createDirectories(temporary.resolve("encoders/minilm-l6-v2"));
    Files.writeString(
        directory.resolve("encoder.yaml"),
        Files.readString(shipped).replaceFirst("licence: .*", "licence: Test-1.0"));
    return temporary.resolve("encoders");
  }

  private static Dataset<Row> texts() {
    return SharedSpark.session()
        .createDataFrame(
            List.of(
                RowFactory.create("a", "Trade comes before security.", "en"),
                RowFactory.create("b", "The " + Crash.CRASHING + " was late.", "en"),
                RowFactory.create("c", "Nobody minded.", "en")),
            TEXT)
        .repartition(2);
  }

  @Test
  void aTextThatCrashesTheEncoderIsKeptWithoutLabels() throws IOException {
    Dataset<Row> encoded =
        new EncodeParagraphs()
            .setEncodersDir(encoders().toString())
            .setIsolateNative(true)
            .transform(texts())
            .cache();
    Path model = TinyModel.writeTo(temporary.resolve("model"));
    LabelParagraphs label = new LabelParagraphs().setModel(model.toString());

    Row crashed = encoded.where("article_id = 'b'").head();
    assertThat(crashed.isNullAt(crashed.fieldIndex("vector"))).isTrue();
    assertThat(crashed.<Integer>getAs("token_count")).isZero();
    assertThat(crashed.<Boolean>getAs("truncated")).isFalse();
    assertThat(rows(encoded.where("article_id <> 'b'")))
        .isEqualTo(rows(new EncodeParagraphs().transform(texts().where("article_id <> 'b'"))));

    Dataset<Row> labelled = label.transform(encoded).cache();
    Row unlabelled = labelled.where("article_id = 'b'").head();
    assertThat(unlabelled.<Row>getList(unlabelled.fieldIndex("stances")))
        .hasSize(2)
        .allSatisfy(
            stance -> {
              assertThat(stance.<String>getAs("abstain_reason")).isEqualTo("native_crash");
              assertThat(stance.<Boolean>getAs("abstained")).isTrue();
              assertThat(stance.<Float>getAs("p_agree")).isEqualTo(0.25f);
            });
    assertThat(unlabelled.<Row>getList(unlabelled.fieldIndex("frames")))
        .allMatch(frame -> !frame.<Boolean>getAs("present"));
    assertThat(unlabelled.<Integer>getAs("judged")).isZero();
    assertThat(rows(labelled.where("stances[0].abstain_reason = 'native_crash'"))).hasSize(1);
    labelled.unpersist();
    encoded.unpersist();
  }

  @Test
  void aTextThatCrashesTheSearchForEvidenceHasNone() throws IOException {
    List<Row> texts = new ArrayList<>();
    for (String text : MadeTexts.of(12, 3).subList(0, 4)) {
      texts.add(RowFactory.create("whole", text, "en"));
    }
    String crashing = texts.get(1).getString(1) + " The " + Crash.CRASHING + " was late.";
    texts.add(RowFactory.create("crashing", crashing, "en"));
    String model = TinyModel.writeTo(temporary.resolve("evidence-model")).toString();
    Dataset<Row> encoded =
        new EncodeParagraphs().transform(SharedSpark.session().createDataFrame(texts, TEXT));
    Dataset<Row> labelled =
        new LabelParagraphs().setModel(model).transform(encoded).drop("vector").cache();
    FindEvidence find = new FindEvidence().setModel(model);
    Dataset<Row> inThisProcess = find.transform(labelled).cache();
    String some = "exists(evidence, found -> found.evidence_sentence is not null)";
    assertThat(rows(inThisProcess.where("article_id = 'crashing'").where(some))).isNotEmpty();

    find.setEncodersDir(encoders().toString()).setIsolateNative(true);
    for (String chunks : List.of("", temporary.resolve("evidence").toString())) {
      Dataset<Row> isolated = find.setChunksDir(chunks).transform(labelled).cache();
      assertThat(rows(isolated.where("article_id = 'crashing'"))).hasSize(1);
      assertThat(rows(isolated.where("article_id = 'crashing'").where(some))).isEmpty();
      assertThat(rows(isolated.where("article_id = 'whole'")))
          .isEqualTo(rows(inThisProcess.where("article_id = 'whole'")));
      isolated.unpersist();
    }
    inThisProcess.unpersist();
    labelled.unpersist();
  }

  @Test
  void aChunkWithSuchATextIsNotKept() throws IOException {
    Path chunks = temporary.resolve("chunks");
    EncodeParagraphs encode =
        new EncodeParagraphs().setEncodersDir(encoders().toString()).setIsolateNative(true);

    List<String> without = rows(encode.transform(texts()));

    encode.setChunksDir(chunks.toString());
    assertThat(rows(encode.transform(texts()))).isEqualTo(without);
    assertThat(rows(encode.transform(texts()))).isEqualTo(without);
    try (Stream<Path> files = Files.walk(chunks)) {
      // Three texts in as many chunks.
      assertThat(files.filter(file -> file.toString().endsWith(".safetensors"))).hasSize(2);
    }
  }

  @Test
  void aTaskThatIsTriedAgainEndsWithThePlaceOfTheText() throws IOException {
    EncoderSpec spec = EncoderSpec.find(encoders(), "minilm-l6-v2", Precision.INT8, "test:1");
    String text = "The " + Crash.CRASHING + " was late.";
    NativeCalls again = new NativeCalls(/* isolate= */ false, /* inChild= */ true);
    again.willRead(Map.of(text, "n.jsonl:3, article n-3, paragraph_index 0"));

    assertThatThrownBy(() -> again.encoder(spec).encode(text))
        .isInstanceOf(DataContractException.class)
        .hasMessage(
            "native code crashes on n.jsonl:3, article n-3, paragraph_index 0: its process ended"
                + " with code 1. Take the article out of the input; or, to label, set"
                + " isolate-native=true, which leaves the paragraph without labels and goes on.");
    again.close();
  }

  @Test
  void aCarefulTasksProcessesEndWithIt() throws IOException {
    EncoderSpec spec = EncoderSpec.find(encoders(), "minilm-l6-v2", Precision.INT8, "test:1");
    Set<Long> before = children();
    NativeCalls again = new NativeCalls(/* isolate= */ false, /* inChild= */ true);

    assertThat(again.encoder(spec).encode("The ferry was late.").tokenCount()).isPositive();
    assertThat(again.encoder(spec).encode("Nobody minded.").tokenCount()).isPositive();
    Set<Long> own = children();
    own.removeAll(before);
    assertThat(own).hasSize(1);
    again.close();

    assertThat(children()).doesNotContainAnyElementsOf(own);
  }

  private static Set<Long> children() {
    return ProcessHandle.current()
        .children()
        .filter(ProcessHandle::isAlive)
        .map(ProcessHandle::pid)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static List<String> rows(Dataset<Row> dataset) {
    return dataset.toJSON().collectAsList().stream().sorted().toList();
  }

  @Test
  void anIsolatedJudgeGivesTheSameLogitsAndSurvivesACrash() throws IOException {
    EncoderSpec encoder = EncoderSpec.find(encoders(), "minilm-l6-v2", Precision.INT8, "test:1");
    JudgeFiles files = JudgeReaderTest.untrained(encoder, encoder.id(), 32);
    String question = "The new harbour should be built.";
    List<String> texts =
        List.of("The mayor \uD83D said: soon.", "Tea was served at noon, as ever. ".repeat(9));
    try (JudgeReader judge = JudgeReader.open(files, encoder);
        IsolatedJudge isolated =
            IsolatedJudge.open(files, encoder, ChildCommand.of(IsolatedJudge.class))) {
      List<float[]> logits = new ArrayList<>();
      for (String text : texts) {
        logits.add(isolated.logits(question, text));
        assertThatThrownBy(() -> isolated.logits(question, "A " + Crash.JUDGE_CRASHING))
            .isInstanceOf(NativeCrashException.class);
      }
      for (int i = 0; i < texts.size(); i++) {
        assertThat(logits.get(i)).containsExactly(judge.logits(question, texts.get(i)));
      }
    }
  }
}
