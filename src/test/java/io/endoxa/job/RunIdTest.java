package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RunIdTest {
  private static String id(String job) {
    return JobRunner.runId(
        Instant.parse("2026-11-24T04:05:06Z"),
        job,
        UUID.fromString("0123abcd-0000-0000-0000-000000000000"));
  }

  @Test
  void aRunIsNamedByTimeJobAndChance() {
    assertThat(id("weekly_news.v2")).isEqualTo("20261124-040506-weekly_news.v2-0123abcd");
  }

  @Test
  void whatAFileSystemOrAPatternWouldMindIsReplaced() {
    assertThat(id("news: [2024] {a,b}/*")).isEqualTo("20261124-040506-news-2024-a-b--0123abcd");
    assertThat(id("новости")).isEqualTo("20261124-040506-новости-0123abcd");
  }
}
