package io.endoxa.error;

import java.io.Serial;

/** A trained model is worse than its job file allows. The command line exits with code 4. */
public class QualityGateException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public QualityGateException(String message) {
    super(message);
  }
}
