package io.endoxa.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunSummaryTest {
  private static final RunSummary FULL =
      new RunSummary(
          Samples.counts(),
          new RunSummary.Labels(
              Samples.CODEBOOK,
              Map.of("deal", Map.of("agree", 1_200L, RunSummary.Labels.ABSTAINED, 3L))),
          Samples.quality(),
          List.of(),
          List.of("A note."));
  private static final String FRAMES =
      "frames: micro-F1 0.500 (95 % 0.400-0.600), macro-F1 0.300;"
          + " most frequent frame everywhere: micro-F1 0.200";

  @Test
  void aTerminalGetsCountsLabelsQualityAndNotes() {
    assertThat(FULL.plain())
        .isEqualTo(
            """
            paragraphs  12,345
            articles         7

            paragraphs  agree  disagree  discuss  unrelated  abstained
            deal        1,200         0        0          0          3
            trade           0         0        0          0          0

            3 folds by source: 1,582 paragraphs of 72 articles from 16 sources
            macro-F1  majority  model         95 %    ECE
            deal         0.200  0.612  0.500-0.700  0.040
            trade        0.250  0.500  0.400-0.700  0.100
            mean         0.225  0.556  0.500-0.600
            """
                + FRAMES
                + "\n\nA note.\n");
  }

  @Test
  void thePageHasTheSameAsMarkdown() {
    assertThat(FULL.markdown("Run r1"))
        .isEqualTo(
            """
            # Run r1

            | what       |  count |
            |---|---:|
            | paragraphs | 12,345 |
            | articles   |      7 |

            ## Labels

            | paragraphs | agree | disagree | discuss | unrelated | abstained |
            |---|---:|---:|---:|---:|---:|
            | deal       | 1,200 |        0 |       0 |         0 |         3 |
            | trade      |     0 |        0 |       0 |         0 |         0 |

            ## Quality

            3 folds by source: 1,582 paragraphs of 72 articles from 16 sources

            | macro-F1 | majority | model |        95 % |   ECE |
            |---|---:|---:|---:|---:|
            | deal     |    0.200 | 0.612 | 0.500-0.700 | 0.040 |
            | trade    |    0.250 | 0.500 | 0.400-0.700 | 0.100 |
            | mean     |    0.225 | 0.556 | 0.500-0.600 |

            """
                + FRAMES
                + ".\n\nA note.\n");
  }

  @Test
  void aRunThatOnlyCountedSaysNoMore() {
    RunSummary counted = new RunSummary(Map.of("articles", 7L), null, null, List.of(), List.of());
    assertThat(counted.plain()).isEqualTo("articles  7\n");
    assertThat(counted.markdown("Run r1"))
        .isEqualTo("# Run r1\n\n| what     | count |\n|---|---:|\n| articles |     7 |\n");
  }

  @Test
  void otherTablesFollowUnderTheirTitles() {
    RunSummary summary =
        new RunSummary(
            Map.of("articles", 7L),
            null,
            null,
            List.of(
                new NamedTable("Checks", List.of(List.of("check", "found"), List.of("a", "1")))),
            List.of());
    assertThat(summary.plain()).isEqualTo("articles  7\n\nChecks\ncheck  found\na          1\n");
    assertThat(summary.markdown("Run r1")).contains("\n## Checks\n\n| check | found |\n");
  }

  @Test
  void aMachinesLanguageDoesNotChangeFigures() {
    String expected = FULL.plain();
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(FULL.plain()).isEqualTo(expected);
      Locale.setDefault(Locale.GERMANY);
      assertThat(FULL.plain()).isEqualTo(expected);
    } finally {
      Locale.setDefault(before);
    }
  }
}
