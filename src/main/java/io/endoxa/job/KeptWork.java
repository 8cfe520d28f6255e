package io.endoxa.job;

import io.endoxa.spark.ChunkFiles;
import io.endoxa.spark.FileTree;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Counts what a run has finished and a later one takes up: the chunks that it wrote or used. */
final class KeptWork {
  /** The words for a run that has finished no chunk. */
  static final String NOTHING = "the same command starts again";

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

  /**
   * In words, such as {@code 12 finished chunks are kept in out/chunks, and the same command goes
   * on from there}.
   */
  String inWords() {
    String place = ChunkFiles.below(output);
    String kept;
    try {
      long chunks = count(new Path(place));
      if (chunks == 0) {
        return NOTHING;
      }
      kept = chunks == 1 ? "1 finished chunk is" : "%,d finished chunks are".formatted(chunks);
    } catch (IOException e) {
      // The file system may have been closed already; what is there stays there.
      kept = "finished chunks are";
    }
    return kept + " kept in " + place + ", and the same command goes on from there";
  }

  private long count(Path directory) throws IOException {
    try {
      return FileTree.files(directory.getFileSystem(hadoop), directory).stream()
          .filter(file -> file.getModificationTime() >= sinceMillis)
          .filter(file -> file.getPath().getName().endsWith(ChunkFiles.SUFFIX))
          .count();
    } catch (FileNotFoundException e) {
      return 0; // Nothing was finished.
    }
  }
}
