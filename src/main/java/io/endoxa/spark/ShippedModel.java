package io.endoxa.spark;

import io.endoxa.classify.JudgeFiles;
import io.endoxa.classify.PairScorer;
import io.endoxa.decide.StanceModel;
import io.endoxa.encode.EncoderSpec;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.function.Supplier;
import org.apache.spark.util.LongAccumulator;
import org.jspecify.annotations.Nullable;

/**
 * A model as it travels: its files, read again once per JVM.
 *
 * @param judgeEncoder what the judge was trained from; null if the model asks none
 */
record ShippedModel(
    String modelId, HashMap<String, byte[]> files, @Nullable EncoderSpec judgeEncoder)
    implements Serializable {

  /**
   * A model that was read.
   *
   * @param directory where it lies, for messages
   * @throws io.endoxa.error.UserException if the judge was trained from another encoder
   */
  static ShippedModel of(ModelStore.ModelFiles read, String directory, Path encodersDir) {
    EncoderSpec judgeEncoder =
        StanceModel.of(read.files()).asksJudge()
            ? ModelEncoder.ofJudge(encodersDir, directory, JudgeFiles.read(read.files()))
            : null;
    return new ShippedModel(read.manifest().modelId(), new HashMap<>(read.files()), judgeEncoder);
  }

  StanceModel model() {
    return SharedModels.of(modelId, files);
  }

  /** Counts what it reads, and is opened when it reads first; null if the model asks none. */
  @Nullable PairScorer judge(NativeCalls calls, @Nullable LongAccumulator progress) {
    EncoderSpec encoder = judgeEncoder;
    return encoder == null
        ? null
        : new LateJudge(() -> calls.judge(modelId, files, encoder), progress);
  }

  /** A judge takes seconds to open, and nothing asks it where all pairs are kept. */
  private static final class LateJudge implements PairScorer {
    private final Supplier<PairScorer> opening;
    private final @Nullable LongAccumulator progress;
    private @Nullable PairScorer judge;

    LateJudge(Supplier<PairScorer> opening, @Nullable LongAccumulator progress) {
      this.opening = opening;
      this.progress = progress;
    }

    @Override
    public float[] logits(String question, String text) {
      PairScorer opened = judge == null ? opening.get() : judge;
      judge = opened;
      if (progress != null) {
        progress.add(1);
      }
      return opened.logits(question, text);
    }
  }
}
