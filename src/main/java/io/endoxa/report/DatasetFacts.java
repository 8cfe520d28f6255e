package io.endoxa.report;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a dataset says of itself, as far as it does.
 *
 * @param name of the dataset
 * @param licence an identifier of the Hugging Face Hub; null if the dataset states none
 * @param annotationsCreators who labelled it, in the Hub's words; empty if it does not say
 * @param languageCreators who wrote its texts, in the Hub's words; empty if it does not say
 * @param limits sentences on what figures from it do not show
 */
public record DatasetFacts(
    String name,
    @Nullable String licence,
    List<String> annotationsCreators,
    List<String> languageCreators,
    List<String> limits) {
  public DatasetFacts {
    Objects.requireNonNull(name, "name");
    annotationsCreators = List.copyOf(annotationsCreators);
    languageCreators = List.copyOf(languageCreators);
    limits = List.copyOf(limits);
  }

  /** The licence, or what the Hub calls one that is not stated. */
  String licenceOrUnknown() {
    return licence == null ? "unknown" : licence;
  }
}
