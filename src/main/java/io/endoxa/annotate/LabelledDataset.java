package io.endoxa.annotate;

import io.endoxa.codebook.Codebook;
import io.endoxa.error.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The labels of a dataset directory, or of a part of it. Immutable.
 *
 * <p>Below the directory: {@code labels/*.jsonl} holds what each annotator said, a paragraph a line
 * ({@link ParagraphLabels}); {@code adjudication/*.jsonl}, which may be missing, holds in the same
 * format the final word on paragraphs where they differ; {@code splits.jsonl}, which may be
 * missing, says to which part each article belongs ({@link ArticleSplit}).
 */
public final class LabelledDataset {
  private final Path directory;
  private final List<ParagraphLabels> labels;
  private final List<ParagraphLabels> adjudications;
  private final Map<String, ArticleSplit> splits;
  private final DatasetPart part;

  private LabelledDataset(
      Path directory,
      List<ParagraphLabels> labels,
      List<ParagraphLabels> adjudications,
      Map<String, ArticleSplit> splits,
      DatasetPart part) {
    this.directory = directory;
    this.labels = List.copyOf(labels);
    this.adjudications = List.copyOf(adjudications);
    this.splits = Map.copyOf(splits);
    this.part = part;
  }

  /**
   * Reads the whole dataset.
   *
   * @throws UserException naming file and line at the first thing wrong, or if there is no label
   */
  public static LabelledDataset read(Path directory, Codebook codebook) {
    List<ParagraphLabels> adjudications = new ArrayList<>();
    for (Path file : adjudicationFiles(directory)) {
      adjudications.addAll(LabelFile.read(file, codebook));
    }
    Path splits = splitsFile(directory);
    return new LabelledDataset(
        directory,
        LabelFile.readAll(labelsDirectory(directory), codebook),
        adjudications,
        Files.exists(splits) ? ArticleSplit.read(splits) : Map.of(),
        DatasetPart.ALL);
  }

  /** Every file that {@link #read} reads, for manifests. */
  public List<Path> files() {
    List<Path> files = new ArrayList<>(LabelFile.files(labelsDirectory(directory)));
    files.addAll(adjudicationFiles(directory));
    if (Files.exists(splitsFile(directory))) {
      files.add(splitsFile(directory));
    }
    return List.copyOf(files);
  }

  private static Path labelsDirectory(Path directory) {
    return directory.resolve("labels");
  }

  private static List<Path> adjudicationFiles(Path directory) {
    Path adjudication = directory.resolve("adjudication");
    return Files.exists(adjudication) ? LabelFile.files(adjudication) : List.of();
  }

  private static Path splitsFile(Path directory) {
    return directory.resolve("splits.jsonl");
  }

  /**
   * The dataset with the labels of one part alone.
   *
   * @throws UserException if there are no splits, if they leave a labelled article out, or if the
   *     part holds no label
   */
  public LabelledDataset only(DatasetPart wanted) {
    if (wanted == DatasetPart.ALL) {
      return this;
    }
    Path file = splitsFile(directory);
    if (splits.isEmpty()) {
      throw new UserException(
          ("part '%s' is asked for, but %s does not say which articles belong to it. Write a line"
                  + " an article, such as {\"article\": \"a1\", \"source\": \"Gazette\", \"part\":"
                  + " \"test\"}, or ask for part 'all'.")
              .formatted(wanted.word(), file));
    }
    List<String> unassigned =
        labelledArticles().stream().filter(article -> !splits.containsKey(article)).toList();
    if (!unassigned.isEmpty()) {
      throw new UserException(
          "%s: %d labelled articles stand in no part: %s. Add a line for each, or ask for part 'all'."
              .formatted(file, unassigned.size(), FirstFew.of(unassigned, ", ")));
    }
    LabelledDataset of =
        new LabelledDataset(
            directory, ofPart(labels, wanted), ofPart(adjudications, wanted), splits, wanted);
    if (of.labels.isEmpty()) {
      throw new UserException(
          "%s: no labelled article belongs to part '%s'. Put some there, or ask for another part."
              .formatted(file, wanted.word()));
    }
    return of;
  }

  private List<ParagraphLabels> ofPart(List<ParagraphLabels> rows, DatasetPart wanted) {
    return rows.stream()
        .filter(
            row -> {
              ArticleSplit split = splits.get(row.articleId());
              return split != null && split.isIn(wanted);
            })
        .toList();
  }

  private Set<String> labelledArticles() {
    return Stream.concat(labels.stream(), adjudications.stream())
        .map(ParagraphLabels::articleId)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What each annotator said, in the order of the files. */
  public List<ParagraphLabels> labels() {
    return labels;
  }

  /** The final word where annotators differ, in the order of the files. */
  public List<ParagraphLabels> adjudications() {
    return adjudications;
  }

  /** The part that an article belongs to: train, development or test. */
  public Optional<DatasetPart> partOf(String articleId) {
    return splitOf(articleId).map(ArticleSplit::part);
  }

  public boolean hasSplits() {
    return !splits.isEmpty();
  }

  /** What the splits say of an article. */
  public Optional<ArticleSplit> splitOf(String articleId) {
    return Optional.ofNullable(splits.get(articleId));
  }

  /** The labelled articles of a part; empty if no article of the dataset need be left out. */
  public Optional<Set<String>> onlyArticles() {
    return part == DatasetPart.ALL ? Optional.empty() : Optional.of(labelledArticles());
  }

  /** What each annotator said of each paragraph, by its position, as {@link LabelMatcher} does. */
  public Map<Integer, List<ParagraphLabels>> individualLabels(
      List<LabelMatcher.Candidate> candidates) {
    return LabelMatcher.match(labels, candidates);
  }

  /**
   * One label per labelled paragraph, by its position, in ascending order: what annotators said,
   * agreed on by majority or decided by adjudication.
   *
   * @param candidates the paragraphs of the articles, without repeats
   * @throws UserException naming the rows that do not fit the paragraphs, or that differ without
   *     majority and adjudication
   */
  public Map<Integer, ParagraphLabels> finalLabels(List<LabelMatcher.Candidate> candidates) {
    return finalLabels(individualLabels(candidates), candidates);
  }

  /**
   * As {@link #finalLabels(List)}, for a caller who has the individual labels already.
   *
   * @param individual what {@link #individualLabels} gives for the same candidates
   */
  public Map<Integer, ParagraphLabels> finalLabels(
      Map<Integer, List<ParagraphLabels>> individual, List<LabelMatcher.Candidate> candidates) {
    return FinalLabels.of(individual, LabelMatcher.matchOne(adjudications, candidates));
  }
}
