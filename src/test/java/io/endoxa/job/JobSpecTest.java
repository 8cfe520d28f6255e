package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.annotate.DatasetPart;
import io.endoxa.annotate.StanceMixPart;
import io.endoxa.encode.Precision;
import io.endoxa.error.UserException;
import io.endoxa.text.source.ArticleFields;
import io.endoxa.yaml.YamlMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobSpecTest {
  private static final String TRAIN = "kind: train\ndataset: data\nfolds: 4\n";

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void writeTrainJob() throws IOException {
    file = write(TRAIN);
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(directory.resolve("my.job.yaml"), yaml);
  }

  private JobSpec read(String... overrides) {
    return JobSpec.read(file, List.of(overrides));
  }

  /** With all that a job may ask for on its command line. */
  @Test
  void everyFileBelowJobsIsRead() throws IOException {
    List<String> given = List.of("data=data", "model=out/m", "input=articles");
    try (Stream<Path> files = Files.walk(Path.of("jobs"))) {
      List<Path> jobs =
          files
              .filter(job -> job.toString().endsWith(".yaml"))
              .filter(job -> !job.startsWith(Path.of("jobs", "cluster")))
              .toList();
      assertThat(jobs).hasSizeGreaterThan(10);
      for (Path job : jobs) {
        String kind = YamlMap.read(job).string("kind");
        List<String> read =
            given.stream()
                .filter(
                    set ->
                        JobKey.of(JobKind.ofWord(kind), List.of(JobKind.ofWord(kind))).stream()
                            .anyMatch(key -> set.startsWith(key.word() + "=")))
                .toList();
        assertThat(JobSpec.read(job, read).steps()).as("%s", job).isNotEmpty();
      }
    }
  }

  @Test
  void everyShippedJobIsRead() {
    JobSpec sample = JobSpec.read(Path.of("jobs", "sample.yaml"), List.of());
    JobSpec train = JobSpec.read(Path.of("jobs", "train.yaml"), List.of());
    JobSpec label =
        JobSpec.read(Path.of("jobs", "label.yaml"), List.of("model=out/m", "input=articles"));
    JobSpec evaluate =
        JobSpec.read(Path.of("jobs", "evaluate.yaml"), List.of("model=out/m", "dataset=d"));

    JobSpec judgeBase =
        JobSpec.read(Path.of("jobs", "train-judge-base.yaml"), List.of("data=stance"));

    assertThat(judgeBase.steps()).containsExactly(JobKind.TRAIN_JUDGE_BASE);
    List<StanceMixPart> parts = Objects.requireNonNull(judgeBase.mix()).parts();
    assertThat(parts)
        .extracting(StanceMixPart::name)
        .containsExactly("fnc1", "vast", "perspectrum", "ibm");
    assertThat(parts.get(1).pairs()).isEqualTo(Path.of("stance", "vast-train.jsonl.gz"));
    assertThat(judgeBase.judge()).isEqualTo(new JudgeSpec(null, 2, 128, 16, 1e-4, 4, 2, 0, 0));
    assertThat(sample.steps()).containsExactly(JobKind.TRAIN, JobKind.LABEL);
    assertThat(sample.name()).isEqualTo("sample");
    assertThat(sample.folds()).isEqualTo(3);
    assertThat(sample.codebookFile())
        .contains(Path.of("datasets", "south-caucasus", "codebook.yaml"));
    assertThat(train.steps()).containsExactly(JobKind.TRAIN);
    assertThat(train.folds()).isEqualTo(5);
    assertThat(train.judge()).isNull();
    assertThat(label.steps()).containsExactly(JobKind.LABEL);
    assertThat(label.model()).isEqualTo("out/m");
    assertThat(evaluate.steps()).containsExactly(JobKind.EVALUATE);
    assertThat(evaluate.dataset()).isEqualTo("d");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sample", "train"})
  void theShippedJobsFindTheirEncoder(String job) {
    JobSpec spec = JobSpec.read(Path.of("jobs", job + ".yaml"), List.of());
    assertThat(spec.findEncoder().name()).isEqualTo("minilm-l6-v2/int8");
  }

  @Test
  void whatAFileLeavesOutHasItsStandardValue() {
    JobSpec spec = read();

    assertThat(spec.name()).isEqualTo("my.job");
    assertThat(spec.file()).isEqualTo(file.toString());
    assertThat(spec.output()).isEqualTo("out");
    assertThat(spec.seed()).isEqualTo(7);
    assertThat(spec.partitions()).isZero();
    assertThat(spec.part()).isEqualTo(DatasetPart.ALL);
    assertThat(spec.maxQuarantined()).isEqualTo(0.2);
    assertThat(spec.encoder()).isEqualTo("minilm-l6-v2");
    assertThat(spec.precision()).isEqualTo(Precision.INT8);
    assertThat(spec.folds()).isEqualTo(4);
    assertThat(spec.epochs()).isEqualTo(8);
    assertThat(spec.regularisation()).isEqualTo(0.0002);
    assertThat(spec.minConfidence()).isEqualTo(0.4);
    assertThat(spec.maxError()).isNull();
    assertThat(spec.qualityGate()).isNull();
    assertThat(spec.input()).isEmpty();
    assertThat(spec.model()).isNull();
    assertThat(spec.embeddings()).isFalse();
    assertThat(spec.codebookFile()).contains(Path.of("data", "codebook.yaml"));
  }

  @Test
  void theManifestGetsEveryKeyWithItsValue() {
    assertThat(read("seed=11").values())
        .containsEntry("kind", "train")
        .containsEntry("folds", "4")
        .containsEntry("seed", "11")
        .containsEntry("epochs", "8")
        .doesNotContainKeys("steps", "input", "model", "embeddings", "codebook");
  }

  @Test
  void anOverrideWinsOverTheFile() {
    JobSpec spec = read("folds=9", " seed =12", "output=a=b", "codebook=c.yaml", "precision=float");

    assertThat(spec.folds()).isEqualTo(9);
    assertThat(spec.seed()).isEqualTo(12);
    assertThat(spec.output()).isEqualTo("a=b");
    assertThat(spec.codebookFile()).contains(Path.of("c.yaml"));
    assertThat(spec.precision()).isEqualTo(Precision.FLOAT);
  }

  @Test
  void theCommandRepeatsTheOverrides() {
    assertThat(read("folds=9", "seed=1").command())
        .isEqualTo("scripts/endoxa run " + file + " --set folds=9 --set seed=1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"seed", "=1", ""})
  void anOverrideIsAKeyAndAValue(String override) {
    assertThatThrownBy(() -> read(override))
        .isInstanceOf(UserException.class)
        .hasMessage("--set %s: expected key=value, for example --set seed=1.", override);
  }

  @Test
  void inputIsOneTextOrAList() throws IOException {
    file = write("kind: label\nmodel: m\ninput:\n  - a/*.txt\n  - b\n");
    assertThat(read().input()).containsExactly("a/*.txt", "b");
    assertThat(read().values()).containsEntry("input", "a/*.txt, b");
    assertThat(read("input=c").input()).containsExactly("c");
    assertThat(read("input=[c, d]").input()).containsExactly("c", "d");
    assertThat(read("input=*.txt").input()).containsExactly("*.txt");
  }

  @Test
  void columnsAndTimeZoneSayHowArticlesAreRead() throws IOException {
    file = write("kind: label\nmodel: m\ninput: a\ncolumns: {text: body}\n");
    assertThat(read().articleFields())
        .isEqualTo(new ArticleFields(Map.of("text", "body"), ZoneOffset.UTC));
    assertThat(read("columns={text: b, title: t}", "time-zone=Asia/Yerevan").articleFields())
        .isEqualTo(new ArticleFields(Map.of("text", "b", "title", "t"), ZoneId.of("Asia/Yerevan")));
    assertThatThrownBy(() -> read("columns={txt: body}"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("key 'txt' is unknown. Did you mean 'text'?");
    assertThatThrownBy(() -> read("columns={text: body, title: body}"))
        .isInstanceOf(UserException.class)
        .hasMessageEndingWith("columns: two fields are taken from 'body'. Remove one of them.");
    assertThatThrownBy(() -> read("time-zone=Paris"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "--set time-zone: time-zone: 'Paris' is unknown, expected a region such as"
                + " Europe/Paris, or an offset such as +04:00.");
  }

  @Test
  void anUnknownKeyIsNamedWithTheNearestOne() throws IOException {
    file = write(TRAIN + "ouptut: out\n");
    assertThatThrownBy(this::read)
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            file + ":4: key 'ouptut' is unknown. Did you mean 'output'? Known keys: codebook, ")
        .hasMessageNotContaining("steps");
  }

  @Test
  void anUnknownOverrideIsNamedToo() {
    assertThatThrownBy(() -> read("epoch=3"))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("--set epoch: key 'epoch' is unknown. Did you mean 'epochs'?");
  }

  @Test
  void aKeyOfAnotherKindIsUnknown() throws IOException {
    file = write("kind: label\nmodel: m\ninput: a\nfolds: 3\n");
    assertThatThrownBy(this::read)
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            file
                + ":4: key 'folds' is unknown. Known keys: annotated, columns, copy-similarity, count-copies, embeddings, ");
  }

  @Test
  void theKindIsOneOfTheKnown() throws IOException {
    file = write("kind: trian\ndataset: data\n");
    rejects(
        file
            + ":1: kind 'trian' is unknown. Did you mean 'train'?"
            + " Known: pipeline, train, label, evaluate,"
            + " check-dataset, learning-curve, train-judge-base, benchmark,"
            + " benchmark-ingest, new-question, check-behaviour, describe-model.");
    file = write("dataset: data\n");
    rejects(file + ":1: key 'kind' is missing, expected a text.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "seed=many; 'many', expected a whole number.",
        "seed=1.5; '1.5', expected a whole number.",
        "partitions=-1; '-1', expected a whole number from 0 to 100000.",
        "max-quarantined=2; '2', expected a number from 0.0 to 1.0.",
        "folds=1; '1', expected a whole number from 2 to 50.",
        "folds=51; '51', expected a whole number from 2 to 50.",
        "epochs=0; '0', expected a whole number from 1 to 1000.",
        "regularisation=-1; '-1', expected a number from 0.0 to 1000000.0.",
        "min-confidence=NaN; 'NaN', expected a number from 0.0 to 1.0.",
        "min-confidence=1.1; '1.1', expected a number from 0.0 to 1.0.",
        "quality-gate=0.4; '0.4', expected a mapping.",
        "search=0.4; '0.4', expected a mapping."
      })
  void aValueThatDoesNotFitIsNamedWithWhatWould(String override, String complaint) {
    String key = override.substring(0, override.indexOf('='));
    rejects("--set %s: %s: found %s".formatted(key, key, complaint), override);
  }

  @Test
  void aSearchHasEveryPairOfLinearSettingsAndWhatItLeavesOutIsOneValue() {
    SearchGrid grid =
        Objects.requireNonNull(
            read("search={regularisation: [0.1, 0.2], vector-scale: [1, 3]}", "epochs=4").search());

    assertThat(grid.linear())
        .containsExactly(
            new HeadSettings(0.1, 1, 4),
            new HeadSettings(0.1, 3, 4),
            new HeadSettings(0.2, 1, 4),
            new HeadSettings(0.2, 3, 4));
    assertThat(grid.epochs()).containsExactly(4);
    assertThat(grid.judges()).isEmpty();
    assertThat(read().search()).isNull();
  }

  @Test
  void aSearchHasEveryCombinationOfJudgeSettings() {
    SearchGrid grid =
        Objects.requireNonNull(
            read(
                    "judge=encoder",
                    "judge-epochs=5",
                    "search={judge-learning-rate: [0.0001, 0.001], judge-frozen-layers: [0, 4]}")
                .search());

    assertThat(grid.judges())
        .extracting(JudgeSpec::searched)
        .containsExactly(
            "judge-epochs 5, judge-learning-rate 1.0E-4, judge-frozen-layers 0",
            "judge-epochs 5, judge-learning-rate 1.0E-4, judge-frozen-layers 4",
            "judge-epochs 5, judge-learning-rate 0.001, judge-frozen-layers 0",
            "judge-epochs 5, judge-learning-rate 0.001, judge-frozen-layers 4");
  }

  @Test
  void aSearchAmongUnknownOrUnfitSettingsIsRefused() {
    rejects(
        "--set search: key 'epoch' is unknown. Did you mean 'epochs'?"
            + " Known keys: epochs, judge-epochs, judge-frozen-layers, judge-learning-rate,"
            + " regularisation, vector-scale.",
        "search={epoch: [1]}");
    rejects(
        "--set search: epochs: found '0', expected a list of whole numbers from 1 to 1000.",
        "search={epochs: [1, 0]}");
    rejects(
        "--set search: vector-scale: is empty, expected a list of numbers from 0.0 to 100.0.",
        "search={vector-scale: []}");
    rejects(
        "--set search: judge-epochs: settings of a judge are searched, and the job trains none."
            + " Write judge: encoder, or where a judge lies, and judge-epochs of 1 or more.",
        "search={judge-epochs: [1, 2]}");
    rejects(
        "--set search: judge-learning-rate: found '1', expected a list of numbers from 1.0E-7 to 0.01.",
        "search={judge-learning-rate: [1]}",
        "judge=encoder");
    String many = "1, ".repeat(100) + "1";
    rejects(
        "--set search: search: 102 settings to try, expected at most 100. Leave values out.",
        "search={epochs: [" + many + "]}");
  }

  @Test
  void theManifestGetsTheGateInOneLine() {
    assertThat(read("quality-gate={floor: 0.4, per-question: {secret_deal: 0.5}}").values())
        .containsEntry("quality-gate", "{floor: 0.4, per-question: {secret_deal: 0.5}}");
  }

  @Test
  void anErrorTargetStandsInsteadOfAConfidence() {
    JobSpec spec = read("max-error=0.1");
    assertThat(spec.maxError()).isEqualTo(0.1);
    assertThat(spec.values()).containsEntry("max-error", "0.1").doesNotContainKey("min-confidence");
    rejects(
        "--set max-error: max-error stands beside min-confidence, which it would choose."
            + " Remove one.",
        "max-error=0.1",
        "min-confidence=0.5");
    rejects(
        "--set max-error: max-error: found '0', expected a share above 0 and below 1.",
        "max-error=0");
    rejects(
        "--set max-error: max-error: found '2', expected a number from 0.0 to 1.0.", "max-error=2");
  }

  @Test
  void precisionAndEmbeddingsAreClosedChoices() throws IOException {
    rejects(
        "--set precision: precision 'int4' is unknown. Did you mean 'int8'? Known: int8, float.",
        "precision=int4");
    file = write("kind: label\nmodel: m\ninput: a\nembeddings: maybe\n");
    rejects(file + ":4: embeddings: found 'maybe', expected true or false.");
  }

  @Test
  void aPartOfTheDatasetIsNamedByItsWord() {
    assertThat(read("part=development").part()).isEqualTo(DatasetPart.DEVELOPMENT);
    rejects(
        "--set part: part 'trian' is unknown. Did you mean 'train'?"
            + " Known: all, train, development, test, sample.",
        "part=trian");
  }

  @Test
  void periodsAreComparedInOrder() throws IOException {
    file = write("kind: label\nmodel: m\ninput: a\nperiods: [2024-01/2024-06, 2024-07/2024-12]\n");

    assertThat(read().periods())
        .extracting(pair -> pair.to().toString())
        .containsExactly("2024-07/2024-12");
    assertThat(read("periods=[2023-01/2023-12, 2024-01/2024-06, 2024-07/2024-12]").periods())
        .hasSize(2);
    rejects(
        "--set periods: periods: '2024' is no period, expected its first and its last month, such as"
            + " 2024-01/2024-06.",
        "periods=[2023-01/2023-12, 2024]");
    rejects(
        "--set periods: periods: 2024-01/2024-06 begins before 2024-07/2024-12 has ended. Name"
            + " periods from the earliest on, none with a month of another.",
        "periods=[2024-07/2024-12, 2024-01/2024-06]");
  }

  @Test
  void labelsByHandOfTheFileAreLeftOutByNone() throws IOException {
    file = write("kind: label\nmodel: m\ninput: a\nannotated: hand.jsonl\n");

    assertThat(read().annotated()).isEqualTo("hand.jsonl");
    assertThat(read("annotated=none").annotated()).isNull();
  }

  @Test
  void anEmptyValueIsRejected() {
    rejects("--set output: output: is empty, expected a text.", "output=");
    rejects("--set dataset: dataset: found a list, expected a text.", "dataset=[a, b]");
  }

  @Test
  void aJobThatLacksWhatItReadsIsRejected() throws IOException {
    file = write("kind: train\n");
    rejects(
        file
            + ":1: key 'dataset' is missing: directory with codebook.yaml, articles/ and labels/."
            + " Add it, or --set dataset=….");
    file = write("kind: label\nmodel: m\n");
    rejects(
        file
            + ":1: key 'input' is missing: files, directories or globs with articles: .txt, .html,"
            + " .jsonl, .json, .csv, .tsv, .warc, each also with .gz, .parquet, .zip. Add it, or --set input=….");
    file = write("kind: label\ninput: a\n");
    rejects(
        file
            + ":1: key 'model' is missing: a model directory, or a run that trained one."
            + " Add it, or --set model=….");
    file = write("kind: train-judge-base\nsets: []\n");
    rejects(
        file
            + ":1: key 'data' is missing: directory with the files of public data sets. Add it, or"
            + " --set data=….");
  }

  @Test
  void aModelIsNotGivenToAJobThatTrainsOne() throws IOException {
    file = write("kind: pipeline\nsteps: [train, label]\ndataset: d\ninput: a\nmodel: m\n");
    rejects(
        file
            + ":5: model is given, but the job trains one. Remove 'model', or 'train' from"
            + " 'steps'.");
  }

  @Test
  void aPipelineHasKnownStepsEachOnce() throws IOException {
    file = write("kind: pipeline\nsteps: [train, publish]\n");
    rejects(
        file
            + ":2: steps: 'publish' is unknown. Known: train, label, evaluate, check-dataset,"
            + " learning-curve, train-judge-base, benchmark,"
            + " benchmark-ingest, new-question, check-behaviour, describe-model.");
    file = write("kind: pipeline\nsteps: [train, train]\n");
    rejects(
        file
            + ":2: steps: found [train, train], expected each step once at the most, and one at"
            + " least.");
    file = write("kind: pipeline\nsteps: []\n");
    rejects(file + ":2: steps: found [], expected each step once at the most, and one at least.");
    file = write("kind: pipeline\n");
    rejects(file + ":1: key 'steps' is missing, expected a list of texts.");
  }

  @Test
  void aPipelineTrainsBeforeItUsesTheModel() throws IOException {
    file = write("kind: pipeline\nsteps: [label, train]\ndataset: d\ninput: a\n");
    rejects(
        file
            + ":2: steps: 'train' stands behind 'label', which needs its model."
            + " Put 'train' first.");
    file = write("kind: pipeline\nsteps: [check-dataset, evaluate, train]\ndataset: d\n");
    rejects(
        file
            + ":2: steps: 'train' stands behind 'evaluate', which needs its model."
            + " Put 'train' first.");
  }

  @Test
  void aDatasetMayBeCheckedBeforeAModelIsTrainedOnIt() throws IOException {
    file = write("kind: pipeline\nsteps: [check-dataset, train, label]\ndataset: d\ninput: a\n");
    assertThat(read().steps()).containsExactly(JobKind.CHECK_DATASET, JobKind.TRAIN, JobKind.LABEL);
  }

  @Test
  void aPipelineLeavesOneModelThatItsStepsCanRead() throws IOException {
    String judge = "sets: [{name: a, pairs: a, agree: 1}]\ndata: d\npairs: p\n";
    file = write("kind: pipeline\nsteps: [train-judge-base, benchmark]\n" + judge);
    assertThat(read().steps()).containsExactly(JobKind.TRAIN_JUDGE_BASE, JobKind.BENCHMARK);
    file = write("kind: pipeline\nsteps: [train-judge-base, benchmark]\nmodel: m\n" + judge);
    rejects(
        file
            + ":3: model is given, but the job trains one. Remove 'model', or 'train-judge-base'"
            + " from 'steps'.");
    file = write("kind: pipeline\nsteps: [benchmark, train-judge-base]\n" + judge);
    rejects(
        file
            + ":2: steps: 'train-judge-base' stands behind 'benchmark', which needs its model. Put"
            + " 'train-judge-base' first.");
    file = write("kind: pipeline\nsteps: [train, train-judge-base]\n");
    rejects(
        file
            + ":2: steps: 'train' and 'train-judge-base' both leave a model in the run. Make two"
            + " jobs of them.");
    file = write("kind: pipeline\nsteps: [train, describe-model]\n");
    rejects(
        file
            + ":2: steps: 'train' leaves the card and the profile that 'describe-model' would add."
            + " Leave 'describe-model' out.");
    file = write("kind: pipeline\nsteps: [train-judge-base, label]\n");
    rejects(
        file
            + ":2: steps: 'label' needs a model with heads, 'train-judge-base' leaves a judge"
            + " alone. Make two jobs of them.");
  }

  @Test
  void aPipelineWithoutTrainingNeedsAModel() throws IOException {
    file = write("kind: pipeline\nsteps: [label, evaluate]\ndataset: d\ninput: a\nmodel: m\n");
    assertThat(read().steps()).containsExactly(JobKind.LABEL, JobKind.EVALUATE);
    assertThat(read().encoder()).isEmpty();
  }

  @Test
  void anUnknownEncoderIsNamedWithItsLine() throws IOException {
    file = write(TRAIN + "encoder: minilm\n");
    assertThatThrownBy(() -> read().findEncoder())
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            file + ":4: encoder 'minilm' is unknown. Known: bge-small-en-v1.5, minilm-l6-v2.");
  }

  private void rejects(String message, String... overrides) {
    assertThatThrownBy(() -> read(overrides)).isInstanceOf(UserException.class).hasMessage(message);
  }

  @Test
  void aModelOfHeadsAloneHasNoSettingsOfAJudge() throws IOException {
    Path file = write("kind: train\ndataset: d\n");
    assertThat(JobSpec.read(file, List.of()).judge()).isNull();
    assertThat(JobSpec.read(file, List.of()).values()).doesNotContainKey("judge-epochs");
    assertThatThrownBy(() -> JobSpec.read(file, List.of("judge-epochs=2")))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "--set judge-epochs: judge-epochs stands without 'judge', and a model of heads alone has"
                + " none. Add 'judge', or remove 'judge-epochs'.");
  }

  @Test
  void theJudgeOfACodebookStartsFromTheEncoderOrFromAnotherJudge() throws IOException {
    Path file = write("kind: train\ndataset: d\n");
    assertThat(JobSpec.read(file, List.of("judge=encoder")).judge())
        .isEqualTo(new JudgeSpec("encoder", 3, 128, 16, 2e-4, 0, 2, 0.5, 0.1));
    assertThat(JobSpec.read(file, List.of("judge=models/judges/base", "judge-epochs=0")).judge())
        .isEqualTo(new JudgeSpec("models/judges/base", 0, 128, 16, 2e-4, 0, 2, 0.5, 0.1));
    assertThatThrownBy(() -> JobSpec.read(file, List.of("judge=encoder", "judge-epochs=0")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("judge-epochs")
        .hasMessageContaining("expected a whole number from 1 to 100");
    assertThatThrownBy(() -> JobSpec.read(file, List.of("judge=encoder", "judge-negated=0.6")))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "--set judge-negated: judge-negated is 0.6 and judge-paraphrased 0.5, expected shares"
                + " that make at most 1.");
  }

  @Test
  void theKeysOfARunTellWhetherItLeftAModel() {
    assertThat(JobKind.leftModel(Map.of("kind", "train"))).isTrue();
    assertThat(JobKind.leftModel(Map.of("kind", "pipeline", "steps", "train, label"))).isTrue();
    assertThat(JobKind.leftModel(Map.of("kind", "train-judge-base"))).isTrue();
    assertThat(JobKind.leftModel(Map.of("kind", "label", "model", "train"))).isFalse();
    assertThat(JobKind.leftModel(Map.of("kind", "new-question", "judge", "m"))).isFalse();
    assertThat(JobKind.leftModel(Map.of())).isFalse();
  }
}
