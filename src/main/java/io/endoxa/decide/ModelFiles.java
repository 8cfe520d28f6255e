package io.endoxa.decide;

import io.endoxa.classify.LinearFrameHead;
import io.endoxa.classify.LinearStanceHead;
import io.endoxa.classify.NeuralStanceHead;
import io.endoxa.classify.Tensor;
import io.endoxa.classify.Tensors;
import io.endoxa.codebook.Codebook;
import io.endoxa.error.UserException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Reads and writes the files of a {@link StanceModel}. */
final class ModelFiles {
  static final String LINEAR = "linear.safetensors";
  static final String NEURAL = "neural.safetensors";
  static final String HEADS = "heads.json";
  static final String CALIBRATION = "calibration.json";
  static final String CODEBOOK = "codebook.yaml";

  private static final int FORMAT = 1;
  private static final List<String> LINEAR_ONLY = List.of(LinearStanceHead.ID);
  private static final List<String> BOTH = List.of(LinearStanceHead.ID, NeuralStanceHead.ID);

  /** heads.json: the stance heads, in the order in which calibration names them. */
  record Heads(int format, List<String> heads) {}

  /** calibration.json: temperatures by head and question, thresholds by frame. */
  record Thresholds(
      int format,
      double minConfidence,
      Map<String, Map<String, Double>> temperatures,
      Map<String, Double> blended,
      Map<String, Double> frameThresholds) {}

  private ModelFiles() {}

