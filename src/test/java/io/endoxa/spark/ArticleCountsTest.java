package io.endoxa.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ArticleCountsTest {
  @Test
  void theShareIsOfTheArticlesRead() {
    assertThat(new ArticleCounts(10, 6, 3, 1).quarantinedShare()).isEqualTo(0.3);
    assertThat(new ArticleCounts(0, 0, 0, 0).quarantinedShare()).isZero();
  }

  @Test
  void noArticleIsLost() {
    assertThatThrownBy(() -> new ArticleCounts(10, 6, 2, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("articles are lost: 10 read, 6 accepted + 2 quarantined + 1 duplicate");
  }
}
