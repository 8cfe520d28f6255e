package io.endoxa.text.source;

import io.endoxa.text.Origin;
import io.endoxa.text.ReadResult;
import io.endoxa.text.RejectReason;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Set;

/**
 * Reads articles of one file format. Implementations keep no state and are thread-safe.
 *
 * <p>Whatever the bytes are, they come back as results: only failing to get the bytes throws. An
 * empty file is one {@link RejectReason#EMPTY_FILE}. The same bytes give the same results.
 */
public interface ArticleSource {
  /** The format's name, such as {@code jsonl}. */
  String format();

  /** File name extensions in lower case, without the dot. */
  Set<String> extensions();

  /**
   * The records of a file in their order, at least one. The caller closes {@code in}, after the
   * last record: formats of many records read as they go.
   *
   * @param file what {@link Origin#file()} will say
   * @throws IOException if the bytes cannot be read; the iterator throws {@link
   *     java.io.UncheckedIOException} for the same reason
   */
  Iterator<ReadResult> read(String file, InputStream in) throws IOException;
}
