package io.endoxa.classify.neural.bert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PairBatchesTest {
  private static final List<JudgeExample> EXAMPLES = Filled.examples(1_003, 4);

  @Test
  void everyExampleComesOnce() {
    Set<JudgeExample> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    int count = 0;
    for (List<JudgeExample> batch : PairBatches.of(EXAMPLES, 16, 1)) {
      assertThat(batch).hasSizeBetween(1, 16);
      seen.addAll(batch);
      count += batch.size();
    }
    assertThat(count).isEqualTo(1_003);
    assertThat(seen).hasSize(1_003);
  }

  @Test
  void pairsOfABatchAreOfLikeLength() {
    double spread =
        PairBatches.of(EXAMPLES, 16, 1).stream()
            .mapToInt(
                batch -> batch.get(batch.size() - 1).pair().size() - batch.get(0).pair().size())
            .average()
            .orElseThrow();
    assertThat(spread).isLessThan(1.5);
  }

  @Test
  void theSeedSetsTheOrder() {
    assertThat(PairBatches.of(EXAMPLES, 16, 1)).isEqualTo(PairBatches.of(EXAMPLES, 16, 1));
    assertThat(PairBatches.of(EXAMPLES, 16, 1)).isNotEqualTo(PairBatches.of(EXAMPLES, 16, 2));
  }

  @Test
  void workersGetLikeNumbersOfTokens() {
    // 90 and 10 against 60 and 40.
    assertThat(PairBatches.shares(new int[] {10, 60, 90, 40}, 2))
        .containsExactly(List.of(2, 0), List.of(1, 3));
    assertThat(PairBatches.shares(new int[] {5}, 2)).containsExactly(List.of(0), List.of());
  }

  @Test
  void packsHoldNoMoreThanFits() {
    assertThat(PairBatches.packs(List.of(2, 1, 0, 3), new int[] {10, 60, 90, 40}, 100))
        .containsExactly(List.of(2), List.of(1, 0), List.of(3));
    assertThat(PairBatches.packs(List.of(), new int[0], 100)).isEmpty();
  }
}
