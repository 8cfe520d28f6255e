package io.endoxa.cli;

import io.endoxa.error.DataContractException;
import io.endoxa.error.QualityGateException;
import io.endoxa.error.UserException;
import org.jspecify.annotations.Nullable;

/** What the process says to its caller. */
enum ExitCode {
  DONE(0),
  BUG(1),
  USER_MISTAKE(2),
  DATA_CONTRACT(3),
  QUALITY_GATE(4);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /** One of our own exceptions in the chain of causes, or null: Spark wraps what tasks throw. */
  static @Nullable Throwable ours(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (of(cause) != BUG) {
        return cause;
      }
    }
    return null;
  }

  static ExitCode of(Throwable thrown) {
    if (thrown instanceof UserException) {
      return USER_MISTAKE;
    }
    if (thrown instanceof DataContractException) {
      return DATA_CONTRACT;
    }
    return thrown instanceof QualityGateException ? QUALITY_GATE : BUG;
  }
}
