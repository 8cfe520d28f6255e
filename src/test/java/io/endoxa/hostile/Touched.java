package io.endoxa.hostile;

import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** Which canaries sang: code that a model file asked for was run. */
final class Touched {
  private static final Set<String> CANARIES = new ConcurrentSkipListSet<>();

  private Touched() {}

  static void by(String canary) {
    CANARIES.add(canary);
  }

  /** What sang since the last call. */
  static Set<String> since() {
    Set<String> sung = Set.copyOf(CANARIES);
    CANARIES.clear();
    return sung;
  }
}
