package io.endoxa.decide;

import io.endoxa.classify.LinearStanceHead;
import io.endoxa.classify.ParagraphFeatures;
import io.endoxa.classify.Tensors;
import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Stance;
import io.endoxa.error.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a model must beat: the most frequent stance of each question, and TF-IDF with logistic
 * regression. Trained on what the model is trained on and kept beside it, so that a figure on any
 * dataset has its baselines. It labels nothing.
 *
 * @param majority the most frequent stance in training, per question
 * @param tfIdf reads terms alone
 */
public record Baselines(List<Stance> majority, LinearStanceHead tfIdf) {
  static final String MAJORITY_FILE = "baseline.json";
  static final String TF_IDF_FILE = "baseline.safetensors";

  private static final int FORMAT = 1;

  /** baseline.json. */
  record Majority(int format, Map<String, String> majority) {}

  public Baselines {
    majority = List.copyOf(majority);
    if (tfIdf.vectorDimension() != 0) {
      throw new IllegalArgumentException("the baseline reads vectors, expected terms alone");
    }
  }

  /** The stance that TF-IDF and logistic regression give. */
  public Stance tfIdf(ParagraphFeatures paragraph, int question) {
    return Stance.mostLikely(tfIdf.logits(termsAlone(paragraph), question));
  }

  /** A paragraph as the baseline reads it: without vectors. */
  public static ParagraphFeatures termsAlone(ParagraphFeatures paragraph) {
    return new ParagraphFeatures(new float[0], new float[0][], paragraph.terms());
  }

  /** The files in a model directory, by name. */
  public SortedMap<String, byte[]> files(Codebook codebook) {
    Map<String, String> named = new TreeMap<>();
    for (int i = 0; i < majority.size(); i++) {
      named.put(codebook.questionIds().get(i), majority.get(i).label());
    }
    SortedMap<String, byte[]> files = new TreeMap<>();
    files.put(MAJORITY_FILE, ModelJson.write(new Majority(FORMAT, named)));
    files.put(TF_IDF_FILE, Tensors.write(tfIdf.tensors()));
    return files;
  }

  /**
   * Reads the baselines from a model directory's files; empty if it has none, as models of earlier
   * versions do not. Throws {@link UserException} naming file and field or tensor.
   */
  public static Optional<Baselines> of(Map<String, byte[]> files, Codebook codebook) {
    byte[] majorityBytes = files.get(MAJORITY_FILE);
    byte[] tensors = files.get(TF_IDF_FILE);
    if (majorityBytes == null || tensors == null) {
      return Optional.empty();
    }
    Majority read = ModelJson.read(MAJORITY_FILE, majorityBytes, Majority.class);
    if (read.format() != FORMAT) {
      throw new UserException(
          "%s: format is %d, expected %d. Train the model again with this version."
              .formatted(MAJORITY_FILE, read.format(), FORMAT));
    }
    List<Stance> majority = new ArrayList<>();
    for (String question : codebook.questionIds()) {
      String label = read.majority().get(question);
      if (label == null) {
        throw new UserException(
            "%s: field 'majority.%s' is missing, expected a stance for each question."
                .formatted(MAJORITY_FILE, question));
      }
      majority.add(Stance.of(label, MAJORITY_FILE));
    }
    LinearStanceHead tfIdf =
        LinearStanceHead.read(
            TF_IDF_FILE, Tensors.read(TF_IDF_FILE, tensors), codebook.questions().size());
    return Optional.of(new Baselines(majority, tfIdf));
  }
}
