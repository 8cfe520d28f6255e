package io.endoxa.job;

import static io.endoxa.job.JobKind.BENCHMARK;
import static io.endoxa.job.JobKind.BENCHMARK_INGEST;
import static io.endoxa.job.JobKind.CHECK_BEHAVIOUR;
import static io.endoxa.job.JobKind.CHECK_DATASET;
import static io.endoxa.job.JobKind.DESCRIBE_MODEL;
import static io.endoxa.job.JobKind.EVALUATE;
import static io.endoxa.job.JobKind.LABEL;
import static io.endoxa.job.JobKind.LEARNING_CURVE;
import static io.endoxa.job.JobKind.NEW_QUESTION;
import static io.endoxa.job.JobKind.TRAIN;
import static io.endoxa.job.JobKind.TRAIN_JUDGE_BASE;

import io.endoxa.annotate.DatasetPart;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every key of a job file: who reads it, its default, what it means. */
public enum JobKey {
  KIND(null, "what the job does: " + String.join(", ", JobKind.words())),
  STEPS(null, "of a pipeline: the kinds to run, in order"),
  OUTPUT("out", "directory below which runs/<run_id> is written"),
  SEED("7", "of everything random"),
  PARTITIONS(
      "0",
      "Spark tasks that texts are spread over; 0: two per core",
      TRAIN,
      LABEL,
      EVALUATE,
      LEARNING_CURVE,
      CHECK_BEHAVIOUR,
      DESCRIBE_MODEL,
      NEW_QUESTION),
  MAX_QUARANTINED(
      "0.2",
      "share of articles that may be quarantined, 0 to 1",
      TRAIN,
      LABEL,
      EVALUATE,
      LEARNING_CURVE,
      CHECK_BEHAVIOUR,
      DESCRIBE_MODEL,
      NEW_QUESTION),
  DATASET(
      null,
      "directory with codebook.yaml, articles/ and labels/",
      TRAIN,
      EVALUATE,
      CHECK_DATASET,
      LEARNING_CURVE,
      BENCHMARK_INGEST,
      CHECK_BEHAVIOUR,
      DESCRIBE_MODEL,
      NEW_QUESTION),
  PART(
      DatasetPart.ALL.word(),
      "labelled articles of the dataset that count: " + String.join(", ", DatasetPart.words()),
      TRAIN,
      EVALUATE,
      CHECK_BEHAVIOUR,
      DESCRIBE_MODEL,
      NEW_QUESTION),
  CODEBOOK(
      null,
      "codebook file; default: codebook.yaml of the dataset",
      TRAIN,
      CHECK_DATASET,
      LEARNING_CURVE,
      NEW_QUESTION),
  ENCODER(
      "minilm-l6-v2",
      "name of a directory below models/encoders",
      TRAIN,
      LEARNING_CURVE,
      TRAIN_JUDGE_BASE,
      BENCHMARK,
      NEW_QUESTION),
  PRECISION(
      "int8",
      "of the encoder: int8, or float (slower, the reference)",
      TRAIN,
      LEARNING_CURVE,
      TRAIN_JUDGE_BASE,
      BENCHMARK,
      NEW_QUESTION),
  FOLDS("5", "of cross-validation; a source is never in two folds", TRAIN),
  SEEDS("1", "to train the neural head with in cross-validation, to report the spread", TRAIN),
  EPOCHS("8", "of the neural head", TRAIN, LEARNING_CURVE),
  REGULARISATION("0.0002", "L2 penalty of the linear heads", TRAIN, LEARNING_CURVE, NEW_QUESTION),
  VECTOR_SCALE(
      "0.4",
      "of vectors beside terms in the linear heads; 2 for some hundred paragraphs",
      TRAIN,
      LEARNING_CURVE,
      NEW_QUESTION),
  SEARCH(
      null,
      "lists of regularisation, vector-scale, epochs; the best of each in cross-validation is taken",
      TRAIN),
  MIN_CONFIDENCE("0.4", "below this probability a label is an abstention, 0 to 1", TRAIN),
  MAX_ERROR(
      null,
      "share of errors among the labels that count, above 0, below 1; instead of min-confidence",
      TRAIN),
  QUALITY_GATE(
      null,
      "macro-F1 below which the job ends with code 4: floor, mean, per-question, except, baseline,"
          + " tolerance",
      TRAIN,
      EVALUATE),
  INPUT(
      null,
      "files, directories or globs with articles: .txt, .html, .jsonl, .json, .csv, .tsv, .warc,"
          + " each also with .gz, .parquet, .zip",
      LABEL),
  COLUMNS(
      null,
      "columns and JSON keys that fields of articles are taken from, such as {text: body}; default:"
          + " those called like the field",
      LABEL),
  TIME_ZONE("UTC", "of dates of articles that name none, such as Europe/Paris or +04:00", LABEL),
  COPY_SIMILARITY(
      "0.8",
      "share of word triples in common from which a paragraph is a copy of an earlier one and gets its"
          + " labels, 0.5 to 1",
      LABEL),
  COUNT_COPIES("true", "whether shares count copied paragraphs, too", LABEL),
  ANNOTATED(
      null,
      "file with labels by hand of paragraphs drawn at random, which correct shares and changes; or"
          + " none",
      LABEL),
  PERIODS(
      null,
      "months that changes are between, such as [2024-01/2024-06, 2024-07/2024-12]; default: years and"
          + " half-years of the articles",
      LABEL),
  MODEL(
      null,
      "a model directory, or a run that trained one",
      LABEL,
      EVALUATE,
      BENCHMARK,
      CHECK_BEHAVIOUR,
      DESCRIBE_MODEL),
  EMBEDDINGS("false", "whether the paragraph vectors are written too", LABEL),
  EVIDENCE("true", "whether the sentence that carries each stance is looked for", LABEL),
  ISOLATE_NATIVE(
      "false",
      "whether encoder and judge run in child processes, so that a text which crashes them is left"
          + " without labels and the job goes on",
      LABEL),
  DATA(
      null,
      "directory with the files of public data sets",
      BENCHMARK,
      BENCHMARK_INGEST,
      TRAIN_JUDGE_BASE),
  SETS(
      null,
      "data sets to mix: name, pairs, texts, how many of each stance, repeat, made-unrelated, made-negated",
      TRAIN_JUDGE_BASE),
  DEVELOPMENT_SHARE(
      "0.03", "share of groups kept from training, to choose the moment to stop", TRAIN_JUDGE_BASE),
  JUDGE(
      null,
      "what a judge beside the heads starts from: encoder, or a model directory or run with a judge,"
          + " which new-question takes as it is; default: heads alone",
      TRAIN,
      NEW_QUESTION),
  JUDGE_EPOCHS("3", "of the judge; in a train job 0 takes it as it is", TRAIN, TRAIN_JUDGE_BASE),
  JUDGE_MAX_TOKENS(
      "128",
      "of question and paragraph; longer paragraphs keep the sentences nearest to the question",
      TRAIN,
      TRAIN_JUDGE_BASE),
  JUDGE_BATCH_SIZE("16", "pairs per step of the judge", TRAIN, TRAIN_JUDGE_BASE),
  JUDGE_LEARNING_RATE("0.0002", "the highest of the judge", TRAIN, TRAIN_JUDGE_BASE),
  JUDGE_FROZEN_LAYERS(
      "0", "lowest layers of the judge that are not trained", TRAIN, TRAIN_JUDGE_BASE),
  JUDGE_THREADS(
      "2", "of the judge; another number gives other last digits", TRAIN, TRAIN_JUDGE_BASE),
  JUDGE_PARAPHRASED(
      "0.5", "share of the judge's pairs that ask in a paraphrase of the codebook", TRAIN),
  JUDGE_NEGATED(
      "0.1", "share of the judge's pairs that ask for the opposite in the codebook's words", TRAIN),
  PAIRS(null, "file below data whose pairs are scored: .jsonl or .jsonl.gz", BENCHMARK),
  TEXTS(null, "file below data with the texts that pairs name as their body", BENCHMARK),
  TRAIN_PAIRS(
      null,
      "file below data that baselines are trained on; without it, one group and one story in five of"
          + " pairs are scored and the others trained on",
      BENCHMARK),
  TRAIN_PER_STANCE("6000", "pairs of a stance that baselines are trained on at most", BENCHMARK),
  PAGES(
      null,
      "file below data with web pages: a .tar.gz of folders with source.html and expected.html",
      BENCHMARK_INGEST),
  RULES(
      null,
      "file below data with rules of sentence splitting: .jsonl with n, text, sentences",
      BENCHMARK_INGEST),
  PARAGRAPHS("40", "labelled paragraphs that a new question has", NEW_QUESTION),
  DRAWS("5", "of such paragraphs, each scored", NEW_QUESTION),
  NOTE(
      null,
      "what is printed with the results of a benchmark",
      BENCHMARK,
      BENCHMARK_INGEST,
      NEW_QUESTION),
  EXPECTED(
      null,
      "figures that the job ends with code 4 without: of, part, metric, figure, within; of"
          + " benchmark-ingest also section",
      BENCHMARK,
      BENCHMARK_INGEST,
      NEW_QUESTION),
  CASES_PER_CHECK("200", "cases that a check of behaviour gets at the most", CHECK_BEHAVIOUR),
  MIN_PASS_RATE(
      null,
      "least pass rates of checks, such as [typos=0.9], below which the job fails",
      CHECK_BEHAVIOUR);

