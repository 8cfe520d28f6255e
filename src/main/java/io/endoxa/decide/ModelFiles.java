package io.endoxa.decide;

import io.endoxa.classify.LinearFrameHead;
import io.endoxa.classify.LinearStanceHead;
import io.endoxa.classify.NeuralStanceHead;
import io.endoxa.classify.Tensor;
import io.endoxa.classify.Tensors;
import io.endoxa.codebook.Codebook;
import io.endoxa.error.UserException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads and writes the files of a {@link StanceModel}. */
final class ModelFiles {
  static final String LINEAR = "linear.safetensors";
  static final String NEURAL = "neural.safetensors";
  static final String HEADS = "heads.json";
  static final String CALIBRATION = "calibration.json";
  static final String CODEBOOK = "codebook.yaml";

  private static final int FORMAT = 2;
  private static final List<String> LINEAR_ONLY = List.of(LinearStanceHead.ID);
  private static final List<String> BOTH = List.of(LinearStanceHead.ID, NeuralStanceHead.ID);

  /** heads.json: the stance heads, in the order in which calibration names them. */
  record Heads(int format, List<String> heads) {}

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
    files.put(CALIBRATION, CalibrationFile.write(model));
    files.put(CODEBOOK, model.codebookYaml().getBytes(StandardCharsets.UTF_8));
    return files;
  }

  static StanceModel read(Map<String, byte[]> files) {
    String yaml = new String(file(files, CODEBOOK), StandardCharsets.UTF_8);
    Codebook codebook = Codebook.parse(CODEBOOK, yaml);
    int questions = codebook.questions().size();
    int frames = codebook.frames().size();
    Heads heads = ModelJson.read(HEADS, file(files, HEADS), FORMAT, Heads.class);
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
    CalibrationFile calibration =
        CalibrationFile.read(file(files, CALIBRATION), heads.heads(), codebook);
    return new StanceModel(
        yaml,
        linearHead,
        neural,
        frameHead,
        calibration.calibration(),
        calibration.rules(),
        calibration.frameThresholds());
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
