package io.endoxa.job;

import io.endoxa.annotate.DatasetExpectations;
import io.endoxa.annotate.DatasetPart;
import io.endoxa.annotate.HandLabelFile;
import io.endoxa.annotate.LabelledDataset;
import io.endoxa.annotate.StanceMix;
import io.endoxa.annotate.StanceMixPart;
import io.endoxa.classify.JudgeFiles;
import io.endoxa.codebook.Codebook;
import io.endoxa.decide.StanceModel;
import io.endoxa.encode.EncoderSpec;
import io.endoxa.error.UserException;
import io.endoxa.provenance.ModelManifest;
import io.endoxa.spark.ArticleFiles;
import io.endoxa.spark.ModelEncoder;
import io.endoxa.spark.ModelStore;
import io.endoxa.spark.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** Looks at everything a job needs before Spark is started, so that mistakes cost seconds. */
public final class JobCheck {
  private JobCheck() {}

  /**
   * The plan of a job, a line each.
   *
   * @throws UserException at the first thing that is missing or does not fit
   */
  public static List<String> check(JobSpec spec) {
    List<String> plan = new ArrayList<>();
    Configuration hadoop = new Configuration();
    for (JobKind step : spec.steps()) {
      switch (step) {
        case TRAIN -> {
          plan.add(train(spec, hadoop));
          gate(spec, hadoop, step).ifPresent(plan::add);
        }
        case LABEL -> plan.addAll(label(spec, hadoop));
        case EVALUATE -> {
          plan.add(evaluate(spec, hadoop));
          gate(spec, hadoop, step).ifPresent(plan::add);
        }
        case CHECK_DATASET -> plan.add(checkDataset(spec, hadoop));
        case LEARNING_CURVE -> plan.add(learningCurve(spec, hadoop));
        case TRAIN_JUDGE_BASE -> plan.add(trainJudgeBase(spec));
        case BENCHMARK -> plan.add(benchmark(spec, hadoop));
        case BENCHMARK_INGEST -> plan.add(benchmarkIngest(spec, hadoop));
        case NEW_QUESTION -> plan.add(newQuestion(spec, hadoop));
        case CHECK_BEHAVIOUR -> plan.add(checkBehaviour(spec, hadoop));
        case DESCRIBE_MODEL -> plan.add(describeModel(spec, hadoop));
        case PIPELINE -> throw new IllegalStateException("a pipeline is not a step");
      }
    }
    plan.add("write  %s/runs/<run_id>/".formatted(spec.output()));
    return plan;
  }

  private static String train(JobSpec spec, Configuration hadoop) {
    Dataset dataset = dataset(spec, hadoop);
    requireColumns(codebook(spec, hadoop));
    EncoderSpec encoder = spec.findEncoder();
    String judge =
        JudgeStart.of(spec, hadoop, dataset.whole)
            .map(
                start ->
                    start.trains()
                        ? "; a judge from %s, %d epochs, calibrated on %s"
                            .formatted(
                                start.words(),
                                start.settings().epochs(),
                                dataset.labels(DatasetPart.DEVELOPMENT))
                        : "; the judge of %s as it is".formatted(start.words()))
            .orElse("");
    return "train  on %s in %,d files of %s; encoder %s, %d folds, seed %d%s"
        .formatted(
            dataset.labels(spec.part()),
            dataset.files.size(),
            spec.datasetOrThrow(),
            encoder.name(),
            spec.folds(),
            spec.seed(),
            judge);
  }

  private static Optional<String> gate(JobSpec spec, Configuration hadoop, JobKind step) {
    if (spec.qualityGate() == null) {
      return Optional.empty();
    }
    return OpenedGate.of(spec, hadoop, codebook(spec, hadoop).questionIds(), step)
        .map(opened -> "ask    for a macro-F1 of: %s".formatted(opened.gate().words()));
  }

  /** The codebook of the model, or that which one is trained with. */
  private static Codebook codebook(JobSpec spec, Configuration hadoop) {
    String model = spec.model();
    return model == null
        ? Codebook.read(spec.codebookFile().orElseThrow())
        : StanceModel.of(ModelStore.read(hadoop, model).files()).codebook();
  }

  /** A model whose questions cannot be columns would be of no use after hours of work. */
  private static void requireColumns(Codebook codebook) {
    Table.labelled(codebook);
  }

