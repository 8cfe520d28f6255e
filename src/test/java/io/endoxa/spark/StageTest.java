package io.endoxa.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Spark silently asks of every stage; finds the stages by itself. */
class StageTest {
  private static final List<String> TEXTS =
      List.of(
          "The ferry was late. Nobody minded.",
          "Trade comes before security.",
          "There was no deal, said the harbour master.",
          "The ferry was late. Nobody minded.",
          "Ropes, nets and tar.");

  @TempDir static Path temporary;
  private static Path model;

  @BeforeAll
  static void writeModel() throws IOException {
    model = TinyModel.writeTo(temporary.resolve("model"));
  }

  /** Asks the classes themselves: ArchUnit does not look into the jars that they extend. */
  static List<Class<?>> stages() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.endoxa")
            .stream()
            .<Class<?>>map(JavaClass::reflect)
            .filter(PipelineStage.class::isAssignableFrom)
            .filter(type -> !Modifier.isAbstract(type.getModifiers()))
            .toList();
  }

  /** A stage with every param that it needs. A new stage needs a line here. */
  private static Stage configured(Class<?> type) {
    if (type == EncodeParagraphs.class) {
      return new EncodeParagraphs("stage-1").setInputCol("text").setTasks(3);
    }
    if (type == LabelParagraphs.class) {
      return new LabelParagraphs("stage-1").setModel(model.toString());
    }
    if (type == FindEvidence.class) {
      return new FindEvidence("stage-1").setModel(model.toString()).setTasks(3);
    }
    throw new AssertionError(type + " is a stage without an example in this test; add one");
  }

  private static Dataset<Row> input(Class<?> type) {
    StructType schema =
        new StructType().add("number", DataTypes.IntegerType).add("text", DataTypes.StringType);
    List<Row> rows =
        Stream.iterate(0, i -> i < TEXTS.size(), i -> i + 1)
            .map(i -> RowFactory.create(i, TEXTS.get(i)))
            .toList();
    Dataset<Row> texts = SharedSpark.session().createDataFrame(rows, schema);
    if (type == EncodeParagraphs.class) {
      return texts;
    }
    Dataset<Row> encoded = new EncodeParagraphs().transform(texts);
    return type == LabelParagraphs.class
        ? encoded
        : configured(LabelParagraphs.class).transform(encoded);
  }

  private static List<String> rows(Dataset<Row> dataset) {
    return dataset.toJSON().collectAsList().stream().sorted().toList();
  }

  @Test
  void theSearchFindsTheStages() {
    assertThat(stages())
        .contains(EncodeParagraphs.class, LabelParagraphs.class)
        .allMatch(Stage.class::isAssignableFrom);
  }

  @ParameterizedTest
  @MethodSource("stages")
  void itIsMadeWithAndWithoutAUid(Class<?> type) throws ReflectiveOperationException {
    Stage named = (Stage) type.getConstructor(String.class).newInstance("name-1");
    Stage one = (Stage) type.getConstructor().newInstance();
    Stage other = (Stage) type.getConstructor().newInstance();

    assertThat(named.uid()).isEqualTo("name-1");
    assertThat(one.uid()).isNotEqualTo(other.uid()).matches("[a-z-]+_[0-9a-f]+");
    assertThat(Modifier.isPublic(type.getModifiers())).isTrue();
    assertThat(type.getMethod("read").invoke(null)).isInstanceOf(MLReader.class);
  }

  @ParameterizedTest
  @MethodSource("stages")
  void itsParamsAreVisibleAndExplained(Class<?> type) {
    Stage stage = configured(type);
    List<String> declared =
        Stream.<Class<?>>iterate(type, one -> one != Stage.class, Class::getSuperclass)
            .flatMap(one -> Arrays.stream(one.getDeclaredFields()))
            .filter(field -> Param.class.isAssignableFrom(field.getType()))
            .map(Field::getName)
            .sorted()
            .toList();

    assertThat(declared).isNotEmpty();
    assertThat(stage.params()).extracting(Param::name).containsExactlyElementsOf(declared);
    assertThat(stage.params()).allSatisfy(param -> assertThat(param.doc()).isNotBlank());
    assertThat(stage.params())
        .allSatisfy(param -> assertThat(stage.hasParam(param.name())).isTrue());
    assertThat(stage.explainParams()).contains(declared);
  }

  @ParameterizedTest
  @MethodSource("stages")
  void aCopyKeepsUidAndParams(Class<?> type) {
    Stage stage = configured(type);
    Transformer copy = stage.copy(ParamMap.empty());

    assertThat(copy).isNotSameAs(stage).hasSameClassAs(stage);
    assertThat(copy.uid()).isEqualTo(stage.uid());
    assertThat(copy.extractParamMap().toString()).isEqualTo(stage.extractParamMap().toString());
  }

  @ParameterizedTest
  @MethodSource("stages")
  void aCopyTakesOtherValues(Class<?> type) {
    Stage stage = configured(type);
    Param<String> text =
        Arrays.stream(stage.params())
            .filter(param -> stage.getOrDefault(param) instanceof String)
            .map(StageTest::ofText)
            .findFirst()
            .orElseThrow();
    Transformer copy = stage.copy(new ParamMap().put(text, "other"));

    assertThat(Objects.requireNonNull(copy.getOrDefault(text))).isEqualTo("other");
    assertThat(Objects.requireNonNull(stage.getOrDefault(text))).isNotEqualTo("other");
  }

  @SuppressWarnings("unchecked") // The caller has looked at the param's value.
  private static Param<String> ofText(Param<?> param) {
    return (Param<String>) param;
  }

  @ParameterizedTest
  @MethodSource("stages")
  void aSavedPipelineIsReadAgain(Class<?> type) throws IOException {
    Stage stage = configured(type);
    Dataset<Row> input = input(type).cache();
    PipelineModel pipeline = new Pipeline().setStages(new PipelineStage[] {stage}).fit(input);
    String path = temporary.resolve("saved-" + type.getSimpleName()).toString();
    pipeline.save(path);
    PipelineModel read = PipelineModel.load(path);

    assertThat(read.stages()).hasSize(1);
    assertThat(read.stages()[0]).hasSameClassAs(stage);
    assertThat(read.stages()[0].uid()).isEqualTo(stage.uid());
    assertThat(values(read.stages()[0])).isEqualTo(values(stage));
    assertThat(rows(read.transform(input)))
        .hasSize(TEXTS.size())
        .isEqualTo(rows(stage.transform(input)));
    input.unpersist();
  }

  private static String values(Transformer stage) {
    return Arrays.stream(stage.params())
        .map(param -> param.name() + "=" + stage.get(param) + "/" + stage.getDefault(param))
        .collect(Collectors.joining("\n"));
  }

  @ParameterizedTest
  @MethodSource("stages")
  void theSchemaIsKnownBeforeTheRows(Class<?> type) {
    Stage stage = configured(type);
    Dataset<Row> input = input(type);

    assertThat(stage.transform(input).schema()).isEqualTo(stage.transformSchema(input.schema()));
  }

  /** On one partition of local rows Spark stays in the driver, and a bad capture goes unseen. */
  @ParameterizedTest
  @MethodSource("stages")
  void rowsDoNotDependOnPartitions(Class<?> type) {
    Stage stage = configured(type);
    Dataset<Row> input = input(type).cache();
    List<String> expected = rows(stage.transform(input));

    assertThat(expected).hasSize(TEXTS.size());
    assertThat(rows(stage.transform(input.repartition(2)))).isEqualTo(expected);
    assertThat(rows(stage.transform(input.repartition(7)))).isEqualTo(expected);
    input.unpersist();
  }
}
