package io.endoxa.annotate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Stance;
import io.endoxa.evaluate.Agreement;
import io.endoxa.evaluate.ClusterBootstrap;
import io.endoxa.text.Voice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AnnotatorAgreementTest {
  private static final Codebook CODEBOOK =
      Codebook.parse(
          "codebook.yaml",
          """
          id: small
          version: 1
          questions:
            - {id: deal, proposition: There was a deal., agree: a deal, disagree: no deal}
          """);
  private static final ClusterBootstrap BOOTSTRAP = ClusterBootstrap.standard(7);

  /** What three annotators said of eight paragraphs: a(gree), d(isagree), - for not labelled. */
  private static final List<String> SAID =
      List.of("aaa", "aad", "aa-", "add", "ddd", "d-d", "dda", "aaa");

  private static AnnotatorAgreement agreement(String... names) {
    List<List<ParagraphLabels>> individual = new ArrayList<>();
    for (int i = 0; i < SAID.size(); i++) {
      List<ParagraphLabels> labels = new ArrayList<>();
      for (int annotator = 0; annotator < names.length; annotator++) {
        char said = SAID.get(i).charAt(annotator);
        if (said != '-') {
          labels.add(label("a" + i, names[annotator], said));
        }
      }
      labels.sort(Comparator.comparing(ParagraphLabels::annotator));
      individual.add(labels);
    }
    return new AnnotatorAgreement(individual, BOOTSTRAP);
  }

  private static ParagraphLabels label(String article, String annotator, char said) {
    Stance stance = said == 'a' ? Stance.AGREE : Stance.DISAGREE;
    return new ParagraphLabels(
        article + ":1",
        article,
        "x",
        Map.of("deal", stance),
        List.of(said == 'a' ? "legality" : "economic"),
        annotator,
        said == 'a' ? Voice.AUTHOR : Voice.REPORTED,
        List.of(),
        null);
  }

  private static double kappa(Map<String, Agreement> stances) {
    return Objects.requireNonNull(stances.get("deal")).value().orThrow();
  }

  @Test
  void eachTwoAnnotatorsHaveTheirOwnKappa() {
    AnnotatorAgreement agreement = agreement("anna", "ben", "");

    assertThat(agreement.paragraphs()).isEqualTo(8);
    assertThat(agreement.pairs())
        .extracting(AnnotatorPair::names)
        .containsExactly("unnamed, anna", "unnamed, ben", "anna, ben");
    // By hand. The unnamed and anna: aa da da dd dd ad aa: 4 of 7 equal, chance
    // (3*4 + 4*3) / 49; (28 - 24) / (49 - 24). The unnamed and ben: aa da dd dd ad aa: 4 of 6
    // equal, chance (3*3 + 3*3) / 36; (24 - 18) / (36 - 18). Anna and ben: aa aa aa ad dd dd aa: 6
    // of 7 equal, chance (5*4 + 2*3) / 49; (42 - 26) / (49 - 26).
    assertThat(agreement.pairs())
        .extracting(pair -> kappa(pair.stances(CODEBOOK)))
        .satisfiesExactly(
            kappa -> assertThat(kappa).isCloseTo(4 / 25.0, within(1e-12)),
            kappa -> assertThat(kappa).isCloseTo(1 / 3.0, within(1e-12)),
            kappa -> assertThat(kappa).isCloseTo(16 / 23.0, within(1e-12)));
    assertThat(kappa(agreement.lowestStances(CODEBOOK))).isCloseTo(4 / 25.0, within(1e-12));
    assertThat(agreement.pairs())
        .allSatisfy(pair -> assertThat(pair.voice()).isEqualTo(pair.stances(CODEBOOK).get("deal")))
        .extracting(pair -> pair.frames().equal())
        .containsExactly(4L, 4L, 6L);
  }

  @Test
  void otherNamesForTheAnnotatorsChangeNoFigure() {
    AnnotatorAgreement agreement = agreement("anna", "ben", "cleo");

    for (AnnotatorAgreement renamed :
        List.of(
            agreement("cleo", "ben", "anna"),
            agreement("ben", "cleo", "anna"),
            agreement("ben", "anna", "cleo"))) {
      assertThat(renamed.pairs())
          .extracting(pair -> pair.stances(CODEBOOK))
          .containsExactlyInAnyOrderElementsOf(
              agreement.pairs().stream().map(pair -> pair.stances(CODEBOOK)).toList());
      assertThat(renamed.lowestStances(CODEBOOK)).isEqualTo(agreement.lowestStances(CODEBOOK));
    }
  }

  @Test
  void aPairWithoutAValueIsTheLowestOnlyIfNoPairHasOne() {
    List<ParagraphLabels> three =
        List.of(label("a", "anna", 'a'), label("a", "ben", 'a'), label("a", "cleo", 'a'));
    List<ParagraphLabels> two = List.of(label("b", "anna", 'd'), label("b", "ben", 'd'));

    assertThat(new AnnotatorAgreement(List.of(three), BOOTSTRAP).lowestStances(CODEBOOK))
        .hasEntrySatisfying(
            "deal",
            kappa -> assertThat(kappa.value().reason()).startsWith("both gave every example"));
    assertThat(
            kappa(new AnnotatorAgreement(List.of(three, two), BOOTSTRAP).lowestStances(CODEBOOK)))
        .isEqualTo(1);
  }

  @Test
  void paragraphsOfOneAnnotatorMakeNoPair() {
    AnnotatorAgreement agreement =
        new AnnotatorAgreement(List.of(List.of(label("a", "anna", 'a'))), BOOTSTRAP);

    assertThat(agreement.paragraphs()).isZero();
    assertThat(agreement.pairs()).isEmpty();
    assertThat(agreement.lowestStances(CODEBOOK)).isEmpty();
  }
}
