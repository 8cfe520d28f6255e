package io.endoxa.text;

/**
 * Where a record was read.
 *
 * @param file the name the file was opened with; of a file in an archive, {@code archive!/name}
 * @param position the line, from 1, that a record begins on in formats of lines and rows; which
 *     record it is, from 1, in JSON, Parquet and web archives; 1 in whole-file formats
 */
public record Origin(String file, int position) {
  public Origin {
    if (position < 1) {
      throw new IllegalArgumentException("position is " + position + ", expected 1 or more");
    }
  }

  @Override
  public String toString() {
    return file + ":" + position;
  }
}
