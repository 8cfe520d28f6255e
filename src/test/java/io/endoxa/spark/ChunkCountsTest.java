package io.endoxa.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChunkCountsTest {
  private static ChunkCounts counts() {
    return ChunkCounts.in(SharedSpark.session().sparkContext());
  }

  @Test
  void aChunkThatIsLostAndTakenAgainCountsAsComputedOnce() {
    ChunkCounts first = counts();
    first.add(new ChunkCounts.Chunk("a", 30, 10));
    ChunkCounts again = counts();
    again.add(new ChunkCounts.Chunk("a", 0, 40));
    again.add(new ChunkCounts.Chunk("b", 0, 5));

    ChunkCounts all = counts();
    all.merge(again);
    all.merge(first);
    all.merge(again.copy());

    assertThat(all.computed()).isEqualTo(30);
    assertThat(all.taken()).isEqualTo(15);
  }

  @Test
  void eachTaskBeginsWithNothing() {
    ChunkCounts counts = counts();
    counts.add(new ChunkCounts.Chunk("a", 1, 0));

    assertThat(counts.isZero()).isFalse();
    assertThat(counts.copyAndReset().isZero()).isTrue();
  }
}
