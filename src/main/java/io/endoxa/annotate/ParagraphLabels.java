package io.endoxa.annotate;

import io.endoxa.codebook.Stance;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What annotators said of one paragraph.
 *
 * @param place file and line, for messages
 * @param articleId the article it stands in
 * @param starts the paragraph's beginning, enough of it to be the only one in its article
 * @param stances by question id; a question without a label is absent
 * @param frames frame ids by weight; null when frames were not annotated, which is not the same as
 *     an empty list
 */
public record ParagraphLabels(
    String place,
    String articleId,
    String starts,
    Map<String, Stance> stances,
    @Nullable List<String> frames) {
  public ParagraphLabels {
    stances = Map.copyOf(stances);
    frames = frames == null ? null : List.copyOf(frames);
  }
}
