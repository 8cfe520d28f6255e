package io.endoxa.job;

import io.endoxa.annotate.MarkedEvidence;
import io.endoxa.decide.Decision;
import io.endoxa.encode.SharedEncoders;
import io.endoxa.error.UserException;
import io.endoxa.evaluate.ClusterBootstrap;
import io.endoxa.evaluate.Metric;
import io.endoxa.report.Figures;
import io.endoxa.report.NamedTable;
import io.endoxa.spark.EvidenceFinder;
import io.endoxa.text.ParagraphSentences;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * How often the sentence that is found for a stance is one that was marked by hand, beside what is
 * found without a model.
 */
final class EvidenceScores {
  private EvidenceScores() {}

  /**
   * A marked pair whose paragraph has several sentences.
   *
   * @param paragraph its position in the set
   * @param marked positions of the sentences that carry the stance
   */
  record Pair(
      MarkedEvidence evidence, int paragraph, ParagraphSentences sentences, Set<Integer> marked) {
    Pair {
      marked = Set.copyOf(marked);
    }

    /** The longest sentence, the first among equals. */
    int longest() {
      return IntStream.range(0, sentences.size())
          .reduce(
              0,
              (one, other) ->
                  sentences.sentence(other).length() > sentences.sentence(one).length()
                      ? other
                      : one);
    }

    /** How likely a sentence that is drawn at random is a marked one. */
    double chance() {
      return (double) marked.size() / sentences.size();
    }
  }

  /**
   * What is marked in the articles of the set.
   *
   * @throws UserException naming the line that does not fit the labels or the paragraph
   */
  static List<Pair> marked(RunContext run, TrainingSet set) {
    List<MarkedEvidence> marked = new ArrayList<>();
    for (Path file : MarkedEvidence.files(Path.of(run.spec().datasetOrThrow()))) {
      marked.addAll(MarkedEvidence.read(file, set.codebook()));
      run.addInput(file);
    }
    return pairs(set, marked);
  }

  /** The table for the summary; empty if nothing is marked. */
  static Optional<NamedTable> of(
      RunContext run,
      TrainingSet set,
      List<Pair> pairs,
      OpenedModel opened,
      List<List<Decision>> decisions) {
    if (pairs.isEmpty()) {
      return Optional.empty();
    }
    List<Integer> found =
        ProgressMeter.inParallel(
            pairs,
            pair ->
                new EvidenceFinder(
                        opened.model(),
                        SharedEncoders.of(opened.encoder()),
                        opened.judge().orElse(null))
                    .sentence(pair.sentences(), question(set, pair), pair.evidence().stance()),
            "sentences looked for",
            run::say);
    List<Boolean> labelledSo =
        pairs.stream()
            .map(
                pair ->
                    decisions.get(pair.paragraph()).get(question(set, pair)).stance()
                        == pair.evidence().stance())
            .toList();
    return Optional.of(table(pairs, found, labelledSo, run.spec().seed()));
  }

  private static int question(TrainingSet set, Pair pair) {
    return set.codebook().questionIds().indexOf(pair.evidence().question());
  }

  /**
   * Finds the paragraphs of what is marked; articles that are not in the set are left out.
   *
   * @throws UserException naming the line that does not fit the labels or the paragraph
   */
  static List<Pair> pairs(TrainingSet set, List<MarkedEvidence> marked) {
    Set<String> articles = new HashSet<>(set.articles());
    Map<List<String>, Integer> paragraphs = new HashMap<>();
    for (int i = 0; i < set.size(); i++) {
      paragraphs.put(List.of(set.articles().get(i), set.labels().get(i).starts()), i);
    }
    List<Pair> pairs = new ArrayList<>();
    for (MarkedEvidence evidence : marked) {
      if (articles.contains(evidence.articleId())) {
        Integer paragraph = paragraphs.get(List.of(evidence.articleId(), evidence.starts()));
        if (paragraph == null) {
          throw new UserException(
              "%s: no label of article '%s' starts with '%s'. Write 'starts' as it stands in labels/."
                  .formatted(evidence.place(), evidence.articleId(), evidence.starts()));
        }
        pairs.add(pair(set, evidence, paragraph));
      }
    }
    return pairs.stream().filter(pair -> pair.sentences().size() > 1).toList();
  }

  private static Pair pair(TrainingSet set, MarkedEvidence evidence, int paragraph) {
    int question = set.codebook().questionIds().indexOf(evidence.question());
    if (set.stance(paragraph, question) != evidence.stance()) {
      throw new UserException(
          "%s: stance is '%s', the labels say '%s'. Mark the sentence again, or remove the line."
              .formatted(
                  evidence.place(),
                  evidence.stance().label(),
                  set.stance(paragraph, question).label()));
    }
    ParagraphSentences sentences = ParagraphSentences.of(set.texts().get(paragraph));
    Set<Integer> marked = new HashSet<>();
    for (String sentence : evidence.sentences()) {
      int position =
          IntStream.range(0, sentences.size())
              .filter(i -> sentences.sentence(i).equals(sentence))
              .findFirst()
              .orElse(-1);
      if (position < 0) {
        throw new UserException(
            "%s: evidence is no sentence of the paragraph. Write it word for word, from its first to its last mark."
                .formatted(evidence.place()));
      }
      marked.add(position);
    }
    return new Pair(evidence, paragraph, sentences, marked);
  }

  /**
   * What is printed.
   *
   * @param found the position of a sentence, for each pair
   * @param labelledSo whether the model labels the pair with the marked stance
   */
  static NamedTable table(
      List<Pair> pairs, List<Integer> found, List<Boolean> labelledSo, long seed) {
    List<Integer> all = IntStream.range(0, pairs.size()).boxed().toList();
    List<Integer> agreed = all.stream().filter(labelledSo::get).toList();
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of("sentence", "all %d pairs".formatted(all.size()), "95 %", "labelled so", "95 %"));
    List<Integer> first = pairs.stream().map(pair -> 0).toList();
    List<Integer> last = pairs.stream().map(pair -> pair.sentences().size() - 1).toList();
    List<Integer> longest = pairs.stream().map(Pair::longest).toList();
    rows.add(row("found by the model", pairs, List.of(all, agreed), found, seed));
    rows.add(row("first", pairs, List.of(all, agreed), first, seed));
    rows.add(row("last", pairs, List.of(all, agreed), last, seed));
    rows.add(row("longest", pairs, List.of(all, agreed), longest, seed));
    rows.add(
        List.of(
            "at random, expected",
            Figures.decimal(chance(pairs, all)),
            Figures.NONE,
            agreed.isEmpty() ? Figures.NONE : Figures.decimal(chance(pairs, agreed)),
            Figures.NONE));
    return new NamedTable(
        "Evidence: share of pairs whose sentence was marked by hand; labelled so: the %d that the model gives the marked stance"
            .formatted(agreed.size()),
        rows);
  }

  private static double chance(List<Pair> pairs, List<Integer> of) {
    return of.stream().mapToDouble(i -> pairs.get(i).chance()).average().orElseThrow();
  }

  private static List<String> row(
      String name, List<Pair> pairs, List<List<Integer>> parts, List<Integer> said, long seed) {
    List<String> row = new ArrayList<>(List.of(name));
    for (List<Integer> part : parts) {
      Metric share =
          ClusterBootstrap.standard(seed)
              .share(
                  part.stream().map(i -> pairs.get(i).evidence().articleId()).toList(),
                  part.stream().map(i -> pairs.get(i).marked().contains(said.get(i))).toList());
      row.add(Figures.decimal(share));
      row.add(Figures.interval(share));
    }
    return row;
  }
}
