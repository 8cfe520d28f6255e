package io.endoxa.evaluate;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the corpus that a model was trained on is like, so that another can be compared with it;
 * {@code profile.json} of a model's directory.
 *
 * @param format version of this layout
 * @param paragraphs that are labelled
 * @param articles that they stand in
 * @param sources of these articles
 * @param from the first day of publication, UTC; null if no article has a date
 * @param to the last
 * @param texts what was measured of the paragraphs' texts, by the name of the measure
 * @param meanVector of the paragraphs' vectors, {@code [dim]}
 * @param stances how many paragraphs have each stance, by question
 * @param confidence of the model on paragraphs that it was not trained on, all questions together
 */
public record TrainingProfile(
    int format,
    long paragraphs,
    long articles,
    long sources,
    @Nullable String from,
    @Nullable String to,
    Map<String, Histogram> texts,
    List<Float> meanVector,
    Map<String, Map<String, Long>> stances,
    Histogram confidence) {
  /** The layout that this version writes and reads. */
  public static final int FORMAT = 1;

  /** The file's name inside a model directory. */
  public static final String FILE = "profile.json";

  /** The measure of which confidence is. */
  public static final String CONFIDENCE = "confidence";

  /** The measure of which stances are. */
  public static final String STANCE = "stance";

  public TrainingProfile {
    texts = Map.copyOf(texts);
    meanVector = List.copyOf(meanVector);
    stances = Map.copyOf(stances);
  }
}
