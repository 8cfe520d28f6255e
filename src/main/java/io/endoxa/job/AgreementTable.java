package io.endoxa.job;

import io.endoxa.annotate.AnnotatorAgreement;
import io.endoxa.annotate.AnnotatorPair;
import io.endoxa.codebook.Codebook;
import io.endoxa.evaluate.Agreement;
import io.endoxa.evaluate.Metric;
import io.endoxa.report.Figures;
import io.endoxa.report.NamedTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far annotators agree, for people. */
final class AgreementTable {
  private AgreementTable() {}

  /** A row per question and pair of annotators; null if no paragraph has two. */
  static @Nullable NamedTable of(AnnotatorAgreement agreement, Codebook codebook) {
    if (agreement.paragraphs() == 0) {
      return null;
    }
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("", "annotators", "paragraphs", "equal", "value", "95 %"));
    for (AnnotatorPair pair : agreement.pairs()) {
      pair.stances(codebook)
          .forEach((question, kappa) -> table.add(row("kappa " + question, pair.names(), kappa)));
      table.add(row("kappa voice", pair.names(), pair.voice()));
      table.add(row("micro-F1 frames", pair.names(), pair.frames()));
    }
    return new NamedTable("Agreement of two annotators", table);
  }

  private static List<String> row(String name, String annotators, Agreement agreement) {
    Metric value = agreement.value();
    return List.of(
        name,
        annotators,
        String.valueOf(agreement.examples()),
        String.valueOf(agreement.equal()),
        value.exists() ? Figures.decimal(value) : "none",
        value.exists() ? Figures.interval(value) : String.valueOf(value.reason()));
  }
}
