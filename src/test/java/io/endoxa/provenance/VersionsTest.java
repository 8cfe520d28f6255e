package io.endoxa.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VersionsTest {
  @Test
  void everyVersionIsFilledInByTheBuild() {
    assertThat(Versions.all())
        .containsOnlyKeys("endoxa", "spark", "deeplearning4j", "onnxruntime", "tokenizers", "java");
    assertThat(Versions.all().values()).allMatch(version -> version.matches("\\d[\\w.+-]*"));
  }

  @Test
  void endoxaAndJavaAreThoseThatRun() {
    assertThat(Versions.endoxa()).isEqualTo(Versions.all().get("endoxa"));
    assertThat(Versions.all()).containsEntry("java", Runtime.version().toString());
  }

  @Test
  void theProcessorHasAName() {
    assertThat(Cpu.name()).startsWith(System.getProperty("os.arch"));
  }
}