  private static List<String> label(JobSpec spec, Configuration hadoop) {
    List<String> files = ArticleFiles.list(hadoop, spec.input());
    Optional<Model> model = model(spec, hadoop);
    List<String> plan = new ArrayList<>();
    plan.add(
        "label  %,d files of %s with %s%s"
            .formatted(
                files.size(),
                String.join(", ", spec.input()),
                words(model),
                annotated(spec, hadoop)));
    model.ifPresent(
        opened -> {
          StanceModel stances = StanceModel.of(opened.read().files());
          requireColumns(stances.codebook());
          plan.addAll(memory(spec, opened, stances.asksJudge()));
        });
    return plan;
  }

  /** A model that is still to be trained is not there to be asked: its job says so once it is. */
  private static List<String> memory(JobSpec spec, Model model, boolean asksJudge) {
    MemoryNeeds needs =
        MemoryNeeds.toLabel(
            model.read().files(),
            model.encoder(),
            asksJudge ? model.judgeEncoder() : null,
            spec.isolateNative(),
            System::getProperty);
    return needs.lines(System::getProperty).stream().map(line -> "need   " + line).toList();
  }

  private static String annotated(JobSpec spec, Configuration hadoop) {
    String file = spec.annotated();
    return file == null
        ? ""
        : "; shares corrected by %,d labels of %s"
            .formatted(HandLabelFile.read(Path.of(file), codebook(spec, hadoop)).size(), file);
  }

  private static String evaluate(JobSpec spec, Configuration hadoop) {
    Dataset dataset = dataset(spec, hadoop);
    return "score  %s on %s of %s"
        .formatted(words(model(spec, hadoop)), dataset.labels(spec.part()), spec.datasetOrThrow());
  }

  private static String describeModel(JobSpec spec, Configuration hadoop) {
    Dataset dataset = dataset(spec, hadoop);
    return "write  a card and a profile for %s, trained on %s of %s"
        .formatted(words(model(spec, hadoop)), dataset.labels(spec.part()), spec.datasetOrThrow());
  }

  private static String checkDataset(JobSpec spec, Configuration hadoop) {
    Dataset dataset = dataset(spec, hadoop);
    Path promises = Path.of(spec.datasetOrThrow(), DatasetExpectations.FILE);
    DatasetExpectations.read(promises);
    return "check  %s in %,d files of %s against %s"
        .formatted(
            dataset.labels(DatasetPart.ALL), dataset.files.size(), spec.datasetOrThrow(), promises);
  }

  private static String learningCurve(JobSpec spec, Configuration hadoop) {
    Dataset dataset = dataset(spec, hadoop);
    return "train  on growing shares of %s, scored on %s, of %s; encoder %s, seed %d"
        .formatted(
            dataset.labels(DatasetPart.TRAIN),
            dataset.labels(DatasetPart.DEVELOPMENT),
            spec.datasetOrThrow(),
            spec.findEncoder().name(),
            spec.seed());
  }

  private static String trainJudgeBase(JobSpec spec) {
    StanceMix mix = Objects.requireNonNull(spec.mix());
    for (StanceMixPart part : mix.parts()) {
      for (Path file : part.files()) {
        if (!Files.isRegularFile(file)) {
          throw new UserException(
              "%s: there is no such file. Check 'data', the directory of the data sets."
                  .formatted(file));
        }
      }
    }
    return "train  a judge of any question on %d data sets, starting from %s, seed %d"
        .formatted(mix.parts().size(), spec.findEncoder().name(), spec.seed());
  }

  private static String benchmark(JobSpec spec, Configuration hadoop) {
    BenchmarkSpec benchmark = Objects.requireNonNull(spec.benchmark());
    benchmark.requireFiles();
    String model = spec.model();
    String judge = "";
    if (model != null) {
      ModelManifest manifest = SavedJudge.of(hadoop, model).manifest();
      judge = " and the judge of %s (%s)".formatted(model, manifest.modelId());
    } else if (spec.steps().contains(JobKind.TRAIN_JUDGE_BASE)) {
      judge = " and the judge just trained";
    }
    BenchmarkData data = BenchmarkData.read(benchmark, spec.seed());
    return "score  baselines trained on %,d pairs%s on %,d pairs of %s; encoder %s, seed %d"
        .formatted(
            data.train().size(),
            judge,
            data.scored().size(),
            benchmark.pairs(),
            spec.findEncoder().name(),
            spec.seed());
  }

