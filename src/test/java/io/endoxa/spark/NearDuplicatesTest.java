package io.endoxa.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.endoxa.spark.NearDuplicates.Candidate;
import java.util.List;
import org.junit.jupiter.api.Test;

class NearDuplicatesTest {
  private static final String TEXT =
      "The last column of lorries left the airfield on Wednesday before dawn and nobody from the"
          + " district council had been asked to come";

  @Test
  void nearlyEqualTextsOfDifferentGroupsAreFoundWithTheirSimilarity() {
    List<NearDuplicates.Pair> pairs =
        NearDuplicates.find(
            SharedSpark.session(),
            List.of(
                new Candidate("a", "train", TEXT),
                new Candidate("same group", "train", TEXT + " again"),
                new Candidate("b", "test", TEXT.replace("Wednesday", "Thursday")),
                new Candidate(
                    "other", "test", "Grapes were cheap in the market of Goris that week"),
                new Candidate("short", "test", "Two words")),
            0.5,
            7);

    // 23 words are 21 triples; another word changes 3 of them: 18 are common, 24 in all.
    assertThat(pairs)
        .extracting("one", "other")
        .contains(org.assertj.core.groups.Tuple.tuple("b", "a"));
    assertThat(pairs)
        .filteredOn(pair -> pair.other().equals("a"))
        .singleElement()
        .satisfies(pair -> assertThat(pair.similarity()).isCloseTo(18 / 24.0, within(1e-9)));
    assertThat(pairs).noneMatch(pair -> pair.one().equals(pair.other())).hasSize(2);
  }

  @Test
  void pairsOfExactlyTheSimilarityAreFound() {
    List<Candidate> candidates =
        List.of(
            new Candidate("a", "train", TEXT),
            new Candidate("b", "test", TEXT.replace("Wednesday", "Thursday")),
            new Candidate("copy", "development", TEXT));

    assertThat(NearDuplicates.find(SharedSpark.session(), candidates, 18 / 24.0, 7)).hasSize(3);
    assertThat(NearDuplicates.find(SharedSpark.session(), candidates, Math.nextUp(18 / 24.0), 7))
        .containsExactly(new NearDuplicates.Pair("copy", "a", 1));
    assertThat(NearDuplicates.find(SharedSpark.session(), candidates, 1, 7))
        .containsExactly(new NearDuplicates.Pair("copy", "a", 1));
  }

  @Test
  void theBoundHoldsForSimilaritiesThatAreNoBinaryFractions() {
    // 10 words are 8 triples; another last word changes one: 7 are common, 9 in all.
    String nine = "All the grapes of Goris were cheap in that";
    List<Candidate> candidates =
        List.of(
            new Candidate("a", "train", nine + " week"),
            new Candidate("b", "test", nine + " year"));

    assertThat(NearDuplicates.find(SharedSpark.session(), candidates, 7 / 9.0, 7)).hasSize(1);
  }
}
