package io.endoxa.decide;

import io.endoxa.classify.LinearFrameHead;
import io.endoxa.classify.LinearStanceHead;
import io.endoxa.classify.ParagraphFeatures;
import io.endoxa.classify.SparseTerms;
import io.endoxa.classify.StanceHead;
import io.endoxa.classify.Tensor;
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
import org.jspecify.annotations.Nullable;

/**
 * What a model must beat: the most frequent stance of each question, and logistic regressions on
 * simple features. Trained on what the model is trained on and kept beside it, so that a figure on
 * any dataset has its baselines. They label nothing.
 *
 * @param majority the most frequent stance in training, per question
 * @param tfIdf per question, reads terms alone
 * @param pooled one for all questions, reads {@link PooledTerms}
 * @param vectors per question, reads the encoder's frozen vectors alone
 * @param frames reads terms alone; null for a codebook without frames
 * @param frameThresholds the least probability of a frame that counts as present, per frame; empty
 *     until they are known
 */
public record Baselines(
    List<Stance> majority,
    LinearStanceHead tfIdf,
    LinearStanceHead pooled,
    LinearStanceHead vectors,
    @Nullable LinearFrameHead frames,
    List<Double> frameThresholds) {
  /** The names of {@link #heads}, in their order. */
  public static final List<String> HEADS = List.of("tf-idf", "pooled tf-idf", "vectors");

  static final String MAJORITY_FILE = "baseline.json";
  static final String TF_IDF_FILE = "baseline.safetensors";
  static final String POOLED_FILE = "baseline-pooled.safetensors";
  static final String VECTORS_FILE = "baseline-vectors.safetensors";

  private static final int FORMAT = 2;

  /** baseline.json. */
  record Majority(int format, Map<String, String> majority, Map<String, Double> frameThresholds) {}

  public Baselines {
    majority = List.copyOf(majority);
    frameThresholds = List.copyOf(frameThresholds);
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

  /** The same with thresholds, which only held-out paragraphs can tell. */
  public Baselines withFrameThresholds(List<Double> thresholds) {
    return new Baselines(majority, tfIdf, pooled, vectors, frames, thresholds);
  }

  /** What TF-IDF says of each frame, in codebook order; empty for a codebook without frames. */
  public float[] frameProbabilities(ParagraphFeatures paragraph) {
    return frames == null ? new float[0] : frames.probabilities(termsAlone(paragraph));
  }

  /** Which frames TF-IDF finds. */
  public boolean[] framesPresent(ParagraphFeatures paragraph) {
    float[] probabilities = frameProbabilities(paragraph);
    boolean[] present = new boolean[probabilities.length];
    for (int i = 0; i < present.length; i++) {
      present[i] = probabilities[i] >= frameThresholds.get(i);
    }
    return present;
  }

  /** A paragraph without vectors. */
  public static ParagraphFeatures termsAlone(ParagraphFeatures paragraph) {
    return new ParagraphFeatures(new float[0], paragraph.terms());
  }

  /** A paragraph without terms. */
  public static ParagraphFeatures vectorAlone(ParagraphFeatures paragraph) {
    return new ParagraphFeatures(paragraph.vector(), SparseTerms.NONE);
  }

  /** The files in a model directory, by name. */
  public SortedMap<String, byte[]> files(Codebook codebook) {
    Map<String, String> named = new TreeMap<>();
    for (int i = 0; i < majority.size(); i++) {
      named.put(codebook.questionIds().get(i), majority.get(i).label());
    }
    Map<String, Tensor> terms = new TreeMap<>(tfIdf.tensors());
    if (frames != null) {
      terms.putAll(frames.tensors());
    }
    SortedMap<String, byte[]> files = new TreeMap<>();
    files.put(
        MAJORITY_FILE,
        ModelJson.write(
            new Majority(
                FORMAT, named, CalibrationFile.named(codebook.frameIds(), frameThresholds))));
    files.put(TF_IDF_FILE, Tensors.write(terms));
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
    Map<String, Tensor> terms = Tensors.read(TF_IDF_FILE, tfIdf);
    int frames = codebook.frames().size();
    Majority read = majority(majority);
    return Optional.of(
        new Baselines(
            stances(read, codebook),
            LinearStanceHead.read(TF_IDF_FILE, terms, questions),
            head(POOLED_FILE, pooled, 1),
            head(VECTORS_FILE, vectors, questions),
            frames == 0 ? null : LinearFrameHead.read(TF_IDF_FILE, terms, frames),
            thresholds(read, codebook)));
  }

  private static LinearStanceHead head(String file, byte[] tensors, int questions) {
    return LinearStanceHead.read(file, Tensors.read(file, tensors), questions);
  }

  private static Majority majority(byte[] bytes) {
    return ModelJson.read(MAJORITY_FILE, bytes, FORMAT, Majority.class);
  }

  private static List<Double> thresholds(Majority read, Codebook codebook) {
    return codebook.frameIds().stream()
        .map(
            frame -> {
              Double threshold = read.frameThresholds().get(frame);
              if (threshold == null) {
                throw new UserException(
                    "%s: field 'frameThresholds.%s' is missing, expected a number for each frame."
                        .formatted(MAJORITY_FILE, frame));
              }
              return threshold;
            })
        .toList();
  }

  private static List<Stance> stances(Majority read, Codebook codebook) {
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
