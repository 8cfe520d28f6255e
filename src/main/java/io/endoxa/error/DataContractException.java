package io.endoxa.error;

import java.io.Serial;

/**
 * The data breaks its contract: too much of the input is quarantined, or a table's schema drifted.
 * The command line exits with code 3.
 */
public class DataContractException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public DataContractException(String message) {
    super(message);
  }
}
