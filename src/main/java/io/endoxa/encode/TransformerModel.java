package io.endoxa.encode;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.endoxa.error.UserException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.Map;
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

  /**
   * What a model should be.
   *
   * @param subject what messages begin with
   * @param dimension length of the states
   * @param maxTokens the most that are given at once
   * @param dimensionAdvice what to do about another dimension
   * @param failureAdvice what to do if it fails on tokens
   */
  record Expected(
      String subject, int dimension, int maxTokens, String dimensionAdvice, String failureAdvice) {}

  private final Expected expected;
  private final OrtSession session;
  private final String output;

  // One text at a time needs no padding: every mask is ones, every row of token types is zeros and
  // then ones. All threads share these, and nobody writes to them.
  private final LongBuffer ones;
  private final LongBuffer zerosThenOnes;

  private TransformerModel(Expected expected, OrtSession session) throws OrtException {
    this.expected = expected;
    this.session = session;
    this.output = checkedOutput(expected, session);
    int maxTokens = expected.maxTokens();
    this.zerosThenOnes = buffer(2 * maxTokens);
    for (int i = maxTokens; i < 2 * maxTokens; i++) {
      zerosThenOnes.put(i, 1L);
    }
    this.ones = zerosThenOnes.slice(maxTokens, maxTokens);
  }

  /** Throws {@link UserException} if the file is missing or is no transformer of this dimension. */
  static TransformerModel open(EncoderSpec spec) {
    EncoderFile file = spec.model();
    String subject = "encoder '%s': model %s".formatted(spec.name(), file);
    if (!file.exists()) {
      throw new UserException(subject + file.absence());
    }
    Expected expected =
        new Expected(
            subject,
            spec.dimension(),
            spec.maxTokens(),
            "Correct dimension.",
            "Check that tokenizer %s belongs to it.".formatted(spec.tokenizer()));
    return open(expected, file.content());
  }

  /** A model that is in memory; throws {@link UserException} if it is not what it should be. */
  static TransformerModel open(Expected expected, byte[] onnx) {
    OnnxContent.requireSelfContained(expected.subject(), onnx);
    OrtSession session = null;
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      // Spark keeps every core busy with a task of its own.
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      session = OrtEnvironment.getEnvironment().createSession(onnx, options);
      TransformerModel model = new TransformerModel(expected, session);
      session = null;
      return model;
    } catch (OrtException e) {
      throw new UserException(
          "%s cannot be opened: %s. Expected a transformer in ONNX."
              .formatted(expected.subject(), e.getMessage()),
          e);
    } finally {
      close(session);
    }
  }

  private static String checkedOutput(Expected expected, OrtSession session) throws OrtException {
    Set<String> inputs = session.getInputNames();
    if (!inputs.contains(IDS)
        || !inputs.contains(MASK)
        || !Set.of(IDS, MASK, TYPES).containsAll(inputs)) {
      throw new UserException(
          "%s has the inputs %s, expected %s, %s and perhaps %s."
              .formatted(expected.subject(), inputs, IDS, MASK, TYPES));
    }
    for (NodeInfo node : session.getOutputInfo().values()) {
      if (node.getInfo() instanceof TensorInfo tensor
          && tensor.type == OnnxJavaType.FLOAT
          && tensor.getShape().length == 3) {
        return node.getName();
      }
    }
    throw new UserException(
        "%s has the outputs %s, expected token states: floats of shape [batch, tokens, dimension]."
            .formatted(expected.subject(), session.getOutputNames()));
  }

  /** The states of the last layer, {@code [ids.length][dimension]} row by row; types are zero. */
  FloatBuffer tokenStates(long[] ids) {
    return tokenStates(ids, ids.length);
  }

  /**
   * The states of the last layer, {@code [ids.length][dimension]} row by row.
   *
   * @param zeroTypes how many tokens have type 0; those behind them have type 1
   */
  FloatBuffer tokenStates(long[] ids, int zeroTypes) {
    int maxTokens = expected.maxTokens();
    if (ids.length > maxTokens) {
      throw new IllegalArgumentException(
          "%d tokens, expected at most %d".formatted(ids.length, maxTokens));
    }
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] shape = {1, ids.length};
    LongBuffer idBuffer = buffer(ids.length).put(0, ids);
    LongBuffer typeBuffer = zerosThenOnes.slice(maxTokens - zeroTypes, ids.length);
    try (OnnxTensor idTensor = OnnxTensor.createTensor(environment, idBuffer, shape);
        OnnxTensor mask = OnnxTensor.createTensor(environment, ones.slice(0, ids.length), shape);
        OnnxTensor types = OnnxTensor.createTensor(environment, typeBuffer, shape);
        OrtSession.Result result = session.run(inputs(idTensor, mask, types), Set.of(output))) {
      OnnxTensor states = (OnnxTensor) result.get(0);
      long dimension = states.getInfo().getShape()[2];
      if (dimension != expected.dimension()) {
        throw new UserException(
            "%s gives vectors of length %d, expected %d. %s"
                .formatted(
                    expected.subject(),
                    dimension,
                    expected.dimension(),
                    expected.dimensionAdvice()));
      }
      return states.getFloatBuffer();
    } catch (OrtException e) {
      throw new UserException(
          "%s failed on %d tokens: %s. %s"
              .formatted(expected.subject(), ids.length, e.getMessage(), expected.failureAdvice()),
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
