package io.endoxa.spark;

import io.endoxa.classify.JudgeFiles;
import io.endoxa.classify.PairScorer;
import io.endoxa.encode.EncodedText;
import io.endoxa.encode.EncoderSpec;
import io.endoxa.encode.IsolatedEncoder;
import io.endoxa.encode.SentenceEncoder;
import io.endoxa.encode.SharedEncoders;
import io.endoxa.error.DataContractException;
import io.endoxa.isolate.CallMarks;
import io.endoxa.isolate.NativeCrashException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/**
 * How one task enters native code, so that a text which crashes it is named. For one thread.
 *
 * <p>Isolated, native code runs in child processes, and such a text ends in a {@link
 * NativeCrashException}. Otherwise it runs in this JVM, each call under a mark that outlives it;
 * where Spark tries a task again, because an executor may have died of a text, the task goes
 * carefully: in child processes of its own, which end with it, and ends with a {@link
 * DataContractException} that names the text.
 */
final class NativeCalls implements AutoCloseable {
  private final boolean isolate;
  private final boolean inChild;
  private final Map<EncoderSpec, SentenceEncoder> encoders = new HashMap<>();
  private final Map<String, IsolatedJudge> judges = new HashMap<>();
  private final Map<String, String> places = new HashMap<>();
  private String elsewhere = "a text";

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
    if (task == null) {
      return new NativeCalls(isolate, isolate);
    }
    // A speculative copy is careful, too, and a little slower: Spark counts it as an attempt, and
    // tells a task neither that it is one nor why there was an earlier attempt.
    boolean again = task.attemptNumber() > 0 || task.stageAttemptNumber() > 0;
    NativeCalls calls = new NativeCalls(isolate, isolate || again);
    task.addTaskCompletionListener((TaskCompletionListener) completed -> calls.close());
    return calls;
  }

  /** Says where the texts stand that are read next; those before are forgotten. */
  void willRead(Map<String, String> placeByText) {
    places.clear();
    places.putAll(placeByText);
  }

  /** Says where all texts stand that are read next: each is made of the text that stands there. */
  void willReadOf(String place) {
    places.clear();
    elsewhere = place;
  }

  /** The shared encoder of this JVM, or a careful task's own. */
  SentenceEncoder encoder(EncoderSpec spec) {
    if (!inChild) {
      return new GuardedEncoder(this, SharedEncoders.of(spec));
    }
    return new GuardedEncoder(
        this,
        isolate
            ? SharedEncoders.isolated(spec)
            : encoders.computeIfAbsent(spec, IsolatedEncoder::open));
  }

  /** The shared judge of this JVM, as {@link SharedJudges#of}, or a careful task's own. */
  PairScorer judge(String modelId, Map<String, byte[]> files, EncoderSpec encoder) {
    PairScorer judge = unguarded(modelId, files, encoder);
    return (question, text) -> guarded(text, () -> judge.logits(question, text));
  }

  private PairScorer unguarded(String modelId, Map<String, byte[]> files, EncoderSpec encoder) {
    if (!inChild) {
      return SharedJudges.of(modelId, files, encoder);
    }
    return isolate
        ? SharedJudges.isolated(modelId, files, encoder)
        : judges.computeIfAbsent(
            modelId, absent -> IsolatedJudge.open(JudgeFiles.read(files), encoder));
  }

  /** Ends the child processes of a careful task; those that are shared live on. */
  @Override
  public void close() {
    encoders.values().forEach(SentenceEncoder::close);
    encoders.clear();
    judges.values().forEach(IsolatedJudge::close);
    judges.clear();
  }

  private <T> T guarded(String text, Supplier<T> call) {
    String place = places.getOrDefault(text, elsewhere);
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
      // The task closes its own; others use the shared one.
    }
  }
}
