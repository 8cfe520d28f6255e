package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;

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
            "min-confidence",
            "max-error",
            "quality-gate");
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
            "model",
            "embeddings");
  }
}
