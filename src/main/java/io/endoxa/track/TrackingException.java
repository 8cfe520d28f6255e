package io.endoxa.track;

/** A run was not logged, or not whole; the message says why, and holds no password or token. */
public final class TrackingException extends Exception {
  private static final long serialVersionUID = 1L;

  TrackingException(String message) {
    super(message);
  }

  TrackingException(String message, Throwable cause) {
    super(message, cause);
  }
}
