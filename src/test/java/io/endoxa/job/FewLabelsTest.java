package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.annotate.ParagraphLabels;
import io.endoxa.classify.ParagraphFeatures;
import io.endoxa.classify.SparseTerms;
import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Stance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FewLabelsTest {
  private static final Codebook CODEBOOK =
      Codebook.parse(
          "c.yaml",
          """
          id: toy
          version: 1
          questions:
            - {id: plan, proposition: The plan is good., agree: for it, disagree: against it}
          """);

  /** Twelve articles of five paragraphs, in the order of these numbers. */
  private static TrainingSet set(List<Integer> numbers, IntFunction<Stance> stances) {
    ParagraphFeatures features = new ParagraphFeatures(new float[1], SparseTerms.NONE);
    List<String> articles = numbers.stream().map(i -> "a" + i / 5).toList();
    return new TrainingSet(
        CODEBOOK,
        numbers.stream().map(i -> "p" + i).toList(),
        numbers.stream().map(i -> "text " + i).toList(),
        Collections.nCopies(numbers.size(), features),
        articles,
        articles,
        numbers.stream().map(i -> labels(i, stances.apply(i))).toList());
  }

  private static ParagraphLabels labels(int i, Stance stance) {
    return new ParagraphLabels(
        "l:" + i,
        "a" + i / 5,
        "text " + i,
        Map.of("plan", stance),
        null,
        "",
        null,
        List.of(),
        null);
  }

  private static List<Integer> sixty() {
    return IntStream.range(0, 60).boxed().toList();
  }

  private static List<String> ids(TrainingSet set, FewLabels few) {
    return few.rows().stream().map(set.ids()::get).sorted().toList();
  }

  private static long count(TrainingSet set, FewLabels few, Stance stance) {
    return few.rows().stream().filter(row -> set.stance(row, 0) == stance).count();
  }

  @Test
  void aDrawHasAsManyOfEachStanceAndAsManyArticlesAsCanBe() {
    TrainingSet set = set(sixty(), i -> Stance.at(i % 4));
    FewLabels few = FewLabels.draw(set, 0, 12, 7, 0);

    for (int stance = 0; stance < Stance.COUNT; stance++) {
      assertThat(count(set, few, Stance.at(stance))).isEqualTo(3);
    }
    assertThat(few.articles(set)).hasSize(12);
    assertThat(few.rows()).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void whatARareStanceCannotFillIsSharedByTheOthers() {
    TrainingSet set =
        set(sixty(), i -> i < 2 ? Stance.DISCUSS : i < 20 ? Stance.AGREE : Stance.UNRELATED);
    FewLabels few = FewLabels.draw(set, 0, 12, 7, 0);

    assertThat(count(set, few, Stance.DISCUSS)).isEqualTo(2);
    assertThat(count(set, few, Stance.AGREE)).isEqualTo(5);
    assertThat(count(set, few, Stance.UNRELATED)).isEqualTo(5);
    assertThat(FewLabels.draw(set, 0, 100, 7, 0).rows()).isEqualTo(sixty());
  }

  @Test
  void aDrawDependsOnItsNumberAndTheSeedAndNotOnTheOrder() {
    TrainingSet set = set(sixty(), i -> Stance.at(i % 4));
    List<Integer> backwards = new ArrayList<>(sixty());
    Collections.reverse(backwards);
    TrainingSet reversed = set(backwards, i -> Stance.at(i % 4));
    List<String> first = ids(set, FewLabels.draw(set, 0, 12, 7, 0));

    assertThat(ids(reversed, FewLabels.draw(reversed, 0, 12, 7, 0))).isEqualTo(first);
    assertThat(ids(set, FewLabels.draw(set, 0, 12, 7, 1))).isNotEqualTo(first);
    assertThat(ids(set, FewLabels.draw(set, 0, 12, 8, 0))).isNotEqualTo(first);
  }
}
