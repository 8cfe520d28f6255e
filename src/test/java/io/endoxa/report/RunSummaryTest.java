package io.endoxa.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
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
  private static final List<String> LINES =
      List.of(
          "model minus tf-idf, the best baseline: +0.256 (95 % +0.156 to +0.356, p 0.002)",
          "pairs the model can answer: 40 % with 5 % errors, 40 % with 10 % errors",
          "leakage: linear on a random split minus the same split by source: +0.050 (95 % -0.050 to +0.150, p 0.004)",
          "neural with 3 seeds: mean macro-F1 0.500, standard deviation 0.100",
          "frames: micro-F1 0.500 (95 % 0.400-0.600), macro-F1 0.300;"
              + " micro-F1 of baselines: most frequent 0.200, tf-idf 0.450");

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
            macro-F1  tf-idf  judge  model         95 %    ECE
            deal       0.310  0.600  0.612  0.500-0.700  0.040
            trade      0.290      -  0.500  0.400-0.700  0.040
            mean       0.300  0.540  0.556  0.500-0.600
            """
                + String.join("\n", LINES)
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

            | macro-F1 | majority | tf-idf | judge | model |        95 % |   ECE |
            |---|---:|---:|---:|---:|---:|---:|
            | deal     |    0.200 |  0.310 | 0.600 | 0.612 | 0.500-0.700 | 0.040 |
            | trade    |    0.250 |  0.290 |     - | 0.500 | 0.400-0.700 | 0.040 |
            | mean     |    0.225 |  0.300 | 0.540 | 0.556 | 0.500-0.600 |

            """
                + LINES.stream().map(line -> "- " + line + "\n").collect(Collectors.joining())
                + """

            A dash stands for a figure that has no value; quality.json has the reason, and every figure.

            ### Predictors, mean over the questions

            | predictor | macro-F1 |        95 % |   MCC | accuracy |   ECE | 5 % errors | 10 % errors |  area |                            minus tf-idf |
            |---|---:|---:|---:|---:|---:|---:|---:|---:|---:|
            | majority  |    0.225 |           - |     - |    0.700 |     - |          - |           - |     - |                                       - |
            | tf-idf    |    0.300 |           - |     - |    0.700 |     - |          - |           - |     - |                                       - |
            | judge     |    0.540 | 0.500-0.600 | 0.410 |    0.750 | 0.050 |       40 % |        40 % | 0.100 | +0.240 (95 % +0.140 to +0.340, p 0.002) |
            | model     |    0.556 | 0.500-0.600 | 0.410 |    0.750 | 0.050 |       40 % |        40 % | 0.100 | +0.256 (95 % +0.156 to +0.356, p 0.002) |

            ### The model by stance

            | question, stance | paragraphs | precision | recall |    F1 |    F1, 95 % |
            |---|---:|---:|---:|---:|---:|
            | deal, agree      |         10 |     0.500 |  0.250 | 0.333 | 0.100-0.500 |
            | deal, disagree   |          0 |         - |      - |     - |           - |
            | trade, agree     |         10 |     0.500 |  0.250 | 0.333 | 0.100-0.500 |
            | trade, disagree  |          0 |         - |      - |     - |           - |

            ### Confidence of the model

            | confidence | pairs | mean confidence | accuracy |
            |---|---:|---:|---:|
            | 0.6 to 0.7 | 1,234 |           0.650 |    0.600 |

            ### The model on parts of the paragraphs, all questions together

            | slice           | articles | paragraphs | macro-F1 |        95 % | accuracy | tf-idf |
            |---|---:|---:|---:|---:|---:|---:|
            | voice: reported |        3 |         12 |    0.400 | 0.300-0.500 |    0.800 |  0.350 |
            | source: Quay    |        1 |          2 |        - |           - |    1.000 |      - |

            ### Frames

            | predictor     | micro-F1 |        95 % | macro-F1 |        95 % | without the few |
            |---|---:|---:|---:|---:|---:|
            | most frequent |    0.200 |           - |    0.300 | 0.200-0.400 |           0.350 |
            | tf-idf        |    0.450 |           - |    0.300 | 0.200-0.400 |           0.350 |
            | model         |    0.500 | 0.400-0.600 |    0.300 | 0.200-0.400 |           0.350 |

            ### The model by frame

            | frame          | paragraphs | precision | recall |    F1 |
            |---|---:|---:|---:|---:|
            | economic       |      1,050 |     0.500 |  0.500 | 0.500 |
            | legality (few) |          4 |         - |  0.000 | 0.000 |

            (few): fewer than 50 paragraphs have the frame. Nothing is claimed of it.

            A note.
            """);
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
