package io.endoxa.spark;

import io.endoxa.classify.JudgeFiles;
import io.endoxa.classify.PairScorer;
import io.endoxa.encode.EncoderSpec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One open judge per JVM and model, for the tasks of an executor: opened by the first that asks,
 * kept until the JVM ends. It reads one pair at a time on the calling thread, since the pairs of a
 * batch change each other's logits in int8.
 */
public final class SharedJudges {
  private static final Map<String, PairScorer> OPEN = new ConcurrentHashMap<>();
  private static final Map<String, PairScorer> ISOLATED = new ConcurrentHashMap<>();

  private SharedJudges() {}

  /**
   * The judge among a model's files, safe for use by several threads.
   *
   * @param modelId of the model; one judge per id is opened
   * @param encoder the one that the judge was trained from
   * @throws io.endoxa.error.UserException if it is another, or a file is not what it should be
   */
  public static PairScorer of(String modelId, Map<String, byte[]> files, EncoderSpec encoder) {
    return OPEN.computeIfAbsent(
        modelId, absent -> JudgeReader.openForMany(JudgeFiles.read(files), encoder));
  }

  /** As {@link #of}, with native code in child processes: an {@link IsolatedJudge}. */
  static PairScorer isolated(String modelId, Map<String, byte[]> files, EncoderSpec encoder) {
    return ISOLATED.computeIfAbsent(
        modelId, absent -> IsolatedJudge.open(JudgeFiles.read(files), encoder));
  }
}
