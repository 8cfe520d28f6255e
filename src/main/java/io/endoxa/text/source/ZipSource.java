package io.endoxa.text.source;

import io.endoxa.text.Origin;
import io.endoxa.text.ReadResult;
import io.endoxa.text.RejectReason;
import io.endoxa.text.Rejected;
import io.endoxa.text.VisibleText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A zip archive as if it were a folder: each file in it is read by its own format, and called
 * {@code archive!/name}. Names that begin with {@code .} or {@code _} are left out, as in folders.
 * Nothing is written to disk, and files whose names point out of the archive are rejected.
 *
 * <p>Reads from the front to the end without the archive's directory, so that it needs no file; a
 * file that cannot be unpacked to its end hides what follows it, which a rejection says.
 */
final class ZipSource implements ArticleSource {
  static final String EXTENSION = "zip";

  private static final int SHORTEST_ARCHIVE = 22;
  private static final int MOST_LETTERS_OF_A_NAME = 300;
  private static final Pattern SEPARATOR = Pattern.compile("[/\\\\]");
  private static final Pattern ABSOLUTE = Pattern.compile("([/\\\\]|[A-Za-z]:).*", Pattern.DOTALL);

  private final Function<String, Optional<ArticleSource>> sources;

  /**
   * Reads what these sources read.
   *
   * @param sources the source for a file's name
   */
  ZipSource(Function<String, Optional<ArticleSource>> sources) {
    this.sources = sources;
  }

  @Override
  public String format() {
    return "zip";
  }

  @Override
  public Set<String> extensions() {
    return Set.of(EXTENSION);
  }

  @Override
  public Iterator<ReadResult> read(String file, InputStream in) {
    return new Entries(file, new ZipEnd(in));
  }

  private final class Entries extends RecordIterator {
    private final ZipEnd end;
    private final PackedStream packed;
    private final ZipArchiveInputStream zip;
    private int entries;
    private @Nullable ArchiveRecords records;
    private @Nullable CheckedInputStream unpacked;

    /** What is read now, and where it stands; null if it is passed over. */
    private @Nullable ZipArchiveEntry current;

    private Origin origin;

    /** What comes next, if it was found while what stands before it was still to be rejected. */
    private @Nullable ZipArchiveEntry found;

    Entries(String file, ZipEnd end) {
      super(file);
      this.end = end;
      this.origin = new Origin(file, 1);
      this.packed = new PackedStream(end);
      // Stored files that do not say how long they are would be held in memory whole: they are not
      // read.
      this.zip = new ZipArchiveInputStream(packed, StandardCharsets.UTF_8.name(), true, false);
    }

    @Override
    @Nullable ReadResult advance() {
      try {
        if (records != null && records.hasNext()) {
          return next(records);
        }
        unpackRest();
        ZipArchiveEntry entry = found == null ? nextEntry() : found;
        boolean damaged = isDamaged();
        current = null;
        records = null;
        unpacked = null;
        if (damaged) {
          found = entry;
          return rejected(
              RejectReason.BAD_ARCHIVE,
              "is damaged: its checksum is another one. Copy or pack the archive again.");
        }
        found = null;
        return entry == null ? end() : open(entry);
      } catch (BadArchiveException e) {
        stop();
        return e.rejected(new Origin(file(), 1));
      } catch (IOException e) {
        throw unreadable(e);
      }
    }

    /** A file that its archive's damage or size ends early is rejected once, not for both. */
    private ReadResult next(ArchiveRecords records) throws IOException {
      ReadResult result = records.next();
      if (records.failed()) {
        stop();
      } else if (result instanceof Rejected && !records.hasNext()) {
        try {
          unpackRest();
        } catch (BadArchiveException e) {
          stop();
          return e.rejected(result.origin());
        }
      }
      return result;
    }

    /** Unpacks the rest of a file here, where it is guarded; the archive would do it unguarded. */
    private void unpackRest() throws IOException {
      if (unpacked != null) {
        unpacked.transferTo(OutputStream.nullOutputStream());
      }
    }

    /** Whether what was read has another checksum than it should, which may stand behind it. */
    private boolean isDamaged() {
      return current != null
          && unpacked != null
          && current.getCrc() >= 0
          && current.getCrc() != unpacked.getChecksum().getValue();
    }

    private @Nullable ZipArchiveEntry nextEntry() throws IOException {
      try {
        ZipArchiveEntry entry = zip.getNextEntry();
        entries += entry == null ? 0 : 1;
        return entry;
      } catch (IOException | RuntimeException e) {
        throw UnpackedStream.damaged(packed, e);
      }
    }

    private @Nullable ReadResult end() throws BadArchiveException {
      stop();
      if (entries == 0 && packed.count() > 0 && packed.count() < SHORTEST_ARCHIVE) {
        throw new BadArchiveException(RejectReason.BAD_ARCHIVE, "is not a zip archive.");
      }
      if (packed.count() > 0 && !end.wasRead()) {
        throw new BadArchiveException(
            RejectReason.BAD_ARCHIVE,
            "has no end: its directory is cut off or damaged, and files may be missing. Copy it"
                + " again.");
      }
      origin = new Origin(file(), 1);
      return any() ? null : rejected(RejectReason.EMPTY_FILE, "holds no files, expected articles.");
    }

    /** A rejection, or null if the file has to be read first or is passed over. */
    private @Nullable ReadResult open(ZipArchiveEntry entry) {
      boolean readable = zip.canReadEntryData(entry);
      if (readable) {
        unpacked = new CheckedInputStream(new UnpackedStream(packed, () -> zip), new CRC32());
      }
      origin = new Origin(file() + "!/" + shown(entry.getName()), 1);
      if (leadsOut(entry.getName())) {
        return rejected(
            RejectReason.BAD_ARCHIVE,
            "has a name that leads out of the archive. Give it a plain one.");
      }
      if (entry.isDirectory() || isHidden(entry.getName())) {
        return null;
      }
      InputStream bytes = unpacked;
      if (bytes == null) {
        if (entry.getMethod() == ZipEntry.STORED
            && entry.getGeneralPurposeBit().usesDataDescriptor()) {
          stop();
          return rejected(
              RejectReason.BAD_ARCHIVE,
              "is stored without its size, so that its end is uncertain. What follows is not read."
                  + " Pack it with deflate.");
        }
        return rejected(
            RejectReason.BAD_ARCHIVE,
            "is encrypted, or packed in a way that is not read. Pack it with deflate.");
      }
      Optional<ArticleSource> source = sources.apply(entry.getName());
      if (source.isEmpty()) {
        return rejected(
            RejectReason.UNKNOWN_FORMAT,
            "the name has no ending that is read within a zip archive.");
      }
      current = entry;
      records = new ArchiveRecords(origin.file(), source.get(), bytes);
      return null;
    }

    private Rejected rejected(RejectReason reason, String detail) {
      return new Rejected(origin, reason, detail, "");
    }
  }

  private static boolean leadsOut(String name) {
    return ABSOLUTE.matcher(name).matches()
        || Arrays.asList(SEPARATOR.split(name, -1)).contains("..");
  }

  private static boolean isHidden(String name) {
    return Arrays.stream(SEPARATOR.split(name, -1))
        .filter(part -> !part.equals("."))
        .anyMatch(part -> part.startsWith(".") || part.startsWith("_"));
  }

  private static String shown(String name) {
    String line = VisibleText.of(name).oneLine();
    return line.substring(0, Math.min(line.length(), MOST_LETTERS_OF_A_NAME));
  }
}
