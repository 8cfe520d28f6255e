package io.endoxa.job;

import io.endoxa.annotate.LabelMatcher;
import io.endoxa.annotate.LabelledDataset;
import io.endoxa.annotate.ParagraphLabels;
import io.endoxa.text.Article;
import io.endoxa.text.Paragraph;
import io.endoxa.text.ReadResult;
import io.endoxa.text.clean.ArticleCutter;
import io.endoxa.text.clean.CutArticle;
import io.endoxa.text.source.ArticleFields;
import io.endoxa.text.source.ArticleSource;
import io.endoxa.text.source.ArticleSources;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The articles of a dataset, read and cut without Spark, in the order of their files' names. */
record DatasetArticles(List<Path> files, List<CutArticle> articles) {
  DatasetArticles {
    files = List.copyOf(files);
    articles = List.copyOf(articles);
  }

  static DatasetArticles read(Path directory) {
    ArticleSources sources = new ArticleSources(ArticleFields.STANDARD);
    ArticleCutter cutter = new ArticleCutter();
    List<Path> files = new ArrayList<>();
    List<CutArticle> articles = new ArrayList<>();
    try (Stream<Path> found = Files.walk(directory.resolve("articles"))) {
      for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
        Optional<ArticleSource> source = sources.forFile(file.toString());
        if (source.isPresent()) {
          files.add(file);
          try (InputStream in = Files.newInputStream(file)) {
            Iterator<ReadResult> results = source.get().read(file.toString(), in);
            while (results.hasNext()) {
              if (results.next() instanceof Article article) {
                articles.add(cutter.cut(article));
              }
            }
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new DatasetArticles(files, articles);
  }

  /** The paragraphs of all articles that repeat none of their own article. */
  List<Paragraph> paragraphs() {
    return articles.stream()
        .flatMap(article -> article.paragraphs().stream())
        .filter(paragraph -> paragraph.duplicateOf() == null)
        .toList();
  }

  /** The final labels by paragraph. */
  Map<Paragraph, ParagraphLabels> labelled(LabelledDataset dataset) {
    List<Paragraph> paragraphs = paragraphs();
    List<LabelMatcher.Candidate> candidates = new ArrayList<>();
    for (Paragraph paragraph : paragraphs) {
      candidates.add(
          new LabelMatcher.Candidate(candidates.size(), paragraph.articleId(), paragraph.text()));
    }
    Map<Paragraph, ParagraphLabels> labelled = new LinkedHashMap<>();
    dataset
        .finalLabels(candidates)
        .forEach((position, labels) -> labelled.put(paragraphs.get(position), labels));
    return labelled;
  }
}
