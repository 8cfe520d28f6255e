package io.endoxa.job;

import io.endoxa.spark.ChunkFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** Counts what a run has finished and a later one takes up: the chunks that it wrote or used. */
final class KeptWork {
  private final Configuration hadoop;
  private final String output;
  private final long sinceMillis;

  /**
   * The work of one run.
   *
   * @param sinceMillis when its Spark application started
   */
  KeptWork(Configuration hadoop, String output, long sinceMillis) {
    this.hadoop = hadoop;
    this.output = output;
    this.sinceMillis = sinceMillis;
  }

  /** In words, such as {@code 12 finished chunks are kept in out/chunks}. */
  String inWords() {
    String place = ChunkFiles.below(output);
    try {
      long chunks = count(new Path(place));
      return chunks == 1
          ? "1 finished chunk is kept in " + place
          : "%,d finished chunks are kept in %s".formatted(chunks, place);
    } catch (IOException e) {
      // The file system may have been closed already; what is there stays there.
      return "finished chunks are kept in " + place;
    }
  }

  private long count(Path directory) throws IOException {
    FileSystem fileSystem = directory.getFileSystem(hadoop);
    long count = 0;
    try {
      RemoteIterator<LocatedFileStatus> files = fileSystem.listFiles(directory, true);
      while (files.hasNext()) {
        LocatedFileStatus file = files.next();
        boolean ours = file.getModificationTime() >= sinceMillis;
        count += ours && file.getPath().getName().endsWith(ChunkFiles.SUFFIX) ? 1 : 0;
      }
    } catch (FileNotFoundException e) {
      // Nothing was finished, or a draft was renamed just now.
      return count;
    }
    return count;
  }
}
