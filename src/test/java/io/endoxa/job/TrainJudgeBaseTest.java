package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.endoxa.annotate.StancePair;
import io.endoxa.annotate.StancePairs;
import io.endoxa.classify.JudgeFiles;
import io.endoxa.classify.Tensor;
import io.endoxa.codebook.Stance;
import io.endoxa.encode.Precision;
import io.endoxa.provenance.ModelManifest;
import io.endoxa.report.BenchmarkReport;
import io.endoxa.report.JudgeQuality;
import io.endoxa.spark.JudgeReader;
import io.endoxa.spark.PlainRuns;
import io.endoxa.spark.RunDraft;
import io.endoxa.spark.RunStore;
import io.endoxa.spark.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A judge of any question, from pairs to a benchmark, with as little training as can be. */
class TrainJudgeBaseTest {
  private static final String TRAIN =
      """
      kind: train-judge-base
      sets:
        - {name: toy, pairs: train.jsonl.gz, agree: 40, disagree: 40, made-unrelated: 16}
      development-share: 0.25
      judge-epochs: 1
      judge-max-tokens: 32
      judge-batch-size: 8
      judge-learning-rate: 0.001
      judge-frozen-layers: 5
      """;
  private static final String BENCHMARK =
      "kind: benchmark\npairs: scored.jsonl\ntrain-pairs: train.jsonl.gz\n";

  /** Two sentences that are no nearer to one plan than to another; a pair has no room for them. */
  private static final String PREAMBLE =
      "The meeting began at nine, and the minutes of the last one were read and agreed. Tea was"
          + " served in the old hall, where the windows were open and the band played on. ";

  @TempDir private static Path temporary;
  private static String run = "";

  @BeforeAll
  static void train() throws IOException {
    StancePairFiles.write(temporary.resolve("train.jsonl.gz"), pairs(0, 80));
    StancePairFiles.write(temporary.resolve("scored.jsonl"), pairs(80, 120));
    run = JobRunner.run(SharedSpark.session(), job("train", TRAIN), line -> {}).directory();
  }

  /** Four speeches on each of some plans; one in eight comes after a preamble. */
  private static List<String> pairs(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(
            i ->
                "{\"group\": \"g%d\", \"question\": \"Plan %d should go ahead.\", \"text\":"
                        .formatted(i / 4, i / 4)
                    + " \"%s%s\", \"stance\": \"%s\"}"
                        .formatted(
                            i % 8 == 5 ? PREAMBLE : "",
                            i % 2 == 0
                                ? "Plan %d is splendid, says speaker %d, who is all for it."
                                    .formatted(i / 4, i)
                                : "Plan %d is a disaster, says speaker %d, who is against it."
                                    .formatted(i / 4, i),
                            i % 2 == 0 ? "agree" : "disagree"))
        .toList();
  }

  private static JobSpec job(String name, String yaml, String... overrides) throws IOException {
    Path file = Files.writeString(temporary.resolve(name + ".yaml"), yaml);
    List<String> all =
        new ArrayList<>(List.of("data=" + temporary, "output=" + temporary.resolve("out")));
    all.addAll(List.of(overrides));
    return JobSpec.read(file, all);
  }

  private static SavedJudge saved() {
    return SavedJudge.of(new Configuration(), run);
  }

