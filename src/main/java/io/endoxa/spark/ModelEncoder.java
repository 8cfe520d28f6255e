package io.endoxa.spark;

import io.endoxa.classify.JudgeFiles;
import io.endoxa.encode.EncoderSpec;
import io.endoxa.encode.Precision;
import io.endoxa.error.UserException;
import io.endoxa.provenance.ModelManifest;
import java.nio.file.Path;

/** Finds the encoders that a model was trained with: heads and judge may have different ones. */
public final class ModelEncoder {
  private ModelEncoder() {}

  /**
   * The encoder that the manifest names.
   *
   * @param encoders the directory with one directory per encoder
   * @param modelDirectory where the manifest lies, for messages
   * @throws UserException if it is not here, or its weights are not those of training
   */
  public static EncoderSpec of(Path encoders, String modelDirectory, ModelManifest manifest) {
    String place = modelDirectory + "/" + ModelManifest.FILE;
    String[] parts = manifest.encoder().split("/", 2);
    if (parts.length != 2 || !Precision.words().contains(parts[1])) {
      throw new UserException(
          "%s: encoder is '%s', expected a name and a precision such as minilm-l6-v2/int8."
              .formatted(place, manifest.encoder()));
    }
    EncoderSpec encoder = EncoderSpec.find(encoders, parts[0], Precision.ofWord(parts[1]), place);
    return checked(encoder, manifest.encoderSha256(), place);
  }

  /**
   * The encoder that the judge started from, and whose tokenizer it reads with.
   *
   * @param modelDirectory where the judge lies, for messages
   * @throws UserException if it is not here, or its weights are not those of training
   */
  public static EncoderSpec ofJudge(Path encoders, String modelDirectory, JudgeFiles judge) {
    String place = modelDirectory + "/" + JudgeFiles.SETTINGS;
    EncoderSpec encoder = EncoderSpec.find(encoders, judge.base(), judge.precision(), place);
    return checked(encoder, judge.baseSha256(), place);
  }

  private static EncoderSpec checked(EncoderSpec encoder, String sha256, String place) {
    String here = encoder.fingerprint();
    if (!here.equals(sha256)) {
      throw new UserException(
          "%s: the model was trained with other weights of encoder %s (sha256 %s, here %s). Bring back those weights or train the model again."
              .formatted(place, encoder.name(), sha256, here));
    }
    return encoder;
  }
}
