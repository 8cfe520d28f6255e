package io.endoxa.job;

import io.endoxa.annotate.CheckResult;
import io.endoxa.annotate.DatasetExpectations;
import io.endoxa.annotate.LabelledDataset;
import io.endoxa.spark.ArticleLedger;
import io.endoxa.spark.Table;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.apache.spark.sql.Row;

/**
 * Checks the articles of a dataset, labelled or not: readable, complete, of the promised years and
 * source.
 */
final class ArticleChecks {
  private final DatasetExpectations expected;
  private final List<Row> articles;
  private final List<CheckResult> results = new ArrayList<>();

  private ArticleChecks(ArticleLedger ledger, DatasetExpectations expected) {
    this.expected = expected;
    this.articles =
        ledger
            .articles()
            .select(Table.ARTICLE_ID, Table.SOURCE, Table.PUBLISHED_AT, Table.URL, Table.TITLE)
            .orderBy(Table.ARTICLE_ID)
            .collectAsList();
  }

  /** The outcomes, in a fixed order. */
  static List<CheckResult> check(
      ArticleLedger ledger, LabelledDataset dataset, DatasetExpectations expected) {
    ArticleChecks checks = new ArticleChecks(ledger, expected);
    checks.readable(ledger);
    checks.complete();
    checks.years();
    checks.sources(dataset);
    return List.copyOf(checks.results);
  }

  private void readable(ArticleLedger ledger) {
    results.add(
        CheckResult.none(
            "articles that cannot be read",
            ledger.quarantine().orderBy(Table.SOURCE_FILE, Table.POSITION).collectAsList().stream()
                .map(
                    row ->
                        "%s:%d: %s"
                            .formatted(
                                row.<String>getAs(Table.SOURCE_FILE),
                                row.<Integer>getAs(Table.POSITION),
                                row.<String>getAs("detail")))
                .toList()));
  }

  private void complete() {
    if (expected.sources() != null) {
      results.add(without("source, url or title", Table.SOURCE, Table.URL, Table.TITLE));
    }
    if (expected.firstYear() != null || expected.lastYear() != null) {
      results.add(without("date", Table.PUBLISHED_AT));
    }
  }

  private CheckResult without(String what, String... columns) {
    return CheckResult.none(
        "articles without " + what,
        articles.stream()
            .filter(row -> List.of(columns).stream().anyMatch(column -> row.getAs(column) == null))
            .map(row -> row.<String>getAs(Table.ARTICLE_ID))
            .toList());
  }

  private void years() {
    Integer first = expected.firstYear();
    Integer last = expected.lastYear();
    if (first != null) {
      results.add(dated("before " + first, year -> year < first));
    }
    if (last != null) {
      results.add(dated("after " + last, year -> year > last));
    }
  }

  private CheckResult dated(String when, IntPredicate wrong) {
    List<String> rows = new ArrayList<>();
    for (Row row : articles) {
      if (!row.isNullAt(2)) {
        int year = row.getTimestamp(2).toInstant().atZone(ZoneOffset.UTC).getYear();
        if (wrong.test(year)) {
          rows.add(row.getString(0) + ": " + year);
        }
      }
    }
    return CheckResult.none("articles dated " + when, rows);
  }

  /** Splits repeat the source of an article; where it has none, there is nothing to compare. */
  private void sources(LabelledDataset dataset) {
    if (!dataset.hasSplits()) {
      return;
    }
    List<String> rows = new ArrayList<>();
    for (Row row : articles) {
      String id = row.getString(0);
      String source = row.getAs(Table.SOURCE);
      dataset
          .splitOf(id)
          .filter(split -> source != null && !split.source().equals(source))
          .ifPresent(
              split ->
                  rows.add(
                      "%s: '%s' in the article, '%s' in %s"
                          .formatted(id, source, split.source(), split.place())));
    }
    results.add(CheckResult.none("articles whose source the splits do not repeat", rows));
  }
}
