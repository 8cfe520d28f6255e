package io.endoxa.job;

import io.endoxa.annotate.DatasetPart;
import io.endoxa.annotate.StanceMix;
import io.endoxa.annotate.StanceMixPart;
import io.endoxa.encode.EncoderSpec;
import io.endoxa.encode.Precision;
import io.endoxa.error.UserException;
import io.endoxa.estimate.Period;
import io.endoxa.estimate.PeriodPair;
import io.endoxa.evaluate.behaviour.Behaviour;
import io.endoxa.text.source.ArticleFields;
import io.endoxa.yaml.YamlMap;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A job file with its overrides, every value checked.
 *
 * <p>Paths are relative to the working directory.
 *
 * @param name the file's name without its ending
 * @param file as it was given
 * @param overrides as they were given
 * @param steps what is done, in order; one step unless the job is a pipeline
 * @param articleFields how the articles of {@code input} are read
 * @param copySimilarity from which a paragraph is a copy
 * @param countCopies whether shares count copies, too
 * @param annotated the file with labels by hand that correct shares; null if there are none
 * @param periods that changes are between; empty for those that the articles have
 * @param evidence whether the sentence that carries each stance is looked for
 * @param isolateNative whether native code runs in child processes
 * @param search null where the settings of the heads are those of the keys
 * @param maxError null where {@code minConfidence} holds
 */
