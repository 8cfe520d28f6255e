package io.endoxa.isolate;

import java.io.Serial;

/**
 * Native code crashed, or gave no answer in time, on the same request in two fresh processes. The
 * process that made the request is well.
 */
public class NativeCrashException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public NativeCrashException(String message) {
    super(message);
  }
}
