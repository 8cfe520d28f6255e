package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.annotate.MarkedEvidence;
import io.endoxa.annotate.ParagraphLabels;
import io.endoxa.classify.ParagraphFeatures;
import io.endoxa.classify.SparseTerms;
import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Stance;
import io.endoxa.error.UserException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvidenceScoresTest {
  private static final Codebook CODEBOOK =
      Codebook.parse(
          "codebook.yaml",
          """
          id: small
          version: 1
          questions:
            - {id: plan, proposition: The plan is good., agree: for it, disagree: against it}
          """);
  private static final List<String> TEXTS =
      List.of(
          "It rained. The plan that was read out is a good one. All went home.",
          "The plan is a bad plan, and always was. Tea was served.",
          "The plan is good.");
  private static final TrainingSet SET =
      new TrainingSet(
          CODEBOOK,
          List.of("p0", "p1", "p2"),
          TEXTS,
          Collections.nCopies(3, new ParagraphFeatures(new float[1], SparseTerms.NONE)),
          List.of("a0", "a1", "a2"),
          List.of("s", "s", "s"),
          IntStream.range(0, 3).mapToObj(EvidenceScoresTest::labels).toList());

  private static ParagraphLabels labels(int i) {
    Stance stance = i == 1 ? Stance.DISAGREE : Stance.AGREE;
    return new ParagraphLabels(
        "l:" + i,
        "a" + i,
        TEXTS.get(i).substring(0, 8),
        Map.of("plan", stance),
        null,
        "",
        null,
        List.of(),
        null);
  }

  private static MarkedEvidence marked(int i, Stance stance, String... sentences) {
    return new MarkedEvidence(
        "e:" + i, "a" + i, TEXTS.get(i).substring(0, 8), "plan", stance, List.of(sentences));
  }

  private static List<EvidenceScores.Pair> pairs() {
    return EvidenceScores.pairs(
        SET,
        List.of(
            marked(0, Stance.AGREE, "The plan that was read out is a good one.", "It rained."),
            marked(1, Stance.DISAGREE, "The plan is a bad plan, and always was."),
            marked(2, Stance.AGREE, "The plan is good."),
            new MarkedEvidence("e:3", "elsewhere", "Nobody", "plan", Stance.AGREE, List.of("N."))));
  }

  @Test
  void aSingleSentenceAndOtherArticlesAreNotCounted() {
    assertThat(pairs()).extracting(pair -> pair.evidence().place()).containsExactly("e:0", "e:1");
    assertThat(pairs().get(0).marked()).containsExactlyInAnyOrder(0, 1);
  }

  @Test
  void whatIsFoundStandsBesideWhatNeedsNoModel() {
    assertThat(EvidenceScores.table(pairs(), List.of(1, 1), List.of(true, false), 7).rows())
        .containsExactly(
            List.of("sentence", "all 2 pairs", "95 %", "labelled so", "95 %"),
            List.of("found by the model", "0.500", "0.000-1.000", "1.000", "-"),
            List.of("first", "1.000", "1.000-1.000", "1.000", "-"),
            List.of("last", "0.000", "0.000-0.000", "0.000", "-"),
            List.of("longest", "1.000", "1.000-1.000", "1.000", "-"),
            List.of("at random, expected", "0.583", "-", "0.667", "-"));
    assertThat(EvidenceScores.table(pairs(), List.of(0, 0), List.of(false, false), 7).rows())
        .last()
        .isEqualTo(List.of("at random, expected", "0.583", "-", "-", "-"));
  }

  @Test
  void aLineThatDoesNotFitIsNamed() {
    refuses(
        new MarkedEvidence("e:9", "a0", "Snow", "plan", Stance.AGREE, List.of("S.")),
        "e:9: no label of article 'a0' starts with 'Snow'. Write 'starts' as it stands in labels/.");
    refuses(
        marked(0, Stance.DISCUSS, "It rained."),
        "e:0: stance is 'discuss', the labels say 'agree'. Mark the sentence again, or remove the"
            + " line.");
    refuses(
        marked(0, Stance.AGREE, "It rained"),
        "e:0: evidence is no sentence of the paragraph. Write it word for word, from its first to"
            + " its last mark.");
  }

  private static void refuses(MarkedEvidence marked, String message) {
    assertThatThrownBy(() -> EvidenceScores.pairs(SET, List.of(marked)))
        .isInstanceOf(UserException.class)
        .hasMessage(message);
  }
}
