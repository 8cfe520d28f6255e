package io.endoxa.text.source;

import io.endoxa.text.Origin;
import io.endoxa.text.RejectReason;
import io.endoxa.text.Rejected;
import java.io.IOException;
import java.io.Serial;

/** Carries out of streams what is wrong with an archive; never leaves the package. */
final class BadArchiveException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  private final RejectReason reason;

  BadArchiveException(RejectReason reason, String detail) {
    super(detail);
    this.reason = reason;
  }

  Rejected rejected(Origin origin) {
    return new Rejected(origin, reason, String.valueOf(getMessage()), "");
  }
}
