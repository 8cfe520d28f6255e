package io.endoxa.annotate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.annotate.LabelMatcher.Candidate;
import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Stance;
import io.endoxa.error.UserException;
import io.endoxa.text.Voice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledDatasetTest {
  private static final Codebook CODEBOOK =
      Codebook.parse(
          "codebook.yaml",
          """
          id: small
          version: 1
          questions:
            - {id: deal, proposition: There was a deal., agree: a deal, disagree: no deal}
            - {id: trade, proposition: Trade comes first., agree: trade, disagree: security}
          frames:
            - {id: economic, definition: money}
            - {id: legality, definition: law}
          """);
  private static final List<Candidate> CANDIDATES =
      List.of(
          new Candidate(0, "a", "The convoy left at dawn."),
          new Candidate(1, "a", "The bridge is open."),
          new Candidate(2, "b", "Freight has doubled."));

  @TempDir private Path directory;

  @Test
  void oneAnnotatorsLabelIsFinalAsItIs() throws IOException {
    write("labels/anna.jsonl", line("a", "The convoy", "agree", "discuss", ""));

    assertThat(finalLabels())
        .containsExactly(Map.entry(0, LabelledDataset.read(directory, CODEBOOK).labels().get(0)));
  }

  @Test
  void theStanceThatMostAnnotatorsGaveIsFinal() throws IOException {
    write(
        "labels/all.jsonl",
        line("a", "The convoy left", "agree", "agree", named("anna", "\"frames\": [\"legality\"]")),
        line("a", "the  CONVOY", "agree", "discuss", named("ben", "\"voice\": \"mixed\"")),
        line("a", "The convoy left at", "discuss", "discuss", named("cem", "\"frames\": []")));

    ParagraphLabels labels = finalLabel();

    assertThat(labels.stances())
        .containsOnly(Map.entry("deal", Stance.AGREE), Map.entry("trade", Stance.DISCUSS));
    assertThat(labels.annotator()).isEmpty();
    assertThat(labels.place()).endsWith("all.jsonl:2");
  }

  @Test
  void framesAndVoiceAreThoseOfWhoSharesMostOfTheFinalStances() throws IOException {
    write(
        "labels/anna.jsonl",
        line(
            "a",
            "The convoy",
            "disagree",
            "agree",
            named("anna", "\"frames\": [\"legality\"], \"voice\": \"author\"")));
    write(
        "labels/others.jsonl",
        line("a", "The convoy", "agree", "agree", named("cem", "\"voice\": \"mixed\"")),
        line("a", "The convoy", "agree", "agree", named("ben", "\"frames\": [\"economic\"]")));

    ParagraphLabels labels = finalLabel();

    assertThat(labels.frames()).containsExactly("economic");
    assertThat(labels.voice()).isEqualTo(Voice.MIXED);
  }

  @Test
  void phenomenaAndThePairComeFromWhoeverNamedThem() throws IOException {
    write(
        "labels/all.jsonl",
        line("a", "The convoy", "agree", "agree", named("anna", "\"phenomena\": [\"irony\"]")),
        line(
            "a",
            "The convoy",
            "agree",
            "agree",
            named("ben", "\"pair_id\": \"p1\", \"phenomena\": [\"rumour\", \"irony\"]")));

    ParagraphLabels labels = finalLabel();

    assertThat(labels.phenomena()).containsExactly("irony", "rumour");
    assertThat(labels.pairId()).isEqualTo("p1");
  }

  @Test
  void aTieNamesTheRowsAndWhereToDecideIt() throws IOException {
    write("labels/anna.jsonl", line("a", "The convoy", "agree", "agree", named("anna", "")));
    write(
        "labels/ben.jsonl",
        line("b", "Freight", "agree", "agree", named("ben", "")),
        line("a", "The convoy", "discuss", "agree", named("ben", "")));

    assertThatThrownBy(this::finalLabels)
        .isInstanceOf(UserException.class)
        .hasMessage(
            """
            1 paragraphs have no majority on some question:
            %1$s/anna.jsonl:1, %1$s/ben.jsonl:2: deal is agree, discuss
            Add a line for each to adjudication/.""",
            directory.resolve("labels"));
  }

  @Test
  void anAdjudicationIsTheFinalWord() throws IOException {
    write(
        "labels/all.jsonl",
        line("a", "The convoy", "agree", "agree", named("anna", "\"frames\": [\"economic\"]")),
        line("a", "The convoy", "agree", "discuss", named("ben", "\"frames\": [\"legality\"]")));
    write(
        "adjudication/final.jsonl",
        line("a", "The convoy left", "disagree", "discuss", named("eva", "")));

    ParagraphLabels labels = finalLabel();

    assertThat(labels.stances())
        .containsOnly(Map.entry("deal", Stance.DISAGREE), Map.entry("trade", Stance.DISCUSS));
    assertThat(labels.annotator()).isEqualTo("eva");
    assertThat(labels.frames()).containsExactly("legality");
  }

  @Test
  void aParagraphIsAdjudicatedOnce() throws IOException {
    write("labels/anna.jsonl", line("a", "The convoy", "agree", "agree", ""));
    write(
        "adjudication/final.jsonl",
        line("a", "The convoy", "agree", "agree", named("eva", "")),
        line("a", "The convoy", "agree", "agree", named("fay", "")));

    assertThatThrownBy(this::finalLabels)
        .isInstanceOf(UserException.class)
        .hasMessageContaining("final.jsonl:2: labels the paragraph that ");
  }

  @Test
  void aPartHoldsTheLabelsOfItsArticles() throws IOException {
    writeTwoArticles();
    write(
        "splits.jsonl",
        "{\"article\": \"a\", \"source\": \"A\", \"part\": \"train\", \"sample\": true}",
        "{\"article\": \"b\", \"source\": \"B\", \"part\": \"test\"}",
        "{\"article\": \"c\", \"source\": \"C\", \"part\": \"development\", \"sample\": false}");
    LabelledDataset dataset = LabelledDataset.read(directory, CODEBOOK);

    assertThat(dataset.onlyArticles()).isEmpty();
    assertThat(dataset.only(DatasetPart.ALL).labels()).hasSize(3);
    assertThat(dataset.only(DatasetPart.TRAIN).labels()).hasSize(2);
    assertThat(dataset.only(DatasetPart.SAMPLE).onlyArticles()).contains(Set.of("a"));
    assertThat(dataset.only(DatasetPart.TEST).onlyArticles()).contains(Set.of("b"));
    assertThat(dataset.only(DatasetPart.TEST).adjudications()).isEmpty();
    assertThat(dataset.only(DatasetPart.TRAIN).adjudications()).hasSize(1);
    assertThatThrownBy(() -> dataset.only(DatasetPart.DEVELOPMENT))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "%s: no labelled article belongs to part 'development'."
                + " Put some there, or ask for another part.",
            directory.resolve("splits.jsonl"));
    assertThat(dataset.files())
        .containsExactly(
            directory.resolve("labels/all.jsonl"),
            directory.resolve("adjudication/final.jsonl"),
            directory.resolve("splits.jsonl"));
  }

  @Test
  void aPartNeedsSplits() throws IOException {
    writeTwoArticles();
    LabelledDataset dataset = LabelledDataset.read(directory, CODEBOOK);
    assertThatThrownBy(() -> dataset.only(DatasetPart.TEST))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "part 'test' is asked for, but %s does not say which articles belong to it. Write a"
                + " line an article, such as {\"article\": \"a1\", \"source\": \"Gazette\","
                + " \"part\": \"test\"}, or ask for part 'all'.",
            directory.resolve("splits.jsonl"));
  }

  @Test
  void everyLabelledArticleStandsInAPart() throws IOException {
    writeTwoArticles();
    write("splits.jsonl", "{\"article\": \"c\", \"source\": \"C\", \"part\": \"test\"}");
    LabelledDataset dataset = LabelledDataset.read(directory, CODEBOOK);
    assertThatThrownBy(() -> dataset.only(DatasetPart.TEST))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "%s: 2 labelled articles stand in no part: a, b."
                + " Add a line for each, or ask for part 'all'.",
            directory.resolve("splits.jsonl"));
  }

  @Test
  void aBadSplitIsNamedWithItsLine() throws IOException {
    writeTwoArticles();
    String good = "{\"article\": \"a\", \"source\": \"A\", \"part\": \"train\"}";
    rejectsSplits(
        good.replace("train", "dev"), "1: part 'dev' is unknown. Known: development, test, train.");
    rejectsSplits(
        good.replace("\"part\"", "\"parts\""),
        "1: key 'parts' is unknown. Did you mean 'part'? Known: article, part, sample, source.");
    rejectsSplits(
        good.replace("\"source\": \"A\", ", ""), "1: 'source' is missing, expected a text.");
    rejectsSplits(
        good.replace("\"train\"", "\"train\", \"sample\": \"yes\""),
        "1: sample is \"yes\", expected true or false.");
    rejectsSplits(
        good.replace("\"train\"", "\"test\", \"sample\": true"),
        "1: sample is true in part 'test', but the sample is taken from train. Remove 'sample'.");
    rejectsSplits(
        good + "\n" + good,
        "2: article 'a' stands in "
            + directory.resolve("splits.jsonl")
            + ":1 already. Remove one line.");
  }

  private void rejectsSplits(String text, String message) throws IOException {
    write("splits.jsonl", text);
    assertThatThrownBy(() -> LabelledDataset.read(directory, CODEBOOK))
        .isInstanceOf(UserException.class)
        .hasMessage("%s:%s", directory.resolve("splits.jsonl"), message);
  }

  private void writeTwoArticles() throws IOException {
    write(
        "labels/all.jsonl",
        line("a", "The convoy", "agree", "agree", ""),
        line("a", "The bridge", "agree", "agree", ""),
        line("b", "Freight", "agree", "agree", ""));
    write("adjudication/final.jsonl", line("a", "The bridge", "agree", "agree", ""));
  }

  private Map<Integer, ParagraphLabels> finalLabels() {
    return LabelledDataset.read(directory, CODEBOOK).finalLabels(CANDIDATES);
  }

  /** The final labels of the first paragraph. */
  private ParagraphLabels finalLabel() {
    return Objects.requireNonNull(finalLabels().get(0));
  }

  private static String named(String annotator, String more) {
    return ", \"annotator\": \"" + annotator + (more.isEmpty() ? "\"" : "\", " + more);
  }

  private static String line(
      String article, String starts, String deal, String trade, String rest) {
    return "{\"article\": \"%s\", \"starts\": \"%s\", \"stances\": {\"deal\": \"%s\", \"trade\": \"%s\"}%s}"
        .formatted(article, starts, deal, trade, rest);
  }

  private void write(String name, String... lines) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, String.join("\n", lines) + "\n");
  }
}
