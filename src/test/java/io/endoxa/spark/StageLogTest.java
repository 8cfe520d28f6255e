package io.endoxa.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StageLogTest {
  @Test
  void aLineHasNamesAndNumbers() {
    assertThat(StageLog.begin("encode").rowsIn(3).rowsOut(0).bytes(12).line(1.25))
        .isEqualTo("stage=encode rows_in=3 rows_out=0 seconds=1.250 bytes=12");
  }

  @Test
  void whatIsNotKnownIsLeftOut() {
    assertThat(StageLog.begin("copies").line(0)).isEqualTo("stage=copies seconds=0.000");
  }
}
