package io.endoxa.spark;

import io.endoxa.classify.PairScorer;
import io.endoxa.encode.EncodedText;
import io.endoxa.encode.EncoderSpec;
import io.endoxa.encode.SentenceEncoder;
import io.endoxa.encode.SharedEncoders;
import io.endoxa.error.DataContractException;
import io.endoxa.isolate.CallMarks;
import io.endoxa.isolate.NativeCrashException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.TaskContext;
import org.jspecify.annotations.Nullable;

/**
 * How one task enters native code, so that a text which crashes it is named. For one thread.
 *
 * <p>Isolated, native code runs in child processes, and such a text ends in a {@link
 * NativeCrashException}. Otherwise it runs in this JVM, each call under a mark that outlives it;
 * where Spark tries a task again, because an executor may have died of a text, the task goes
 * carefully: in child processes, and ends with a {@link DataContractException} that names the text.
 */
final class NativeCalls {
  private final boolean isolate;
  private final boolean inChild;
  private final Map<String, String> places = new HashMap<>();

  /**
   * Says what happens to whom.
   *
   * @param inChild whether native code runs in child processes, as it does if isolated
   */
  NativeCalls(boolean isolate, boolean inChild) {
    this.isolate = isolate;
    this.inChild = inChild;
  }

  /**
   * For the task that runs on this thread.
   *
   * @param isolate whether the user wants native code in child processes
   */
  static NativeCalls ofTask(boolean isolate) {
    TaskContext task = TaskContext.get();
    boolean again = task != null && (task.attemptNumber() > 0 || task.stageAttemptNumber() > 0);
    return new NativeCalls(isolate, isolate || again);
  }

  /** Says where the texts stand that are read next; those before are forgotten. */
  void willRead(Map<String, String> placeByText) {
    places.clear();
    places.putAll(placeByText);
  }

  /** The shared encoder of this JVM. Closing it does nothing. */
  SentenceEncoder encoder(EncoderSpec spec) {
    return new GuardedEncoder(
        this, inChild ? SharedEncoders.isolated(spec) : SharedEncoders.of(spec));
  }

  /** The shared judge of this JVM, as {@link SharedJudges#of}. */
  PairScorer judge(String modelId, Map<String, byte[]> files, EncoderSpec encoder) {
    PairScorer judge =
        inChild
            ? SharedJudges.isolated(modelId, files, encoder)
            : SharedJudges.of(modelId, files, encoder);
    return (question, text) -> guarded(text, () -> judge.logits(question, text));
  }

  private <T> T guarded(String text, Supplier<T> call) {
    String place = places.getOrDefault(text, "a text");
    if (!inChild) {
      return CallMarks.during(place, call);
    }
    try {
      return call.get();
    } catch (NativeCrashException e) {
      if (isolate) {
        throw e;
      }
      throw new DataContractException(crashed(place, e.getMessage()));
    }
  }

  private static String crashed(String place, @Nullable String how) {
    return ("native code crashes on %s: %s. Take the article out of the input; or, to label, set"
            + " isolate-native=true, which leaves the paragraph without labels and goes on.")
        .formatted(place, how);
  }

  private record GuardedEncoder(NativeCalls calls, SentenceEncoder encoder)
      implements SentenceEncoder {
    @Override
    public EncoderSpec spec() {
      return encoder.spec();
    }

    @Override
    public EncodedText encode(String text) {
      return calls.guarded(text, () -> encoder.encode(text));
    }

    @Override
    public void close() {
      encoder.close();
    }
  }
}
