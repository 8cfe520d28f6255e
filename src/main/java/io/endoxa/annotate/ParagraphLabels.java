package io.endoxa.annotate;

import io.endoxa.codebook.Stance;
import io.endoxa.text.Voice;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody said of one paragraph, or what several people came to.
 *
 * @param place file and line, for messages
 * @param articleId the article it stands in
 * @param starts the paragraph's beginning, enough of it to be the only one in its article
 * @param stances by question id; a question without a label is absent
 * @param frames frame ids by weight; null when frames were not annotated, which is not the same as
 *     an empty list
 * @param annotator who gave the labels; empty if that is not said, or if several agreed on them
 * @param voice who speaks; null when it was not annotated
 * @param phenomena what makes the paragraph hard, such as {@code irony}; for error analysis
 * @param pairId names the pair that the paragraph and a slightly different one make; null if none
 */
public record ParagraphLabels(
    String place,
    String articleId,
    String starts,
    Map<String, Stance> stances,
    @Nullable List<String> frames,
    String annotator,
    @Nullable Voice voice,
    List<String> phenomena,
    @Nullable String pairId) {
  public ParagraphLabels {
    stances = Map.copyOf(stances);
    frames = frames == null ? null : List.copyOf(frames);
    phenomena = List.copyOf(phenomena);
  }
}
