package io.endoxa.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FileSizesTest {
  /** Bytes per row as measured; 128 MB are 134,217,728 bytes. */
  @Test
  void filesAreOf64To128MegabytesWhereThereAreSeveral() {
    assertThat(FileSizes.files(Table.PARAGRAPHS, 10_000_000)).isEqualTo(17); // 126 MB each
    assertThat(FileSizes.files(Table.STANCES, 50_000_000)).isEqualTo(13); // by rows
    assertThat(FileSizes.files(Table.FRAMES, 140_000_000)).isEqualTo(35); // by rows
    assertThat(FileSizes.files(Table.ARTICLES, 1_600_000)).isEqualTo(15); // 120 MB
    assertThat(FileSizes.files(Table.EMBEDDINGS, 1_000_000)).isEqualTo(12); // 128 MB
  }

  @Test
  void aSmallTableIsOneFile() {
    assertThat(FileSizes.files(Table.STANCES, 0)).isEqualTo(1);
    assertThat(FileSizes.files(Table.STANCES, 4_000_000)).isEqualTo(1);
    assertThat(FileSizes.files(Table.EMBEDDINGS, 100_000)).isEqualTo(2);
  }
}
