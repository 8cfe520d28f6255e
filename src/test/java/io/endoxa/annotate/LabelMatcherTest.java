package io.endoxa.annotate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.annotate.LabelMatcher.Candidate;
import io.endoxa.error.UserException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LabelMatcherTest {
  private static final List<Candidate> CANDIDATES =
      List.of(
          new Candidate(0, "a", "The convoy left at dawn."),
          new Candidate(1, "a", "The convoy came back."),
          new Candidate(2, "b", "The convoy left at dawn."));

  @Test
  void aLabelFindsItsParagraphWhateverSpacesAndCapitals() {
    ParagraphLabels later = label("l:1", "b", "the convoy");
    ParagraphLabels earlier = label("l:2", "a", " THE  convoy\ncame ");

    assertThat(LabelMatcher.match(List.of(later, earlier), CANDIDATES))
        .containsExactly(Map.entry(1, List.of(earlier)), Map.entry(2, List.of(later)));
    assertThat(LabelMatcher.matchOne(List.of(later, earlier), CANDIDATES))
        .containsExactly(Map.entry(1, earlier), Map.entry(2, later));
  }

  @Test
  void annotatorsMayNameAParagraphByDifferentBeginnings() {
    ParagraphLabels ben = label("l:1", "b", "The convoy left", "ben");
    ParagraphLabels anna = label("l:2", "b", "The convoy left at dawn", "anna");

    assertThat(LabelMatcher.match(List.of(ben, anna), CANDIDATES))
        .containsExactly(Map.entry(2, List.of(anna, ben)));
  }

  @Test
  void noLabelsMatchNothing() {
    assertThat(LabelMatcher.match(List.of(), CANDIDATES)).isEmpty();
  }

  @Test
  void anUnknownArticleIsNamed() {
    rejects(
        List.of(label("l:1", "c", "The convoy")),
        "1 labels do not fit the articles:\nl:1: there is no article 'c'\n");
  }

  @Test
  void aBeginningThatNoParagraphHasIsNamed() {
    rejects(
        List.of(label("l:1", "b", "The train")),
        "l:1: 0 paragraphs of article 'b' start with 'The train', expected one\n");
  }

  @Test
  void aBeginningThatSeveralParagraphsHaveIsNamed() {
    rejects(
        List.of(label("l:1", "a", "The convoy")),
        "l:1: 2 paragraphs of article 'a' start with 'The convoy', expected one\n");
  }

  @Test
  void aParagraphThatIsLabelledTwiceIsNamed() {
    rejects(
        List.of(label("l:1", "b", "The convoy"), label("l:2", "b", "The convoy left")),
        "l:2: labels the paragraph that l:1 labels; if somebody else did, name 'annotator'\n");
    List<ParagraphLabels> anna =
        List.of(label("l:1", "b", "The convoy", "anna"), label("l:2", "b", "the convoy", "anna"));
    rejects(anna, "l:2: labels the paragraph that l:1 labels; if somebody else");
  }

  @Test
  void whereOneLabelIsAllowedAnotherAnnotatorIsNoExcuse() {
    List<ParagraphLabels> both =
        List.of(label("l:1", "b", "The convoy", "anna"), label("l:2", "b", "The convoy", "ben"));
    assertThatThrownBy(() -> LabelMatcher.matchOne(both, CANDIDATES))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("\nl:2: labels the paragraph that l:1 labels\n");
  }

  @Test
  void fiveProblemsAreShownAndTheRestIsCounted() {
    List<ParagraphLabels> labels =
        IntStream.rangeClosed(1, 7).mapToObj(i -> label("l:" + i, "c", "x")).toList();
    assertThatThrownBy(() -> LabelMatcher.match(labels, CANDIDATES))
        .isInstanceOf(UserException.class)
        .hasMessage(
            """
            7 labels do not fit the articles:
            l:1: there is no article 'c'
            l:2: there is no article 'c'
            l:3: there is no article 'c'
            l:4: there is no article 'c'
            l:5: there is no article 'c'
            and 2 more
            Mend 'article' and 'starts', or the articles.""");
  }

  @Test
  @Timeout(10)
  void aLongArticleIsMatchedInTimeThatGrowsWithItsText() {
    String words = " and so it went on, word after word".repeat(30);
    List<Candidate> candidates =
        IntStream.range(0, 1000).mapToObj(i -> new Candidate(i, "a", "No. " + i + words)).toList();
    List<ParagraphLabels> labels =
        IntStream.range(0, 1000).mapToObj(i -> label("l:" + i, "a", "No. " + i + " and")).toList();

    assertThat(LabelMatcher.match(labels, candidates)).hasSize(1000);
  }

  private static ParagraphLabels label(String place, String article, String starts) {
    return label(place, article, starts, "");
  }

  private static ParagraphLabels label(
      String place, String article, String starts, String annotator) {
    return new ParagraphLabels(
        place, article, starts, Map.of(), null, annotator, null, List.of(), null);
  }

  private static void rejects(List<ParagraphLabels> labels, String part) {
    assertThatThrownBy(() -> LabelMatcher.match(labels, CANDIDATES))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(part)
        .hasMessageEndingWith("Mend 'article' and 'starts', or the articles.");
  }
}
