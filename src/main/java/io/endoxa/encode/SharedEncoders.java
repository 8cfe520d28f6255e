package io.endoxa.encode;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One open encoder per JVM and spec, for the tasks of an executor: opened by the first that asks,
 * kept until the JVM ends.
 */
public final class SharedEncoders {
  private static final Map<EncoderSpec, SentenceEncoder> OPEN = new ConcurrentHashMap<>();
  private static final Map<EncoderSpec, SentenceEncoder> ISOLATED = new ConcurrentHashMap<>();

  private SharedEncoders() {}

  /**
   * The encoder of {@code spec}, safe for use by several threads. Closing it does nothing, so a
   * task that does so leaves it to the others. Fails as {@link OnnxSentenceEncoder#open} does.
   */
  public static SentenceEncoder of(EncoderSpec spec) {
    return OPEN.computeIfAbsent(spec, absent -> new Shared(OnnxSentenceEncoder.open(absent)));
  }

  /** As {@link #of}, with native code in child processes: an {@link IsolatedEncoder}. */
  public static SentenceEncoder isolated(EncoderSpec spec) {
    return ISOLATED.computeIfAbsent(spec, absent -> new Shared(IsolatedEncoder.open(absent)));
  }

  private record Shared(SentenceEncoder encoder) implements SentenceEncoder {
    @Override
    public EncoderSpec spec() {
      return encoder.spec();
    }

    @Override
    public EncodedText encode(String text) {
      return encoder.encode(text);
    }

    @Override
    public void close() {
      // The other tasks of this JVM still use it.
    }
  }
}
