package io.endoxa.text.source;

import io.endoxa.text.ReadResult;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Set;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** A gzip-compressed file of another format, unpacked as it is read. */
final class GzipSource implements ArticleSource {
  static final String EXTENSION = "gz";

  private final ArticleSource inside;

  GzipSource(ArticleSource inside) {
    this.inside = inside;
  }

  @Override
  public String format() {
    return inside.format() + "." + EXTENSION;
  }

  @Override
  public Set<String> extensions() {
    return Set.of(EXTENSION);
  }

  @Override
  public Iterator<ReadResult> read(String file, InputStream in) {
    PackedStream packed = new PackedStream(in);
    UnpackedStream unpacked =
        new UnpackedStream(
            packed,
            () ->
                GzipCompressorInputStream.builder()
                    .setInputStream(packed)
                    .setDecompressConcatenated(true)
                    .get());
    return new ArchiveRecords(file, inside, unpacked);
  }
}
