package io.endoxa.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AgreementTest {
  private static final ClusterBootstrap BOOTSTRAP = ClusterBootstrap.standard(7);

  // By hand, first in rows, second in columns, a d u:
  //   a  3 1 0   row sums 4 3 3, column sums 4 3 3
  //   d  0 2 1   observed (3 + 2 + 2) / 10 = 0.7
  //   u  1 0 2   chance (4*4 + 3*3 + 3*3) / 100 = 0.34
  // kappa = (0.7 - 0.34) / (1 - 0.34) = 6/11
  private static final List<String> FIRST = letters("aaaadddu uu");
  private static final List<String> SECOND = letters("aaadddua uu");

  private static List<String> letters(String text) {
    return text.replace(" ", "").chars().mapToObj(c -> String.valueOf((char) c)).toList();
  }

  /** Clusters c0, c1, … of two examples each. */
  private static List<String> clusters(int examples) {
    List<String> clusters = new ArrayList<>();
    for (int i = 0; i < examples; i++) {
      clusters.add("c" + i / 2);
    }
    return clusters;
  }

  private static Metric valueOf(Agreement agreement) {
    assertThat(agreement.value().exists()).isTrue();
    return agreement.value();
  }

  @Test
  void kappaIsAgreementBeyondChance() {
    Agreement agreement = Agreement.kappa(clusters(10), FIRST, SECOND, BOOTSTRAP);

    assertThat(agreement.examples()).isEqualTo(10);
    assertThat(agreement.equal()).isEqualTo(7);
    assertThat(valueOf(agreement).orThrow()).isCloseTo(6 / 11.0, within(1e-12));
    assertThat(valueOf(agreement).low()).isLessThan(6 / 11.0);
    assertThat(valueOf(agreement).high()).isGreaterThan(6 / 11.0).isLessThanOrEqualTo(1);
  }

  @Test
  void exchangingTheAnnotatorsChangesNothing() {
    assertThat(Agreement.kappa(clusters(10), SECOND, FIRST, BOOTSTRAP))
        .isEqualTo(Agreement.kappa(clusters(10), FIRST, SECOND, BOOTSTRAP));
  }

  @Test
  void fullAgreementIsOneAndSteadyDisagreementIsNotAboveChance() {
    Metric full = valueOf(Agreement.kappa(clusters(10), FIRST, FIRST, BOOTSTRAP));
    assertThat(full).isEqualTo(Metric.of(1, 1, 1));
    // One says a, the other b, always: observed 0, chance 0.
    Metric none =
        valueOf(Agreement.kappa(clusters(4), letters("aaaa"), letters("bbbb"), BOOTSTRAP));
    assertThat(none).isEqualTo(Metric.of(0, 0, 0));
    // ab against ba: observed 0, chance 1/2.
    assertThat(
            valueOf(Agreement.kappa(clusters(2), letters("ab"), letters("ba"), BOOTSTRAP))
                .orThrow())
        .isEqualTo(-1);
  }

  @Test
  void oneLabelThroughoutHasNoKappa() {
    Agreement agreement = Agreement.kappa(clusters(4), letters("uuuu"), letters("uuuu"), BOOTSTRAP);
    assertThat(agreement)
        .isEqualTo(
            new Agreement(
                4,
                4,
                Metric.none(
                    "both gave every example the label 'u': that much agreement is chance")));
  }

  @Test
  void samplesWithoutKappaAreLeftOutOfTheInterval() {
    // Half of the samples draw one cluster twice, and then there is one label alone.
    Metric interval =
        valueOf(Agreement.kappa(List.of("c0", "c1"), letters("ab"), letters("ab"), BOOTSTRAP));
    assertThat(interval).isEqualTo(Metric.of(1, 1, 1));
    List<String> rare = letters("uuuuuuuuua");
    Metric wide = valueOf(Agreement.kappa(clusters(10), rare, rare, BOOTSTRAP));
    assertThat(wide).isEqualTo(Metric.of(1, 1, 1));
  }

  @Test
  void aSingleClusterHasNoInterval() {
    List<String> one = Collections.nCopies(10, "c");
    assertThat(Agreement.kappa(one, FIRST, SECOND, BOOTSTRAP).value())
        .isEqualTo(Metric.of(6 / 11.0));
  }

  @Test
  void examplesThatOneHasNotLabelledDoNotCount() {
    List<String> first = new ArrayList<>(FIRST);
    List<String> second = new ArrayList<>(SECOND);
    first.addAll(Arrays.asList(null, "x", null));
    second.addAll(Arrays.asList("a", null, null));

    Agreement agreement = Agreement.kappa(clusters(13), first, second, BOOTSTRAP);

    assertThat(agreement.examples()).isEqualTo(10);
    assertThat(valueOf(agreement).orThrow()).isCloseTo(6 / 11.0, within(1e-12));
  }

  @Test
  void nothingInCommonIsAReason() {
    Agreement expected = new Agreement(0, 0, Metric.none("both labelled no example in common"));
    assertThat(Agreement.kappa(List.of(), List.of(), List.of(), BOOTSTRAP)).isEqualTo(expected);
    assertThat(
            Agreement.kappa(List.of("c"), Collections.singletonList(null), List.of("a"), BOOTSTRAP))
        .isEqualTo(expected);
    assertThat(
            Agreement.sets(
                List.of("c"), Collections.singletonList(null), List.of(Set.of("a")), BOOTSTRAP))
        .isEqualTo(expected);
  }

  @Test
  void setsAgreeAsFarAsTheirLabelsDo() {
    // In common 1 + 0 + 2 + 0, named 2 + 1, 1 + 1, 2 + 2, 0 + 1: 2 * 3 / 10.
    List<List<String>> first =
        List.of(List.of("law", "money"), List.of("law"), List.of("law", "war"), List.of());
    List<List<String>> second =
        List.of(List.of("money"), List.of("war"), List.of("war", "law"), List.of("law"));

    Agreement agreement = Agreement.sets(clusters(4), first, second, BOOTSTRAP);

    assertThat(agreement.examples()).isEqualTo(4);
    assertThat(agreement.equal()).isEqualTo(1);
    assertThat(valueOf(agreement).orThrow()).isEqualTo(0.6);
    // A sample holds the first cluster alone (2/5), the second alone (4/5), or both.
    assertThat(valueOf(agreement).low()).isEqualTo(0.4);
    assertThat(valueOf(agreement).high()).isEqualTo(0.8);
    assertThat(Agreement.sets(clusters(4), second, first, BOOTSTRAP)).isEqualTo(agreement);
  }

  @Test
  void setsWithoutAnyLabelHaveNoAgreement() {
    List<Set<String>> none = List.of(Set.of(), Set.of());
    assertThat(Agreement.sets(clusters(2), none, none, BOOTSTRAP))
        .isEqualTo(new Agreement(2, 2, Metric.none("neither named any label")));
  }

  @Test
  void listsOfDifferentLengthAreABug() {
    assertThatThrownBy(
            () -> Agreement.kappa(List.of("c"), List.of("a"), List.of("a", "b"), BOOTSTRAP))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 clusters, 1 and 2 labels");
  }
}
