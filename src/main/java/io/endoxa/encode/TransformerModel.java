package io.endoxa.encode;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.endoxa.error.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A transformer in ONNX: token ids to one state per token. Runs on the calling thread alone. Safe
 * for use by several threads; the owner closes.
 */
final class TransformerModel implements AutoCloseable {
  private static final String IDS = "input_ids";
  private static final String MASK = "attention_mask";
  private static final String TYPES = "token_type_ids";

  private final EncoderSpec spec;
  private final OrtSession session;
  private final String output;

  // One text at a time needs no padding: every mask is ones and every token type zero, so all
  // threads share these and nobody writes to them.
  private final LongBuffer ones;
  private final LongBuffer zeros;

  private TransformerModel(EncoderSpec spec, OrtSession session) throws OrtException {
    this.spec = spec;
    this.session = session;
    this.output = checkedOutput(spec, session);
    this.ones = buffer(spec.maxTokens());
    this.zeros = buffer(spec.maxTokens());
    for (int i = 0; i < spec.maxTokens(); i++) {
      ones.put(i, 1L);
    }
  }

  /** Throws {@link UserException} if the file is missing or is no transformer of this dimension. */
  static TransformerModel open(EncoderSpec spec) {
    if (!spec.model().exists()) {
      throw new UserException(
          "encoder '%s': model %s%s".formatted(spec.name(), spec.model(), spec.model().absence()));
    }
    OrtSession session = null;
    try {
      session = session(spec.model());
      TransformerModel model = new TransformerModel(spec, session);
      session = null;
      return model;
    } catch (OrtException | IOException e) {
      throw new UserException(
          "encoder '%s': model %s cannot be opened: %s. Expected a transformer in ONNX."
              .formatted(spec.name(), spec.model(), e.getMessage()),
          e);
    } finally {
      close(session);
    }
  }

  private static OrtSession session(EncoderFile file) throws OrtException, IOException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      // Spark keeps every core busy with a task of its own.
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      Optional<Path> path = file.path();
      if (path.isPresent()) {
        // By path, so that weights in files beside the model are found.
        return environment.createSession(path.get().toString(), options);
      }
      try (InputStream stream = file.open()) {
        return environment.createSession(stream.readAllBytes(), options);
      }
    }
  }

  private static String checkedOutput(EncoderSpec spec, OrtSession session) throws OrtException {
    Set<String> inputs = session.getInputNames();
    if (!inputs.contains(IDS)
        || !inputs.contains(MASK)
        || !Set.of(IDS, MASK, TYPES).containsAll(inputs)) {
      throw new UserException(
          "encoder '%s': model %s has the inputs %s, expected %s, %s and perhaps %s."
              .formatted(spec.name(), spec.model(), inputs, IDS, MASK, TYPES));
    }
    for (NodeInfo node : session.getOutputInfo().values()) {
      if (node.getInfo() instanceof TensorInfo tensor
          && tensor.type == OnnxJavaType.FLOAT
          && tensor.getShape().length == 3) {
        return node.getName();
      }
    }
    throw new UserException(
        "encoder '%s': model %s has the outputs %s, expected token states: floats of shape [batch,"
                .formatted(spec.name(), spec.model(), session.getOutputNames())
            + " tokens, dimension].");
  }

  /** The states of the last layer, {@code [ids.length][dimension]} row by row. */
  FloatBuffer tokenStates(long[] ids) {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] shape = {1, ids.length};
    LongBuffer idBuffer = buffer(ids.length).put(0, ids);
    try (OnnxTensor idTensor = OnnxTensor.createTensor(environment, idBuffer, shape);
        OnnxTensor mask = OnnxTensor.createTensor(environment, ones.slice(0, ids.length), shape);
        OnnxTensor types = OnnxTensor.createTensor(environment, zeros.slice(0, ids.length), shape);
        OrtSession.Result result = session.run(inputs(idTensor, mask, types), Set.of(output))) {
      OnnxTensor states = (OnnxTensor) result.get(0);
      long dimension = states.getInfo().getShape()[2];
      if (dimension != spec.dimension()) {
        throw new UserException(
            "encoder '%s': model %s gives vectors of length %d, expected %d. Correct dimension."
                .formatted(spec.name(), spec.model(), dimension, spec.dimension()));
      }
      return states.getFloatBuffer();
    } catch (OrtException e) {
      throw new UserException(
          "encoder '%s': model %s failed on %d tokens: %s. Check that tokenizer %s belongs to it."
              .formatted(spec.name(), spec.model(), ids.length, e.getMessage(), spec.tokenizer()),
          e);
    }
  }

  private Map<String, OnnxTensor> inputs(OnnxTensor ids, OnnxTensor mask, OnnxTensor types) {
    Map<String, OnnxTensor> inputs = new HashMap<>(Map.of(IDS, ids, MASK, mask));
    if (session.getInputNames().contains(TYPES)) {
      inputs.put(TYPES, types);
    }
    return inputs;
  }

  /** Direct and in native order, which the runtime reads without copying. */
  private static LongBuffer buffer(int size) {
    return ByteBuffer.allocateDirect(size * Long.BYTES)
        .order(ByteOrder.nativeOrder())
        .asLongBuffer();
  }

  @Override
  public void close() {
    close(session);
  }

  private static void close(@Nullable OrtSession session) {
    if (session == null) {
      return;
    }
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime did not release a session", e);
    }
  }
}
