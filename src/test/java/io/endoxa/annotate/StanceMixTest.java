package io.endoxa.annotate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.endoxa.codebook.Stance;
import io.endoxa.error.UserException;
import io.endoxa.yaml.YamlMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StanceMixTest {
  private static final int GROUPS = 60;

  @TempDir private Path directory;

  /** Each of 60 claims with 4 texts of its own, half of them for it. */
  private static List<String> claims() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 4 * GROUPS; i++) {
      lines.add(line(i / 4, "Reason number " + i, i % 2 == 0 ? "agree" : "disagree"));
    }
    return lines;
  }

  private static String line(int claim, String text, String stance) {
    return """
    {"id": "%s", "group": "%d", "question": "Claim %d", "text": "%s", "stance": "%s"}"""
        .formatted(text.replaceAll("\\D", ""), claim, claim, text, stance);
  }

  private Path write(String name, List<String> lines) throws IOException {
    return Files.write(directory.resolve(name), lines);
  }

  private StanceMix mix(double development, String... keys) {
    String yaml =
        "mix:\n  - name: claims\n    pairs: claims.jsonl\n"
            + IntStream.range(0, keys.length)
                .mapToObj(i -> "    " + keys[i] + "\n")
                .collect(Collectors.joining());
    return new StanceMix(
        StanceMixPart.readAll(YamlMap.parse("job.yaml", yaml).maps("mix"), directory),
        development,
        7);
  }

  private static <T> Set<T> all(List<StancePair> pairs, Function<StancePair, T> of) {
    return pairs.stream().map(of).collect(Collectors.toSet());
  }

  @Test
  void soManyOfEachStanceAreTaken() throws IOException {
    write("claims.jsonl", claims());
    StanceMixDraw draw = mix(0, "agree: 30", "disagree: 1000").draw();

    assertThat(draw.train().stream().filter(pair -> pair.stance() == Stance.AGREE)).hasSize(30);
    assertThat(draw.train().stream().filter(pair -> pair.stance() == Stance.DISAGREE)).hasSize(120);
    assertThat(draw.development()).isEmpty();
    assertThat(draw.train())
        .allSatisfy(
            pair -> {
              assertThat(pair.id()).startsWith("claims/");
              assertThat(pair.group()).startsWith("claims/");
            });
  }

  @Test
  void aDrawIsRepeatedBySeed() throws IOException {
    write("claims.jsonl", claims());
    StanceMix mix = mix(0.2, "agree: 30", "made-unrelated: 20");

    assertThat(mix.draw()).isEqualTo(mix.draw());
    assertThat(new StanceMix(mix.parts(), 0.2, 8).draw().train()).isNotEqualTo(mix.draw().train());
  }

  @Test
  void developmentSharesNoGroupAndNoTextWithTrain() throws IOException {
    List<String> lines = claims();
    // One text under every claim: wherever it is drawn, it must not be on both sides.
    IntStream.range(0, GROUPS)
        .forEach(claim -> lines.add(line(claim, "The same 999, everywhere!", "agree")));
    write("claims.jsonl", lines);
    StanceMixDraw draw = mix(0.25, "agree: 1000", "disagree: 1000").draw();

    assertThat(draw.development()).hasSizeBetween(20, 130);
    assertThat(all(draw.train(), StancePair::group))
        .doesNotContainAnyElementsOf(all(draw.development(), StancePair::group));
    assertThat(all(draw.train(), StancePair::text))
        .doesNotContainAnyElementsOf(all(draw.development(), StancePair::text));
  }

  @Test
  void whatABenchmarkScoresIsNeverTaken() throws IOException {
    write("claims.jsonl", claims());
    write(
        "scored.jsonl",
        List.of(line(900, "REASON, number 0.", "agree"), line(900, "reason number 5", "agree")));
    StanceMixDraw draw =
        mix(0.1, "agree: 1000", "disagree: 1000", "benchmark-pairs: scored.jsonl").draw();
    List<StancePair> both = new ArrayList<>(draw.train());
    both.addAll(draw.development());

    assertThat(all(both, StancePair::text))
        .doesNotContain("Reason number 0", "Reason number 5")
        .contains("Reason number 1");
    assertThat(draw.counts().get(0).benchmark()).isEqualTo(2);
  }

  /** As in news: every claim with the texts of its own, and unrelated with those of the next. */
  private static List<String> stories() {
    List<String> lines = claims();
    for (int i = 0; i < 4 * GROUPS; i++) {
      lines.add(line((i / 4 + 1) % GROUPS, "Reason number " + i, "unrelated"));
    }
    return lines;
  }

  /** A line's group is that of its text, as a body's is. */
  private static List<StancePair> storyPairs(Path file) {
    return StancePairs.read(file, null);
  }

  @Test
  void heldOutGroupsAndStoriesAreLeftToTheBenchmark() throws IOException {
    List<StancePair> all = storyPairs(write("claims.jsonl", stories()));
    Stories stories = Stories.of(all);
    StanceMixDraw draw =
        mix(0, "agree: 1000", "disagree: 1000", "unrelated: 1000", "held-out: true").draw();
    Set<String> scored =
        all.stream()
            .filter(
                pair ->
                    HeldOutGroups.hasNewText(pair) || HeldOutGroups.isOfNewStories(pair, stories))
            .map(StancePair::text)
            .collect(Collectors.toSet());

    assertThat(scored).hasSizeBetween(40, 200);
    assertThat(draw.train()).hasSizeBetween(50, 400);
    assertThat(all(draw.train(), StancePair::text)).doesNotContainAnyElementsOf(scored);
    assertThat(draw.train())
        .noneMatch(pair -> HeldOutGroups.forBenchmark("question " + pair.question()));
    assertThat(draw.counts().get(0).benchmark()).isEqualTo(all.size() - draw.train().size());
  }

  /**
   * Two claims that share a text, of which somebody says agree and somebody disagree: training
   * leaves those pairs out, the benchmark sees one story.
   */
  private static List<String> joinedStories() {
    List<String> lines = stories();
    for (int claim = 0; claim < GROUPS; claim += 2) {
      String text = "Reason number " + 4 * (claim + 1);
      lines.add(line(claim, text, "agree"));
      lines.add(line(claim, text, "disagree"));
    }
    return lines;
  }

  @Test
  void storiesThatContradictingPairsJoinAreHeldOutTogether() throws IOException {
    List<StancePair> all = storyPairs(write("claims.jsonl", joinedStories()));
    Stories stories = Stories.of(all);
    Stories apart = Stories.of(all.subList(0, stories().size()));
    Set<String> scored =
        all(
            all.stream().filter(pair -> HeldOutGroups.isScored(pair, stories)).toList(),
            StancePair::text);
    StanceMixDraw draw =
        mix(0, "agree: 1000", "disagree: 1000", "unrelated: 1000", "held-out: true").draw();

    // The joined stories make a difference, or this would show nothing.
    assertThat(all)
        .anyMatch(
            pair -> HeldOutGroups.isScored(pair, stories) && !HeldOutGroups.isScored(pair, apart));
    assertThat(draw.counts().get(0).contradicting()).isEqualTo(GROUPS);
    assertThat(draw.train()).hasSizeBetween(50, 400);
    assertThat(all(draw.train(), StancePair::text)).doesNotContainAnyElementsOf(scored);
    assertThat(draw.train()).noneMatch(pair -> stories.touches(pair, HeldOutGroups::forBenchmark));
  }

  @Test
  void developmentHasStoriesOfItsOwnWhereTheBenchmarkHas() throws IOException {
    Stories stories = Stories.of(storyPairs(write("claims.jsonl", stories())));
    StanceMixDraw draw =
        mix(0.3, "agree: 1000", "disagree: 1000", "unrelated: 1000", "held-out: true").draw();
    Set<String> ofTrain = all(draw.train(), stories::ofText);
    ofTrain.addAll(all(draw.train(), stories::ofQuestion));

    assertThat(draw.development()).hasSizeGreaterThan(10);
    assertThat(ofTrain)
        .isNotEmpty()
        .doesNotContainAnyElementsOf(all(draw.development(), stories::ofText));
  }

  @Test
  void aStoryIsWhatRelatedPairsJoin() {
    StancePair first = new StancePair("1", "b", "B", "x", Stance.AGREE, null);
    StancePair second = new StancePair("2", "b", "A", "x", Stance.DISCUSS, null);
    StancePair third = new StancePair("3", "c", "A", "y", Stance.DISAGREE, null);
    StancePair other = new StancePair("4", "d", "A", "z", Stance.UNRELATED, null);
    Stories stories = Stories.of(List.of(first, second, third, other));

    assertThat(List.of(first, second, third)).allMatch(p -> stories.ofText(p).equals("question A"));
    assertThat(stories.ofQuestion(first)).isEqualTo("question A");
    assertThat(stories.ofText(other)).isEqualTo("text z");
    assertThat(stories.touches(other, "question A"::equals)).isTrue();
    assertThat(stories.lies(other, "question A"::equals)).isFalse();
  }

  @Test
  void repeatsAndContradictionsAreLeftOutAndCounted() throws IOException {
    write(
        "claims.jsonl",
        List.of(
            line(1, "Reason 1", "agree"),
            line(1, "Reason 1", "agree"),
            line(1, "Reason 2", "agree"),
            line(1, "Reason 2", "disagree"),
            line(2, "Reason 2", "disagree")));
    StanceMixDraw draw = mix(0, "agree: 9", "disagree: 9").draw();

    assertThat(all(draw.train(), StancePair::id)).containsExactlyInAnyOrder("claims/1", "claims/2");
    assertThat(draw.table())
        .containsExactly(
            List.of(
                "data set",
                "pairs",
                "repeated",
                "contradicting",
                "left to benchmark",
                "agree",
                "disagree",
                "discuss",
                "unrelated",
                "made unrelated",
                "made negated",
                "development"),
            List.of("claims", "5", "1", "2", "0", "1", "1", "0", "0", "0", "0", "0"));
  }

  @Test
  void madePairsAskAboutAnotherMatter() throws IOException {
    List<String> lines = claims();
    lines.add(line(0, "Reason number 9", "agree")); // A text of claim 2: claims 0 and 2 are near.
    write("claims.jsonl", lines);
    StanceMixDraw draw = mix(0, "agree: 1", "made-unrelated: 100").draw();
    List<StancePair> made =
        draw.train().stream().filter(pair -> pair.stance() == Stance.UNRELATED).toList();
    Map<String, Set<String>> near =
        Map.of("claims/0", Set.of("Claim 0", "Claim 2"), "claims/2", Set.of("Claim 0", "Claim 2"));

    assertThat(made).hasSize(100);
    assertThat(draw.counts().get(0).train().unrelated()).isEqualTo(100);
    assertThat(draw.note())
        .isEqualTo(
            "Stances are those of the data sets; nothing is trained on a text that a benchmark"
                + " scores. Nobody labelled the pairs made unrelated (claims): a text stands beside a"
                + " question of another group.");
    assertThat(new HashSet<>(made.stream().map(StancePair::text).toList())).hasSize(100);
    assertThat(made)
        .allSatisfy(
            pair -> {
              assertThat(pair.id()).endsWith("/unrelated");
              String own = pair.group().replace("claims/", "Claim ");
              assertThat(near.getOrDefault(pair.group(), Set.of(own)))
                  .doesNotContain(pair.question());
            });
  }

  @Test
  void negatedPairsSwapAgreeAndDisagree() throws IOException {
    write(
        "claims.jsonl",
        List.of(
            ask("1", "We should ban tea", "agree"),
            ask("2", "Tea is not healthy", "disagree"),
            ask("3", "We should ban tea", "unrelated"),
            ask("4", "Abolish tea", "agree"),
            ask("5", "Nobody can say that tea isn't healthy", "agree")));
    StanceMixDraw draw = mix(0, "made-negated: 9").draw();

    assertThat(draw.train())
        .extracting(StancePair::id, StancePair::question, StancePair::stance)
        .containsExactlyInAnyOrder(
            tuple("claims/1/negated", "We should not ban tea", Stance.DISAGREE),
            tuple("claims/2/negated", "Tea is healthy", Stance.AGREE));
    assertThat(draw.counts().get(0).train().negated()).isEqualTo(2);
    assertThat(draw.note()).contains("made negated (claims)").doesNotContain("made unrelated");
    assertThat(mix(0, "made-negated: 1").draw().train()).hasSize(1);
  }

  private static String ask(String id, String question, String stance) {
    return """
    {"id": "%s", "group": "1", "question": "%s", "text": "Text %s", "stance": "%s"}"""
        .formatted(id, question, id, stance);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The EU must act | The EU must not act",
        "Homework is a waste of time | Homework is not a waste of time",
        "We should not act | We should act",
        "Tea will not be what it was | Tea will be what it was",
        "Tea will never be drunk |",
        "It should be clear that no one pays |",
        "Is tea healthy? |",
        "Widen the road |",
        "This |"
      })
  void theOppositeOfAClaim(String claim, String opposite) {
    assertThat(MadeNegated.opposite(claim).orElse(null)).isEqualTo(opposite);
  }

  @Test
  void aStanceWithFewerPairsThanAskedForIsRepeated() throws IOException {
    write("claims.jsonl", claims());
    StanceMixDraw draw = mix(0.25, "repeat: 3", "agree: 200", "disagree: 10000").draw();
    Map<Stance, Long> taken = draw.counts().get(0).train().taken();

    assertThat(taken).containsEntry(Stance.AGREE, 200L);
    assertThat(taken.get(Stance.DISAGREE)).isLessThanOrEqualTo(3 * 120L).isGreaterThan(120);
    assertThat(
            draw.train().stream()
                .filter(pair -> pair.stance() == Stance.DISAGREE)
                .collect(Collectors.groupingBy(StancePair::id, Collectors.counting()))
                .values())
        .containsOnly(3L);
    assertThat(all(draw.development(), StancePair::id)).hasSameSizeAs(draw.development());
  }

  @Test
  void aSetOfOneGroupHasNothingToMakePairsOf() throws IOException {
    write("claims.jsonl", List.of(line(1, "Reason 1", "agree"), line(1, "Reason 2", "agree")));

    assertThat(mix(0, "made-unrelated: 5").draw().train()).isEmpty();
  }

  @Test
  void theHoldOutIsAFunctionOfTheName() {
    // sha256(b"benchmark\\0" + name)[:4] / 2**32 < 0.2, in Python's hashlib.
    assertThat(
            IntStream.range(0, 20)
                .filter(i -> HeldOutGroups.forBenchmark(String.valueOf(i)))
                .boxed())
        .containsExactly(5, 14, 15, 18);
  }

  @Test
  void mistakesOfTheMixtureNameTheLine() {
    assertThatThrownBy(() -> mix(0, "agrees: 3"))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("job.yaml:4: key 'agrees' is unknown. Did you mean 'agree'?");
    assertThatThrownBy(() -> mix(0, "agree: many"))
        .isInstanceOf(UserException.class)
        .hasMessage("job.yaml:4: agree: found 'many', expected a whole number from 0 to 10000000.");
    assertThatThrownBy(
            () ->
                StanceMixPart.readAll(
                    YamlMap.parse(
                            "job.yaml", "mix:\n- {name: a, pairs: x}\n- {name: a, pairs: y}\n")
                        .maps("mix"),
                    directory))
        .isInstanceOf(UserException.class)
        .hasMessage("job.yaml:3: name 'a' stands twice. Give each data set a name of its own.");
  }
}
