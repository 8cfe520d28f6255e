package io.endoxa.error;

import java.io.Serial;

/**
 * A mistake that the user can mend. The command line prints the message without a stack trace and
 * exits with code 2.
 *
 * <p>The message says where, what was found, what was expected and what to do next, for example:
 * {@code jobs/x.yaml:7: encoder 'minilm' is unknown. Known: minilm-l6-v2. Add
 * models/encoders/minilm/encoder.yaml.}
 */
public class UserException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public UserException(String message) {
    super(message);
  }

  public UserException(String message, Throwable cause) {
    super(message, cause);
  }
}
