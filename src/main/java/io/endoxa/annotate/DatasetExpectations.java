package io.endoxa.annotate;

import io.endoxa.yaml.YamlMap;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a labelled dataset promises, as its {@code checks.yaml} says it. All bounds are inclusive.
 * What is null is not promised, and so not checked.
 *
 * @param articles at least
 * @param paragraphs at least
 * @param sources at least; each article names its source, url and title then
 * @param agree paragraphs per question, at least
 * @param disagree paragraphs per question, at least
 * @param discuss paragraphs per question, at least
 * @param unrelatedToAll paragraphs that take no question up, at least
 * @param unrelatedShare of the paragraph-question pairs of articles that take a question up
 * @param phenomena the tags that may occur; empty if any may
 * @param perPhenomenon paragraphs with each tag, at least
 * @param pairs minimal pairs, at least; 0 if none are promised
 * @param minParagraphs of an article
 * @param maxParagraphs of an article
 * @param minMedianWords of a paragraph
 * @param maxMedianWords of a paragraph
 * @param longShare of paragraphs with more than {@link #LONG_WORDS} words, at least
 * @param shortShare of paragraphs with fewer than {@link #SHORT_WORDS} words, at least
 * @param firstYear of publication; each article is dated then
 * @param lastYear of publication; each article is dated then
 * @param sharedWords a run of so many words may not stand in two paragraphs
 * @param nearDuplicate Jaccard similarity of word triples from which two paragraphs count as one
 * @param leakage how far a probe may exceed the majority's macro-F1; no source prints one side of a
 *     question alone then
 * @param secondShare of paragraphs that two annotators labelled, at least
 * @param kappa of two annotators per question, at least
 */
public record DatasetExpectations(
    @Nullable Integer articles,
    @Nullable Integer paragraphs,
    @Nullable Integer sources,
    @Nullable Integer agree,
    @Nullable Integer disagree,
    @Nullable Integer discuss,
    @Nullable Integer unrelatedToAll,
    @Nullable Double unrelatedShare,
    List<String> phenomena,
    @Nullable Integer perPhenomenon,
    int pairs,
    @Nullable Integer minParagraphs,
    @Nullable Integer maxParagraphs,
    @Nullable Integer minMedianWords,
    @Nullable Integer maxMedianWords,
    @Nullable Double longShare,
    @Nullable Double shortShare,
    @Nullable Integer firstYear,
    @Nullable Integer lastYear,
    @Nullable Integer sharedWords,
    @Nullable Double nearDuplicate,
    @Nullable Double leakage,
    @Nullable Double secondShare,
    @Nullable Double kappa) {
  /** The file's name inside a dataset's directory. */
  public static final String FILE = "checks.yaml";

  static final int LONG_WORDS = 160;
  static final int SHORT_WORDS = 30;

  private static final int MANY = 1_000_000_000;
  private static final List<String> KEYS =
      List.of(
          "articles",
          "paragraphs",
          "sources",
          "agree",
          "disagree",
          "discuss",
          "unrelated-to-all",
          "unrelated-share",
          "phenomena",
          "per-phenomenon",
          "pairs",
          "min-paragraphs",
          "max-paragraphs",
          "min-median-words",
          "max-median-words",
          "long-share",
          "short-share",
          "first-year",
          "last-year",
          "shared-words",
          "near-duplicate",
          "leakage",
          "second-share",
          "kappa");

  public DatasetExpectations {
    phenomena = List.copyOf(phenomena);
  }

  /** Reads the file; throws {@link io.endoxa.error.UserException} naming file, line and key. */
  public static DatasetExpectations read(Path file) {
    return of(YamlMap.read(file));
  }

  /** As {@link #read}; {@code file} only names the text in messages. */
  static DatasetExpectations parse(String file, String text) {
    return of(YamlMap.parse(file, text));
  }

  private static DatasetExpectations of(YamlMap map) {
    map.onlyKnownKeys(KEYS);
    return new DatasetExpectations(
        count(map, "articles"),
        count(map, "paragraphs"),
        count(map, "sources"),
        count(map, "agree"),
        count(map, "disagree"),
        count(map, "discuss"),
        count(map, "unrelated-to-all"),
        share(map, "unrelated-share"),
        map.has("phenomena") ? map.strings("phenomena") : List.of(),
        count(map, "per-phenomenon"),
        map.has("pairs") ? map.integer("pairs", 0, MANY) : 0,
        count(map, "min-paragraphs"),
        count(map, "max-paragraphs"),
        count(map, "min-median-words"),
        count(map, "max-median-words"),
        share(map, "long-share"),
        share(map, "short-share"),
        count(map, "first-year"),
        count(map, "last-year"),
        map.has("shared-words") ? map.integer("shared-words", 2, MANY) : null,
        share(map, "near-duplicate"),
        share(map, "leakage"),
        share(map, "second-share"),
        map.has("kappa") ? map.number("kappa", -1, 1) : null);
  }

  private static @Nullable Integer count(YamlMap map, String key) {
    return map.has(key) ? map.integer(key, 0, MANY) : null;
  }

  private static @Nullable Double share(YamlMap map, String key) {
    return map.has(key) ? map.number(key, 0, 1) : null;
  }
}
