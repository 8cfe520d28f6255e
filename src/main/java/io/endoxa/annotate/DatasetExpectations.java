package io.endoxa.annotate;

import io.endoxa.yaml.YamlMap;
import java.nio.file.Path;
import java.util.List;

/**
 * What a labelled dataset promises, as its {@code checks.yaml} says it. All bounds are inclusive.
 *
 * @param articles at least
 * @param paragraphs at least
 * @param sources at least
 * @param agree paragraphs per question, at least
 * @param disagree paragraphs per question, at least
 * @param discuss paragraphs per question, at least
 * @param unrelatedToAll paragraphs that take no question up, at least
 * @param unrelatedShare of the paragraph-question pairs of articles that take a question up
 * @param phenomena the tags that may occur
 * @param perPhenomenon paragraphs with each tag, at least
 * @param pairs minimal pairs, at least
 * @param minParagraphs of an article
 * @param maxParagraphs of an article
 * @param minMedianWords of a paragraph
 * @param maxMedianWords of a paragraph
 * @param longShare of paragraphs with more than {@link #LONG_WORDS} words, at least
 * @param shortShare of paragraphs with fewer than {@link #SHORT_WORDS} words, at least
 * @param firstYear of publication
 * @param lastYear of publication
 * @param sharedWords a run of so many words may not stand in two paragraphs
 * @param nearDuplicate Jaccard similarity of word triples from which two paragraphs count as one
 * @param leakage how far a probe may exceed the majority's macro-F1
 * @param secondShare of paragraphs that two annotators labelled, at least
 * @param kappa of two annotators per question, at least
 */
public record DatasetExpectations(
    int articles,
    int paragraphs,
    int sources,
    int agree,
    int disagree,
    int discuss,
    int unrelatedToAll,
    double unrelatedShare,
    List<String> phenomena,
    int perPhenomenon,
    int pairs,
    int minParagraphs,
    int maxParagraphs,
    int minMedianWords,
    int maxMedianWords,
    double longShare,
    double shortShare,
    int firstYear,
    int lastYear,
    int sharedWords,
    double nearDuplicate,
    double leakage,
    double secondShare,
    double kappa) {
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
    YamlMap map = YamlMap.read(file);
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
        map.strings("phenomena"),
        count(map, "per-phenomenon"),
        count(map, "pairs"),
        count(map, "min-paragraphs"),
        count(map, "max-paragraphs"),
        count(map, "min-median-words"),
        count(map, "max-median-words"),
        share(map, "long-share"),
        share(map, "short-share"),
        count(map, "first-year"),
        count(map, "last-year"),
        map.integer("shared-words", 2, MANY),
        share(map, "near-duplicate"),
        share(map, "leakage"),
        share(map, "second-share"),
        map.number("kappa", -1, 1));
  }

  private static int count(YamlMap map, String key) {
    return map.integer(key, 0, MANY);
  }

  private static double share(YamlMap map, String key) {
    return map.number(key, 0, 1);
  }
}
