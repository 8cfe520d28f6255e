package io.endoxa.text;

import java.util.Locale;

/** Why a record did not become an article. */
public enum RejectReason {
  /** No bytes, or white space alone. */
  EMPTY_FILE,
  /** Binary: a known file signature or NUL bytes. */
  NOT_TEXT,
  /** Text, but in no encoding that is certain. */
  BAD_ENCODING,
  /** Not one JSON object, or a key stands twice in it. */
  BAD_JSON,
  /** Not a row of its table: broken quotes, or another number of columns; or a useless header. */
  BAD_CSV,
  /**
   * An archive or a Parquet file that is not what its name says, or damaged; or a file in an
   * archive with a bad name.
   */
  BAD_ARCHIVE,
  /** A record without a text, or a page without readable text. */
  MISSING_TEXT,
  /** A field of the wrong type, an unknown field, or a date that is none. */
  BAD_FIELD,
  /** Cleaning left no paragraph. */
  NO_PARAGRAPHS,
  /** Another article has the same id. */
  DUPLICATE_ID,
  /** The bytes could not be read. */
  UNREADABLE,
  /** No format has files of this name. */
  UNKNOWN_FORMAT,
  /** Over the size limit, packed or not. */
  TOO_LARGE;

  /** The reason as it stands in tables: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
