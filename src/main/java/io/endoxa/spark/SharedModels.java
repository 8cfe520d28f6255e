package io.endoxa.spark;

import io.endoxa.decide.StanceModel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One loaded model per JVM and model id, for the tasks of an executor. */
final class SharedModels {
  private static final Map<String, StanceModel> LOADED = new ConcurrentHashMap<>();

  private SharedModels() {}

  static StanceModel of(String modelId, Map<String, byte[]> files) {
    return LOADED.computeIfAbsent(modelId, absent -> StanceModel.of(files));
  }
}
