package io.endoxa.decide;

import io.endoxa.classify.LinearStanceHead;
import io.endoxa.classify.ParagraphFeatures;
import io.endoxa.classify.SparseTerms;
import io.endoxa.classify.StanceHead;
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
import java.util.function.UnaryOperator;

/**
 * What a model must beat: the most frequent stance of each question, and logistic regressions on
 * simple features. Trained on what the model is trained on and kept beside it, so that a figure on
 * any dataset has its baselines. They label nothing.
 *
 * @param majority the most frequent stance in training, per question
 * @param tfIdf per question, reads terms alone
 * @param pooled one for all questions, reads {@link PooledTerms}
 * @param vectors per question, reads the encoder's frozen vectors alone
 */
public record Baselines(
    List<Stance> majority,
    LinearStanceHead tfIdf,
    LinearStanceHead pooled,
    LinearStanceHead vectors) {
  /** The names of {@link #heads}, in their order. */
  public static final List<String> HEADS = List.of("tf-idf", "pooled tf-idf", "vectors");

  static final String MAJORITY_FILE = "baseline.json";
  static final String TF_IDF_FILE = "baseline.safetensors";
  static final String POOLED_FILE = "baseline-pooled.safetensors";
  static final String VECTORS_FILE = "baseline-vectors.safetensors";

  private static final int FORMAT = 2;

  /** baseline.json. */
  record Majority(int format, Map<String, String> majority) {}

  public Baselines {
    majority = List.copyOf(majority);
    if (tfIdf.vectorDimension() != 0) {
      throw new IllegalArgumentException("the baseline reads vectors, expected terms alone");
    }
    if (pooled.termDimension() != 2 * tfIdf.termDimension() || pooled.vectorDimension() != 1) {
      throw new IllegalArgumentException(
          "the pooled baseline reads %d terms, expected twice %d"
              .formatted(pooled.termDimension(), tfIdf.termDimension()));
    }
  }

  /** Those that give logits; majority gives none. */
  public List<StanceHead> heads(Codebook codebook) {
    PooledTerms pairs = new PooledTerms(codebook, tfIdf.termDimension());
    return List.of(
        new PerQuestion(HEADS.get(0), tfIdf, Baselines::termsAlone),
        new Pooled(HEADS.get(1), pooled, pairs),
        new PerQuestion(HEADS.get(2), vectors, Baselines::vectorAlone));
  }

  private record PerQuestion(
      String id, LinearStanceHead head, UnaryOperator<ParagraphFeatures> reads)
      implements StanceHead {
    @Override
    public float[] logits(ParagraphFeatures paragraph, int question) {
      return head.logits(reads.apply(paragraph), question);
    }
  }

  private record Pooled(String id, LinearStanceHead head, PooledTerms pairs) implements StanceHead {
    @Override
    public float[] logits(ParagraphFeatures paragraph, int question) {
      return head.logits(pairs.of(paragraph, question), 0);
    }
  }

  /** A paragraph without vectors. */
  public static ParagraphFeatures termsAlone(ParagraphFeatures paragraph) {
    return new ParagraphFeatures(new float[0], new float[0][], paragraph.terms());
  }

  /** A paragraph without terms and sentences. */
  public static ParagraphFeatures vectorAlone(ParagraphFeatures paragraph) {
    return new ParagraphFeatures(paragraph.vector(), new float[0][], SparseTerms.NONE);
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
    files.put(POOLED_FILE, Tensors.write(pooled.tensors()));
    files.put(VECTORS_FILE, Tensors.write(vectors.tensors()));
    return files;
  }

  /**
   * Reads the baselines from a model directory's files; empty if it has none or not all, as models
   * of earlier versions. Throws {@link UserException} naming file and field or tensor.
   */
  public static Optional<Baselines> of(Map<String, byte[]> files, Codebook codebook) {
    byte[] majority = files.get(MAJORITY_FILE);
    byte[] tfIdf = files.get(TF_IDF_FILE);
    byte[] pooled = files.get(POOLED_FILE);
    byte[] vectors = files.get(VECTORS_FILE);
    if (majority == null || tfIdf == null || pooled == null || vectors == null) {
      return Optional.empty();
    }
    int questions = codebook.questions().size();
    return Optional.of(
        new Baselines(
            majority(majority, codebook),
            head(TF_IDF_FILE, tfIdf, questions),
            head(POOLED_FILE, pooled, 1),
            head(VECTORS_FILE, vectors, questions)));
  }

  private static LinearStanceHead head(String file, byte[] tensors, int questions) {
    return LinearStanceHead.read(file, Tensors.read(file, tensors), questions);
  }

  private static List<Stance> majority(byte[] bytes, Codebook codebook) {
    Majority read = ModelJson.read(MAJORITY_FILE, bytes, Majority.class);
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
    return majority;
  }
}
