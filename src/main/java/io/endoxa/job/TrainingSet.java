package io.endoxa.job;

import io.endoxa.annotate.LabelMatcher;
import io.endoxa.annotate.LabelledDataset;
import io.endoxa.annotate.ParagraphLabels;
import io.endoxa.classify.HashedTerms;
import io.endoxa.classify.ParagraphFeatures;
import io.endoxa.classify.StanceHead;
import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Stance;
import io.endoxa.encode.EncoderSpec;
import io.endoxa.spark.Table;
import io.endoxa.spark.VectorColumns;
import io.endoxa.text.source.ArticleFields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;

/**
 * Labelled paragraphs with their features, in the order of article id and paragraph index. All
 * lists and arrays have one entry per paragraph. Fits the driver's memory: labels are given by
 * people.
 *
 * @param sources null where an article names none
 */
record TrainingSet(
    Codebook codebook,
    List<String> ids,
    List<String> texts,
    List<ParagraphFeatures> features,
    List<String> articles,
    List<@Nullable String> sources,
    List<ParagraphLabels> labels) {
  TrainingSet {
    ids = List.copyOf(ids);
    texts = List.copyOf(texts);
    features = List.copyOf(features);
    articles = List.copyOf(articles);
    // List.copyOf takes no null.
    sources = Collections.unmodifiableList(new ArrayList<>(sources));
    labels = List.copyOf(labels);
  }

  /**
   * Joins final labels with the paragraphs they belong to.
   *
   * @param paragraphs with text, ids, source and vectors
   */
  static TrainingSet of(
      Codebook codebook, LabelledDataset dataset, Dataset<Row> paragraphs, int termDimension) {
    List<String> names = new ArrayList<>(VectorColumns.names());
    names.addAll(List.of(Table.PARAGRAPH_ID, Table.ARTICLE_ID, Table.SOURCE));
    List<Row> rows =
        paragraphs
            .where(functions.col(Table.DUPLICATE_OF).isNull())
            .orderBy(Table.ARTICLE_ID, Table.PARAGRAPH_INDEX)
            .select(names.stream().map(functions::col).toArray(Column[]::new))
            .collectAsList();
    Map<Integer, ParagraphLabels> matched = dataset.finalLabels(candidates(rows));
    HashedTerms terms = new HashedTerms(termDimension);
    List<String> ids = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    List<ParagraphFeatures> features = new ArrayList<>();
    List<String> articles = new ArrayList<>();
    List<@Nullable String> sources = new ArrayList<>();
    for (int position : matched.keySet()) {
      Row row = rows.get(position);
      ids.add(row.getAs(Table.PARAGRAPH_ID));
      texts.add(row.getAs(Table.TEXT));
      features.add(VectorColumns.features(row, terms));
      articles.add(row.getAs(Table.ARTICLE_ID));
      sources.add(row.getAs(Table.SOURCE));
    }
    return new TrainingSet(
        codebook, ids, texts, features, articles, sources, List.copyOf(matched.values()));
  }

  /** Reads, encodes and joins the labelled articles of a dataset or of a part of it. */
  static TrainingSet of(
      RunContext run,
      Codebook codebook,
      LabelledDataset dataset,
      EncoderSpec encoder,
      int termDimension) {
    Corpus corpus = corpus(run, dataset, encoder);
    corpus.requireContract(run.spec().maxQuarantined());
    return of(codebook, dataset, corpus.paragraphs(), termDimension);
  }

  /** The labelled articles of a dataset or of a part of it, read and encoded once in a run. */
  static Corpus corpus(RunContext run, LabelledDataset dataset, EncoderSpec encoder) {
    return run.corpus(
        run.files(List.of(run.spec().datasetOrThrow() + "/articles")),
        ArticleFields.STANDARD,
        encoder,
        Corpus.Wanted.of(dataset.onlyArticles().orElse(null)));
  }

  /** Rows of paragraphs, with article id and text, as labels are matched with them. */
  static List<LabelMatcher.Candidate> candidates(List<Row> rows) {
    return IntStream.range(0, rows.size())
        .mapToObj(
            i ->
                new LabelMatcher.Candidate(
                    i, rows.get(i).getAs(Table.ARTICLE_ID), rows.get(i).getAs(Table.TEXT)))
        .toList();
  }

  /** These paragraphs, by their place, as labels are matched with them. */
  List<LabelMatcher.Candidate> candidates() {
    return IntStream.range(0, size())
        .mapToObj(i -> new LabelMatcher.Candidate(i, articles.get(i), texts.get(i)))
        .toList();
  }

  /** What an article counts as in groups: its source; one without is a group of its own. */
  static String group(@Nullable String source, String articleId) {
    return source == null ? "article " + articleId : source;
  }

  /** The {@link #group} of each paragraph: what folds may not tear apart. */
  List<String> groups() {
    return IntStream.of(allRows()).mapToObj(i -> group(sources.get(i), articles.get(i))).toList();
  }

  int size() {
    return features.size();
  }

  /**
   * What heads say about some rows, {@code [row][stance]}.
   *
   * @param ofRow the head that scores a row
   */
  float[][] logits(int[] rows, int question, IntFunction<? extends StanceHead> ofRow) {
    return IntStream.of(rows)
        .mapToObj(row -> ofRow.apply(row).logits(features().get(row), question))
        .toArray(float[][]::new);
  }

  /** The positions of all paragraphs. */
  int[] allRows() {
    return IntStream.range(0, size()).toArray();
  }

  Stance stance(int paragraph, int question) {
    String id = codebook.questions().get(question).id();
    return Objects.requireNonNull(labels.get(paragraph).stances().get(id));
  }

  /** All true stances, {@code [question][paragraph]}: positions of {@link Stance}. */
  int[][] positions() {
    return IntStream.range(0, codebook.questions().size())
        .mapToObj(
            question ->
                IntStream.of(allRows()).map(row -> stance(row, question).position()).toArray())
        .toArray(int[][]::new);
  }

  /** The true stances of some paragraphs. */
  List<Stance> stances(int[] paragraphs, int question) {
    return Arrays.stream(paragraphs).mapToObj(i -> stance(i, question)).toList();
  }

  /** {@code [frame]} of one paragraph, or null where frames were not annotated. */
  boolean @Nullable [] frames(int paragraph) {
    List<String> frames = labels.get(paragraph).frames();
    if (frames == null) {
      return null;
    }
    boolean[] present = new boolean[codebook.frames().size()];
    for (int i = 0; i < present.length; i++) {
      present[i] = frames.contains(codebook.frames().get(i).id());
    }
    return present;
  }

  /** The positions of the paragraphs whose frames were annotated. */
  int[] framedRows() {
    return IntStream.range(0, size()).filter(i -> frames(i) != null).toArray();
  }

  /** As {@link #frames}, with none present where frames were not annotated. */
  boolean[] framesOrNone(int paragraph) {
    boolean @Nullable [] present = frames(paragraph);
    return present == null ? new boolean[codebook.frames().size()] : present;
  }

  long articleCount() {
    return articles.stream().distinct().count();
  }

  long sourceCount() {
    return groups().stream().distinct().count();
  }
}
