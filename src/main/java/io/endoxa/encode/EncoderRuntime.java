package io.endoxa.encode;

import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.onnxruntime.OrtEnvironment;

/** The native libraries that encoders run on. */
public final class EncoderRuntime {
  private EncoderRuntime() {}

  /**
   * Loads ONNX Runtime and the tokenizer library.
   *
   * @throws RuntimeException or a {@link LinkageError} if one does not load on this machine
   */
  public static void check() {
    OrtEnvironment.getEnvironment();
    TextTokenizer.stayOffline();
    LibUtils.checkStatus();
  }
}
