package io.endoxa.text;

/** What became of one record of a file: an article, or the reason why there is none. */
public sealed interface ReadResult permits Article, Rejected {
  /** Where the record was read. */
  Origin origin();
}