public record JobSpec(
    String name,
    String file,
    List<String> overrides,
    List<JobKind> steps,
    String output,
    long seed,
    int partitions,
    double maxQuarantined,
    @Nullable String dataset,
    DatasetPart part,
    @Nullable String codebook,
    String encoder,
    String encoderPlace,
    Precision precision,
    int folds,
    int seeds,
    int epochs,
    double regularisation,
    double vectorScale,
    @Nullable SearchGrid search,
    double minConfidence,
    @Nullable Double maxError,
    @Nullable QualityGate qualityGate,
    List<String> input,
    ArticleFields articleFields,
    double copySimilarity,
    boolean countCopies,
    @Nullable String annotated,
    List<PeriodPair> periods,
    @Nullable String model,
    boolean embeddings,
    boolean evidence,
    boolean isolateNative,
    @Nullable BenchmarkSpec benchmark,
    @Nullable IngestBenchmarkSpec ingest,
    @Nullable NewQuestionSpec newQuestion,
    @Nullable StanceMix mix,
    @Nullable JudgeSpec judge,
    int casesPerCheck,
    Map<Behaviour, Double> minPassRates,
    Map<String, String> values) {
  /** Takes a key of the job file back, as {@code --set annotated=none} does. */
  private static final String NONE = "none";

  static final int MOST_EPOCHS = 1000;
  static final double MOST_REGULARISATION = 1e6;
  static final double MOST_VECTOR_SCALE = 100;
  private static final double LEAST_COPY_SIMILARITY = 0.5;
  private static final int MOST_FOLDS = 50;
  private static final int MOST_SEEDS = 20;
  private static final int MOST_CASES = 100_000;

  public JobSpec {
    overrides = List.copyOf(overrides);
    steps = List.copyOf(steps);
    input = List.copyOf(input);
    periods = List.copyOf(periods);
    minPassRates = Map.copyOf(minPassRates);
    values = Map.copyOf(values);
  }

  /**
   * Reads a job file.
   *
   * @param overrides of the form {@code key=value}, which win over the file
   * @throws UserException naming file, line, key, what was found and what was expected
   */
  public static JobSpec read(Path file, List<String> overrides) {
    YamlMap map = YamlMap.read(file);
    for (String override : overrides) {
      int equals = override.indexOf('=');
      if (equals < 1) {
        throw new UserException(
            "--set %s: expected key=value, for example --set seed=1.".formatted(override));
      }
      map.set(override.substring(0, equals).strip(), override.substring(equals + 1));
    }
    return of(file, overrides, map);
  }

  private static String nameOf(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private static JobSpec of(Path file, List<String> overrides, YamlMap map) {
    JobKind kind = JobKind.ofWord(map.oneOf(JobKey.KIND.word(), JobKind.words()));
    List<JobKind> steps = steps(kind, map);
    List<JobKey> keys = JobKey.of(kind, steps);
    map.onlyKnownKeys(keys.stream().map(JobKey::word).toList());
    boolean byError = map.has(JobKey.MAX_ERROR.word());
    if (byError && map.has(JobKey.MIN_CONFIDENCE.word())) {
      throw new UserException(
          "%s: max-error stands beside min-confidence, which it would choose. Remove one."
              .formatted(map.placeOf(JobKey.MAX_ERROR.word())));
    }
    boolean judge =
        steps.contains(JobKind.TRAIN_JUDGE_BASE)
            || (steps.contains(JobKind.TRAIN) && map.has(JobKey.JUDGE.word()));
    Map<String, String> values = new LinkedHashMap<>();
    for (JobKey key : keys) {
      if (key.isOfJudge() && map.has(key.word()) && !judge) {
        throw new UserException(
            "%s: %s stands without 'judge', and a model of heads alone has none. Add 'judge', or remove '%s'."
                .formatted(map.placeOf(key.word()), key.word(), key.word()));
      }
      boolean chosen = (byError && key == JobKey.MIN_CONFIDENCE) || (key.isOfJudge() && !judge);
      if (!map.has(key.word()) && key.standard().isPresent() && !chosen) {
        map.set(key.word(), key.standard().get());
      }
      if (map.has(key.word())) {
        values.put(key.word(), map.oneLine(key.word()));
      }
    }
    // A benchmark of ingest without a dataset leaves out what is measured on it.
    require(
        map, steps.stream().filter(s -> s != JobKind.BENCHMARK_INGEST).toList(), JobKey.DATASET);
    require(map, steps, JobKey.INPUT);
    require(map, steps, JobKey.PAIRS);
    require(map, steps, JobKey.SETS);
    require(map, steps, JobKey.PAGES);
    // Benchmarks name the files that they need there.
    require(map, steps.stream().filter(s -> s == JobKind.TRAIN_JUDGE_BASE).toList(), JobKey.DATA);
    Optional<JobKind> trains = steps.stream().filter(JobKind::leavesModel).findFirst();
    if (!steps.contains(JobKind.TRAIN)) {
      // A benchmark without a model measures the baselines alone.
      require(map, steps.stream().filter(s -> s != JobKind.BENCHMARK).toList(), JobKey.MODEL);
    }
    if (trains.isPresent() && map.has(JobKey.MODEL.word())) {
      throw new UserException(
          "%s: model is given, but the job trains one. Remove 'model', or '%s' from 'steps'."
              .formatted(map.placeOf(JobKey.MODEL.word()), trains.get().word()));
    }
    JudgeSpec judgeSpec = judge ? JudgeSpec.read(map) : null;
    return new JobSpec(
        nameOf(file),
        file.toString(),
        overrides,
        steps,
        map.string(JobKey.OUTPUT.word()),
        map.longInteger(JobKey.SEED.word()),
        map.has(JobKey.PARTITIONS.word()) ? map.integer(JobKey.PARTITIONS.word(), 0, 100_000) : 0,
        number(map, JobKey.MAX_QUARANTINED, 1),
        map.stringOrNull(JobKey.DATASET.word()),
        map.has(JobKey.PART.word())
            ? DatasetPart.ofWord(map.oneOf(JobKey.PART.word(), DatasetPart.words()))
            : DatasetPart.ALL,
        map.stringOrNull(JobKey.CODEBOOK.word()),
        map.stringOr(JobKey.ENCODER.word(), ""),
        map.placeOf(JobKey.ENCODER.word()),
        Precision.ofWord(
            map.has(JobKey.PRECISION.word())
                ? map.oneOf(JobKey.PRECISION.word(), Precision.words())
                : Precision.INT8.word()),
        map.has(JobKey.FOLDS.word()) ? map.integer(JobKey.FOLDS.word(), 2, MOST_FOLDS) : 0,
        map.has(JobKey.SEEDS.word()) ? map.integer(JobKey.SEEDS.word(), 1, MOST_SEEDS) : 1,
        map.has(JobKey.EPOCHS.word()) ? map.integer(JobKey.EPOCHS.word(), 1, MOST_EPOCHS) : 0,
        number(map, JobKey.REGULARISATION, MOST_REGULARISATION),
        number(map, JobKey.VECTOR_SCALE, MOST_VECTOR_SCALE),
        SearchGrid.read(map, JobKey.SEARCH.word(), judgeSpec),
        number(map, JobKey.MIN_CONFIDENCE, 1),
        byError ? maxError(map) : null,
        QualityGate.read(map, JobKey.QUALITY_GATE.word()),
        map.has(JobKey.INPUT.word()) ? map.strings(JobKey.INPUT.word()) : List.of(),
        FieldKeys.read(map),
        map.has(JobKey.COPY_SIMILARITY.word())
            ? map.number(JobKey.COPY_SIMILARITY.word(), LEAST_COPY_SIMILARITY, 1)
            : 1,
        map.has(JobKey.COUNT_COPIES.word()) && map.bool(JobKey.COUNT_COPIES.word()),
        annotated(map),
        periods(map),
        map.stringOrNull(JobKey.MODEL.word()),
        map.has(JobKey.EMBEDDINGS.word()) && map.bool(JobKey.EMBEDDINGS.word()),
        map.has(JobKey.EVIDENCE.word()) && map.bool(JobKey.EVIDENCE.word()),
        map.has(JobKey.ISOLATE_NATIVE.word()) && map.bool(JobKey.ISOLATE_NATIVE.word()),
        steps.contains(JobKind.BENCHMARK) ? BenchmarkSpec.read(file, map) : null,
        steps.contains(JobKind.BENCHMARK_INGEST) ? IngestBenchmarkSpec.read(file, map) : null,
        steps.contains(JobKind.NEW_QUESTION) ? NewQuestionSpec.read(file, map) : null,
        steps.contains(JobKind.TRAIN_JUDGE_BASE) ? mix(map) : null,
        judgeSpec,
        map.has(JobKey.CASES_PER_CHECK.word())
            ? map.integer(JobKey.CASES_PER_CHECK.word(), 1, MOST_CASES)
            : 0,
        MinPassRates.read(map, JobKey.MIN_PASS_RATE.word()),
        values);
  }

  private static StanceMix mix(YamlMap map) {
    return new StanceMix(
        StanceMixPart.readAll(
            map.maps(JobKey.SETS.word()), Path.of(map.string(JobKey.DATA.word()))),
        map.number(JobKey.DEVELOPMENT_SHARE.word(), 0.001, 0.5),
        map.longInteger(JobKey.SEED.word()));
  }

  private static @Nullable String annotated(YamlMap map) {
    String file = map.stringOrNull(JobKey.ANNOTATED.word());
    return NONE.equals(file) ? null : file;
  }

  private static List<PeriodPair> periods(YamlMap map) {
    String key = JobKey.PERIODS.word();
    if (!map.has(key)) {
      return List.of();
    }
    String place = "%s: %s".formatted(map.placeOf(key), key);
    List<Period> periods =
        map.strings(key).stream().map(text -> Period.parse(text, place)).toList();
    return PeriodPair.inOrder(periods, place);
  }

  private static Double maxError(YamlMap map) {
    double share = number(map, JobKey.MAX_ERROR, 1);
    if (share == 0 || share == 1) {
      throw new UserException(
          "%s: max-error: found '%s', expected a share above 0 and below 1."
              .formatted(
                  map.placeOf(JobKey.MAX_ERROR.word()), map.string(JobKey.MAX_ERROR.word())));
    }
    return share;
  }

  private static double number(YamlMap map, JobKey key, double high) {
    return map.has(key.word()) ? map.number(key.word(), 0, high) : 0;
  }

  private static List<JobKind> steps(JobKind kind, YamlMap map) {
    if (kind != JobKind.PIPELINE) {
      return List.of(kind);
    }
    List<String> known =
        JobKind.words().stream().filter(word -> !word.equals(JobKind.PIPELINE.word())).toList();
    List<String> words = map.strings(JobKey.STEPS.word());
    for (String word : words) {
      if (!known.contains(word)) {
        throw new UserException(
            "%s: steps: '%s' is unknown. Known: %s."
                .formatted(map.placeOf(JobKey.STEPS.word()), word, String.join(", ", known)));
      }
    }
    List<JobKind> steps = words.stream().map(JobKind::ofWord).toList();
    if (steps.isEmpty() || steps.stream().distinct().count() != steps.size()) {
      throw new UserException(
          "%s: steps: found %s, expected each step once at the most, and one at least."
              .formatted(map.placeOf(JobKey.STEPS.word()), words));
    }
    requireFittingModels(map, steps);
    return steps;
  }

  /** Throws unless one step at most leaves a model, before those that read it. */
  private static void requireFittingModels(YamlMap map, List<JobKind> steps) {
    List<JobKind> trains = steps.stream().filter(JobKind::leavesModel).toList();
    if (trains.isEmpty()) {
      return;
    }
    String place = map.placeOf(JobKey.STEPS.word());
    String word = trains.get(0).word();
    if (trains.size() > 1) {
      throw new UserException(
          "%s: steps: '%s' and '%s' both leave a model in the run. Make two jobs of them."
              .formatted(place, word, trains.get(1).word()));
    }
    for (int i = 0; i < steps.size(); i++) {
      JobKind step = steps.get(i);
      if (!JobKey.MODEL.isReadBy(step)) {
        continue;
      }
      if (i < steps.indexOf(trains.get(0))) {
        throw new UserException(
            "%s: steps: '%s' stands behind '%s', which needs its model. Put '%s' first."
                .formatted(place, word, step.word(), word));
      }
      if (step == JobKind.DESCRIBE_MODEL) {
        throw new UserException(
            "%s: steps: '%s' leaves the card and the profile that '%s' would add. Leave '%s' out."
                .formatted(place, word, step.word(), step.word()));
      }
      if (trains.get(0) == JobKind.TRAIN_JUDGE_BASE && step != JobKind.BENCHMARK) {
        throw new UserException(
            "%s: steps: '%s' needs a model with heads, '%s' leaves a judge alone. Make two jobs of them."
                .formatted(place, step.word(), word));
      }
    }
  }

  private static void require(YamlMap map, List<JobKind> steps, JobKey key) {
    if (steps.stream().anyMatch(key::isReadBy) && !map.has(key.word())) {
      throw new UserException(
          "%s: key '%s' is missing: %s. Add it, or --set %s=…."
              .formatted(map.place(), key.word(), key.meaning(), key.word()));
    }
  }

  /** The encoder that a train step uses. */
  public EncoderSpec findEncoder() {
    return EncoderSpec.find(Installation.encodersDirectory(), encoder, precision, encoderPlace);
  }

  /** The dataset of a step that needs one, which {@link #read} has made sure of. */
  String datasetOrThrow() {
    return Objects.requireNonNull(dataset);
  }

  /** The command that runs this job again. */
  public String command() {
    return "scripts/endoxa run "
        + file
        + overrides.stream().map(o -> " --set " + o).collect(Collectors.joining());
  }

  /** The codebook's file: the one that is named, else that of the dataset. */
  public Optional<Path> codebookFile() {
    if (codebook != null) {
      return Optional.of(Path.of(codebook));
    }
    return Optional.ofNullable(dataset).map(directory -> Path.of(directory, "codebook.yaml"));
  }
}