  private final @Nullable String standard;
  private final String meaning;

  @SuppressWarnings("ImmutableEnumChecker") // A copy that cannot be changed.
  private final Set<JobKind> kinds;

  JobKey(@Nullable String standard, String meaning, JobKind... kinds) {
    this.standard = standard;
    this.meaning = meaning;
    this.kinds = Set.copyOf(Arrays.asList(kinds.length == 0 ? JobKind.values() : kinds));
  }

  /** The key as it stands in a job file: lower case with hyphens. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What the key means, for people. */
  public String meaning() {
    return meaning;
  }

  /** The value where a job file says nothing. */
  public Optional<String> standard() {
    return Optional.ofNullable(standard);
  }

  /** Whether the key says how a judge is trained, and so nothing where there is none. */
  boolean isOfJudge() {
    return name().startsWith("JUDGE_");
  }

  boolean isReadBy(JobKind kind) {
    return kinds.contains(kind);
  }

  /** The keys that a job of these kinds may have. */
  static List<JobKey> of(JobKind kind, List<JobKind> steps) {
    return Arrays.stream(values())
        .filter(key -> key != STEPS || kind == JobKind.PIPELINE)
        .filter(key -> key == KIND || key == STEPS || steps.stream().anyMatch(key::isReadBy))
        .toList();
  }
}
