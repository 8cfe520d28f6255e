package io.endoxa.decide;

import java.util.Locale;

/** Why a decision is not to be relied on. */
public enum AbstainReason {
  /** The most likely stance is less likely than the rule demands. */
  LOW_CONFIDENCE,
  /** No confidence was shown to keep the share of errors that was asked for. */
  TARGET_UNREACHABLE,
  /** The paragraph is in another language than the model reads, and the model was not asked. */
  OTHER_LANGUAGE,
  /** Native code crashed on the paragraph, or did not come back; nothing is known of it. */
  NATIVE_CRASH;

  /** The reason as it stands in tables: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