  /** Hadoop keeps a hidden checksum beside each file. */
  private static List<String> checkpoints() throws IOException {
    Path directory = temporary.resolve("out/checkpoints");
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .toList();
    }
  }

  @Test
  void aRunLeavesAJudge() throws IOException {
    assertThat(Path.of(run, "model").toFile().list())
        .contains("judge.onnx", "judge.safetensors", "judge.json", "manifest.json", "card.md");
    assertThat(Files.readString(Path.of(run, "summary.md"))).contains("Mixture", "toy");
    ModelManifest manifest = saved().manifest();
    assertThat(manifest.codebook()).isEqualTo("any question");
    assertThat(manifest.encoder()).isEqualTo("minilm-l6-v2/int8");
    assertThat(TrainedRun.manifest(run).modelId()).isEqualTo(manifest.modelId());
    // Of the 20 groups, seven are for development by their names: 28 pairs, of which a quarter of
    // each number is taken, 10 + 10 + 4. The other 13 groups have 26 pairs of each stance, and 16
    // are made.
    assertThat(TrainedRun.manifest(run).counts())
        .containsEntry("pairs for training", 68L)
        .containsEntry("pairs for choosing the moment to stop", 24L);
    assertThat(manifest.training()).isEqualTo(Map.of("pairs", 68L));
    assertThat(saved().files().maxTokens()).isEqualTo(32);
    assertThat(saved().files().precision()).isEqualTo(Precision.INT8);
    assertThat(Files.size(Path.of(run, "model/judge.onnx"))).isLessThan(24_000_000);
  }

  @Test
  void aRunSaysWhatItsJudgeIsWorthInInt8AndInFloat() throws IOException {
    JsonNode quality = new JsonMapper().readTree(Path.of(run, "model", JudgeQuality.FILE).toFile());

    assertThat(quality.at("/sets").findValuesAsText("name")).containsExactly("toy");
    assertThat(quality.at("/sets/0/pairs").asInt()).isEqualTo(24);
    double int8 = quality.at("/int8/value").asDouble();
    double inFloat = quality.at("/inFloat/value").asDouble();
    assertThat(int8).isEqualTo(quality.at("/sets/0/int8/value").asDouble()).isGreaterThan(0.3);
    assertThat(inFloat).isGreaterThan(0.3);
    assertThat(quality.at("/cost/macroF1/value").asDouble())
        .isCloseTo(int8 - inFloat, within(1e-12));
    assertThat(Exhibit.of(run, 10)).contains("Macro-F1 of the judge on pairs that", "| toy ");
    assertThat(Exhibit.of(run + "/model", 10))
        .startsWith("# Model card: a judge of any question\n")
        .contains("\n## Mixture\n", "\n## Macro-F1 of the judge on", "int8 minus float: ")
        .contains("It reads 32 tokens", "scripts/endoxa run ");
  }

  @Test
  void aBenchmarkScoresTheJudgeOfARun() throws IOException {
    JobSpec spec = job("toy", BENCHMARK, "model=" + run);
    String modelId = saved().manifest().modelId();

    assertThat(JobCheck.check(spec).get(0))
        .startsWith(
            "score  baselines trained on 80 pairs and the judge of %s (%s) on 40 pairs of "
                .formatted(run, modelId));
    String benchmark = JobRunner.run(SharedSpark.session(), spec, line -> {}).directory();

    JsonNode report = new JsonMapper().readTree(Path.of(benchmark, BenchmarkReport.FILE).toFile());
    assertThat(report.at("/parts/0/scores").findValuesAsText("of"))
        .containsExactly("majority", "tf-idf", "vectors", "judge");
    assertThat(report.at("/parts/0/scores/3/macroF1/value").asDouble()).isGreaterThan(0.6);
    assertThat(TrainedRun.manifest(benchmark).modelId()).isEqualTo(modelId);
  }

  @Test
  void aPipelineScoresTheJudgeThatItHasTrained() throws IOException {
    String steps = "kind: pipeline\nsteps: [train-judge-base, benchmark]\n";
    JobSpec spec =
        job(
            "both",
            steps
                + TRAIN.replaceFirst("kind: .*\n", "")
                + BENCHMARK.replaceFirst("kind: .*\n", ""));
    assertThat(JobCheck.check(spec).get(1))
        .startsWith("score  baselines trained on 80 pairs and the judge just trained on 40 pairs");

    String both = JobRunner.run(SharedSpark.session(), spec, line -> {}).directory();

    JsonNode report = new JsonMapper().readTree(Path.of(both, BenchmarkReport.FILE).toFile());
    assertThat(report.at("/parts/0/scores/3/of").asText()).isEqualTo("judge");
    assertThat(report.at("/parts/0/scores/3/macroF1/value").asDouble()).isGreaterThan(0.6);
    assertThat(TrainedRun.manifest(both).modelId()).isEqualTo(saved().manifest().modelId());
  }

  @Test
  void theInt8JudgeIsNearTheSameWeightsInFloat() {
    SavedJudge saved = saved();
    Map<String, Tensor> weights = JudgeWeights.ofJudge(saved.files());
    JudgeFiles inFloat = JudgeWeights.files(saved.encoder(), weights, Precision.FLOAT, 32);

    double distance = 0;
    int same = 0;
    List<StancePair> scored = StancePairs.read(temporary.resolve("scored.jsonl"), null);
    try (JudgeReader int8 = saved.open();
        JudgeReader exact = JudgeReader.open(inFloat, saved.encoder())) {
      for (StancePair pair : scored) {
        float[] found = int8.logits(pair.question(), pair.text());
        float[] sought = exact.logits(pair.question(), pair.text());
        for (int i = 0; i < Stance.COUNT; i++) {
          distance += Math.abs(found[i] - sought[i]) / (Stance.COUNT * scored.size());
        }
        same += Stance.mostLikely(found) == Stance.mostLikely(sought) ? 1 : 0;
      }
    }

    // Activations are rounded to eight bits as well: 0.2 was measured, of logits that spread over
    // 5.
    assertThat(distance).isLessThan(0.4);
    assertThat(same).isGreaterThanOrEqualTo(34);
  }

  @Test
  void theWeightsOfAnInt8JudgeMakeTheSameJudgeAgain() {
    SavedJudge saved = saved();
    Map<String, byte[]> files =
        JudgeWeights.files(saved.encoder(), JudgeWeights.ofJudge(saved.files()), Precision.INT8, 32)
            .write();

    assertThat(ModelManifest.idOf(ModelManifest.entriesOf(files)))
        .isEqualTo(saved.manifest().modelId());
  }

  @Test
  void aStoppedTrainingGoesOnToTheSameJudge() throws IOException {
    JobSpec spec = job("train", TRAIN);
    RunDraft draft =
        new RunStore(new Configuration(), spec.output()).begin("stopped", PlainRuns.BEGINNING);
    Progress stopping =
        line -> {
          if (line.startsWith("judge: step 2,")) {
            throw new IllegalStateException("stopped");
          }
        };
    try (RunContext stopped =
        new RunContext(SharedSpark.session(), spec, "stopped", draft, stopping)) {
      assertThatThrownBy(() -> TrainJudgeBaseStep.run(stopped, Duration.ZERO))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("stopped");
    }
    assertThat(checkpoints()).hasSize(1).allMatch(name -> name.matches("judge-.*\\.safetensors"));

    List<String> said = new ArrayList<>();
    JobRunner.Finished finished = JobRunner.run(SharedSpark.session(), spec, said::add);

    assertThat(said).anyMatch(line -> line.startsWith("going on from step 1 of "));
    assertThat(checkpoints()).isEmpty();
    assertThat(TrainedRun.manifest(finished.directory()).modelId())
        .isEqualTo(saved().manifest().modelId());
  }
}