  static SortedMap<String, byte[]> write(StanceModel model) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    Map<String, Tensor> linear = new TreeMap<>(model.linear().tensors());
    LinearFrameHead frames = model.frameHead();
    if (frames != null) {
      linear.putAll(frames.tensors());
    }
    files.put(LINEAR, Tensors.write(linear));
    NeuralStanceHead neural = model.neural();
    if (neural != null) {
      files.put(NEURAL, Tensors.write(neural.tensors()));
    }
    files.put(HEADS, ModelJson.write(new Heads(FORMAT, neural == null ? LINEAR_ONLY : BOTH)));
    files.put(CALIBRATION, ModelJson.write(thresholds(model)));
    files.put(CODEBOOK, model.codebookYaml().getBytes(StandardCharsets.UTF_8));
    return files;
  }

  private static Thresholds thresholds(StanceModel model) {
    List<String> questions = model.codebook().questionIds();
    Map<String, Map<String, Double>> temperatures = new TreeMap<>();
    for (int head = 0; head < model.heads().size(); head++) {
      temperatures.put(
          model.heads().get(head).id(),
          named(questions, model.calibration().temperatures().get(head)));
    }
    return new Thresholds(
        FORMAT,
        model.rule().minConfidence(),
        temperatures,
        named(questions, model.calibration().blended()),
        named(model.codebook().frameIds(), model.frameThresholds()));
  }

  private static Map<String, Double> named(List<String> ids, List<Double> values) {
    Map<String, Double> named = new TreeMap<>();
    for (int i = 0; i < ids.size(); i++) {
      named.put(ids.get(i), values.get(i));
    }
    return named;
  }

  static StanceModel read(Map<String, byte[]> files) {
    String yaml = new String(file(files, CODEBOOK), StandardCharsets.UTF_8);
    Codebook codebook = Codebook.parse(CODEBOOK, yaml);
    int questions = codebook.questions().size();
    int frames = codebook.frames().size();
    Heads heads = ModelJson.read(HEADS, file(files, HEADS), Heads.class);
    requireFormat(HEADS, heads.format());
    if (!heads.heads().equals(LINEAR_ONLY) && !heads.heads().equals(BOTH)) {
      throw new UserException(
          "%s: field 'heads' is %s, expected %s or %s. Train the model again."
              .formatted(HEADS, heads.heads(), LINEAR_ONLY, BOTH));
    }
    Map<String, Tensor> linear = Tensors.read(LINEAR, file(files, LINEAR));
    LinearStanceHead linearHead = LinearStanceHead.read(LINEAR, linear, questions);
    @Nullable LinearFrameHead frameHead =
        frames == 0 ? null : LinearFrameHead.read(LINEAR, linear, frames);
    @Nullable NeuralStanceHead neural = null;
    if (heads.heads().equals(BOTH)) {
      Map<String, Tensor> tensors = Tensors.read(NEURAL, file(files, NEURAL));
      neural = NeuralStanceHead.read(NEURAL, tensors, questions);
    }
    requireOneVectorLength(linearHead, frameHead, neural);
    Thresholds thresholds = ModelJson.read(CALIBRATION, file(files, CALIBRATION), Thresholds.class);
    requireFormat(CALIBRATION, thresholds.format());
    return new StanceModel(
        yaml,
        linearHead,
        neural,
        frameHead,
        calibration(thresholds, heads.heads(), codebook.questionIds()),
        new DecisionRule(shareOf("minConfidence", thresholds.minConfidence())),
        ordered(
            "frameThresholds",
            thresholds.frameThresholds(),
            codebook.frameIds(),
            value -> shareOf("frameThresholds", value)));
  }

  private static Calibration calibration(
      Thresholds thresholds, List<String> heads, List<String> questions) {
    List<List<Double>> temperatures = new ArrayList<>();
    for (String head : heads) {
      Map<String, Double> ofHead = thresholds.temperatures().get(head);
      if (ofHead == null) {
        throw missing("temperatures." + head, "a temperature for each question");
      }
      temperatures.add(temperatures("temperatures." + head, ofHead, questions));
    }
    return new Calibration(temperatures, temperatures("blended", thresholds.blended(), questions));
  }

  private static List<Double> temperatures(
      String field, Map<String, Double> named, List<String> questions) {
    return ordered(field, named, questions, value -> temperature(field, value));
  }

  private static List<Double> ordered(
      String field, Map<String, Double> named, List<String> ids, ToDoubleFunction<Double> checked) {
    List<Double> values = new ArrayList<>();
    for (String id : ids) {
      Double value = named.get(id);
      if (value == null) {
        throw missing(field + "." + id, "a number for each id of " + CODEBOOK);
      }
      values.add(checked.applyAsDouble(value));
    }
    return values;
  }

  private static double temperature(String field, double value) {
    if (value > 0 && !Double.isInfinite(value)) {
      return value;
    }
    throw unfit(field, value, "a temperature above 0");
  }

  private static double shareOf(String field, double value) {
    if (value >= 0 && value <= 1) {
      return value;
    }
    throw unfit(field, value, "a number from 0 to 1");
  }

  private static UserException unfit(String field, double value, String expected) {
    return new UserException(
        "%s: field '%s' holds %s, expected %s. Mend it or train the model again."
            .formatted(CALIBRATION, field, value, expected));
  }

  private static UserException missing(String field, String expected) {
    return new UserException(
        "%s: field '%s' is missing, expected %s. Train the model again."
            .formatted(CALIBRATION, field, expected));
  }

  private static void requireFormat(String file, int format) {
    if (format != FORMAT) {
      throw new UserException(
          "%s: field 'format' is %d, expected %d. Use the version of Endoxa that wrote the model."
              .formatted(file, format, FORMAT));
    }
  }

  private static void requireOneVectorLength(
      LinearStanceHead linear,
      @Nullable LinearFrameHead frames,
      @Nullable NeuralStanceHead neural) {
    int expected = linear.vectorDimension();
    if ((frames != null && frames.vectorDimension() != expected)
        || (neural != null && neural.vectorDimension() != expected)) {
      throw new UserException(
          "%s: its heads score vectors of different lengths. Train the model again."
              .formatted(neural == null ? LINEAR : LINEAR + " and " + NEURAL));
    }
  }

  private static byte[] file(Map<String, byte[]> files, String name) {
    byte[] bytes = files.get(name);
    if (bytes == null) {
      throw new UserException(
          "the model's file %s is missing. Found: %s. Copy the whole model directory."
              .formatted(name, String.join(", ", new TreeMap<>(files).keySet())));
    }
    return bytes;
  }
}