  private static String benchmarkIngest(JobSpec spec, Configuration hadoop) {
    IngestBenchmarkSpec benchmark = Objects.requireNonNull(spec.ingest());
    benchmark.requireFiles();
    Path rules = benchmark.rules();
    if (rules != null) {
      SentenceScores.read(rules);
    }
    String articles = "";
    if (spec.dataset() != null) {
      articles =
          ", and %,d files of %s".formatted(dataset(spec, hadoop).files.size(), spec.dataset());
    }
    return "read   the %,d web pages of %s%s"
        .formatted(WebPage.count(benchmark.pages()), benchmark.pages(), articles);
  }

  private static String newQuestion(JobSpec spec, Configuration hadoop) {
    NewQuestionSpec asked = Objects.requireNonNull(spec.newQuestion());
    Dataset dataset = dataset(spec, hadoop);
    String judge =
        asked.judge() == null
            ? ""
            : " and the judge of %s (%s)"
                .formatted(
                    asked.judge(), asked.savedJudge(hadoop).orElseThrow().manifest().modelId());
    return "score  heads trained on %d paragraphs of %s%s on %s of %s, %d draws a question; encoder %s, seed %d"
        .formatted(
            asked.paragraphs(),
            dataset.labels(DatasetPart.TRAIN),
            judge,
            dataset.labels(spec.part()),
            spec.datasetOrThrow(),
            asked.draws(),
            spec.findEncoder().name(),
            spec.seed());
  }

  private static String checkBehaviour(JobSpec spec, Configuration hadoop) {
    Dataset dataset = dataset(spec, hadoop);
    return "check  the behaviour of %s on %s of %s, %,d cases a check, seed %d"
        .formatted(
            words(model(spec, hadoop)),
            dataset.labels(spec.part()),
            spec.datasetOrThrow(),
            spec.casesPerCheck(),
            spec.seed());
  }

  /**
   * A model that is there.
   *
   * @param judgeEncoder the one that its judge was trained from; null if it has none
   */
  private record Model(
      ModelStore.ModelFiles read, EncoderSpec encoder, @Nullable EncoderSpec judgeEncoder) {}

  private static Optional<Model> model(JobSpec spec, Configuration hadoop) {
    String directory = spec.model();
    if (directory == null) {
      return Optional.empty();
    }
    ModelStore.ModelFiles read = ModelStore.read(hadoop, directory);
    OpenedModel.requireHeads(directory, read.manifest());
    return Optional.of(
        new Model(
            read,
            ModelEncoder.of(Installation.encodersDirectory(), directory, read.manifest()),
            JudgeFiles.present(read.files())
                ? ModelEncoder.ofJudge(
                    Installation.encodersDirectory(), directory, JudgeFiles.read(read.files()))
                : null));
  }

  private static String words(Optional<Model> model) {
    return model
        .map(opened -> opened.read().manifest())
        .map(
            manifest ->
                "model %s (%s, %s)"
                    .formatted(manifest.modelId(), manifest.codebook(), manifest.encoder()))
        .orElse("the model just trained");
  }

  private record Dataset(LabelledDataset whole, List<String> files) {
    /** How many labels a part has; throws {@link UserException} if there is no such part. */
    String labels(DatasetPart part) {
      String labels = "%,d labels".formatted(whole.only(part).labels().size());
      return part == DatasetPart.ALL ? labels : labels + " of part " + part.word();
    }
  }

  private static Dataset dataset(JobSpec spec, Configuration hadoop) {
    Path directory = Path.of(spec.datasetOrThrow());
    if (!Files.isDirectory(directory)) {
      throw new UserException(
          "dataset '%s': there is no such directory (looked for %s). Check the path."
              .formatted(directory, directory.toAbsolutePath()));
    }
    Codebook codebook = Codebook.read(spec.codebookFile().orElseThrow());
    return new Dataset(
        LabelledDataset.read(directory, codebook),
        ArticleFiles.list(hadoop, List.of(directory + "/articles")));
  }
}
