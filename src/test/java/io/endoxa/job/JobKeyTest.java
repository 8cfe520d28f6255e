package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobKeyTest {
  @ParameterizedTest
  @EnumSource
  void aKeyHasAWordAndAMeaning(JobKey key) {
    assertThat(key.word()).matches("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    assertThat(key.meaning()).isNotBlank().doesNotEndWith(".");
  }

  @ParameterizedTest
  @EnumSource
  void theReadmeSaysWhoReadsAKeyAndItsDefault(JobKey key) throws IOException {
    List<String> kinds =
        Arrays.stream(JobKind.values()).filter(key::isReadBy).map(JobKind::word).toList();
    String of = kinds.equals(JobKind.words()) ? "all" : String.join(", ", kinds);
    String row =
        "| %s | %s | %s"
            .formatted(
                key.word(),
                key == JobKey.STEPS ? "pipeline" : of,
                key.standard().map(value -> value + " | ").orElse(""));

    assertThat(Files.readAllLines(Path.of("README.md")))
        .filteredOn(line -> line.startsWith(row))
        .hasSize(1);
  }

  @Test
  void theReadmeNamesEveryKind() throws IOException {
    assertThat(Files.readString(Path.of("README.md")))
        .contains("| kind | all | | " + String.join(", ", JobKind.words()) + " |");
  }

  @ParameterizedTest
  @EnumSource
  void aKindHasAWordAndAPurpose(JobKind kind) {
    assertThat(JobKind.ofWord(kind.word())).isSameAs(kind);
    assertThat(kind.purpose()).isNotBlank();
  }

  @Test
  void aTrainJobReadsItsOwnKeysAlone() {
    assertThat(JobKey.of(JobKind.TRAIN, List.of(JobKind.TRAIN)))
        .extracting(JobKey::word)
        .containsExactly(
            "kind",
            "output",
            "seed",
            "partitions",
            "max-quarantined",
            "dataset",
            "part",
            "codebook",
            "encoder",
            "precision",
            "folds",
            "seeds",
            "epochs",
            "regularisation",
            "vector-scale",
            "search",
            "min-confidence",
            "max-error",
            "quality-gate",
            "judge",
            "judge-epochs",
            "judge-max-tokens",
            "judge-batch-size",
            "judge-learning-rate",
            "judge-frozen-layers",
            "judge-threads",
            "judge-paraphrased",
            "judge-negated");
  }

  @Test
  void aJobForTheGeneralJudgeReadsItsOwnKeysAlone() {
    assertThat(JobKey.of(JobKind.TRAIN_JUDGE_BASE, List.of(JobKind.TRAIN_JUDGE_BASE)))
        .extracting(JobKey::word)
        .containsExactly(
            "kind",
            "output",
            "seed",
            "encoder",
            "precision",
            "data",
            "sets",
            "development-share",
            "judge-epochs",
            "judge-max-tokens",
            "judge-batch-size",
            "judge-learning-rate",
            "judge-frozen-layers",
            "judge-threads");
  }

  @Test
  void aBenchmarkReadsItsOwnKeysAlone() {
    assertThat(JobKey.of(JobKind.BENCHMARK, List.of(JobKind.BENCHMARK)))
        .extracting(JobKey::word)
        .containsExactly(
            "kind",
            "output",
            "seed",
            "encoder",
            "precision",
            "model",
            "data",
            "pairs",
            "texts",
            "train-pairs",
            "train-per-stance",
            "note",
            "expected");
  }

  @Test
  void aPipelineReadsTheKeysOfItsSteps() {
    assertThat(JobKey.of(JobKind.PIPELINE, List.of(JobKind.LABEL)))
        .extracting(JobKey::word)
        .containsExactly(
            "kind",
            "steps",
            "output",
            "seed",
            "partitions",
            "max-quarantined",
            "input",
            "columns",
            "time-zone",
            "copy-similarity",
            "count-copies",
            "annotated",
            "periods",
            "model",
            "embeddings",
            "evidence",
            "isolate-native");
  }
}
