package io.endoxa.text.source;

import io.endoxa.text.Origin;
import io.endoxa.text.RejectReason;
import io.endoxa.text.Rejected;
import java.io.Serial;

/** Carries the reason for a rejection out of nested reading code; never leaves the package. */
final class UnfitRecordException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final RejectReason reason;

  /** Without a stack trace: a bad corpus makes millions of these. */
  UnfitRecordException(RejectReason reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
  }

  Rejected rejected(Origin origin, String excerpt) {
    return new Rejected(origin, reason, String.valueOf(getMessage()), excerpt);
  }
}
