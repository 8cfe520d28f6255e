package io.endoxa.job;

import io.endoxa.provenance.ModelManifest;
import io.endoxa.provenance.RunManifest;
import io.endoxa.report.ModelCard;
import io.endoxa.report.RunRecord;
import io.endoxa.report.RunSummary;
import io.endoxa.spark.ParquetRows;
import io.endoxa.spark.RunStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** What there is to see in a directory that Endoxa wrote. */
public final class Exhibit {
  private Exhibit() {}

  /**
   * A run's summary and manifest, a model's card or a table's first rows, as text.
   *
   * @throws io.endoxa.error.UserException if the directory is none of these
   */
  public static String of(String directory, int rows) {
    Configuration hadoop = new Configuration();
    Path path = new Path(directory);
    try {
      FileSystem fileSystem = path.getFileSystem(hadoop);
      boolean published = fileSystem.exists(new Path(path, RunManifest.FILE));
      if (published && fileSystem.exists(new Path(path, RunSummary.FILE))) {
        return text(fileSystem, new Path(path, RunSummary.FILE))
            + RunRecord.markdown(RunStore.readManifest(hadoop, directory));
      }
      if (fileSystem.exists(new Path(path, ModelManifest.FILE))) {
        return text(fileSystem, new Path(path, ModelCard.FILE));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return table(ParquetRows.head(hadoop, directory, rows));
  }

  private static String text(FileSystem fileSystem, Path file) throws IOException {
    try (InputStream in = fileSystem.open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String table(ParquetRows.Head head) {
    StringBuilder text = new StringBuilder();
    for (List<String> row : head.rows()) {
      for (int i = 0; i < row.size(); i++) {
        text.append("%-28s %s%n".formatted(head.names().get(i), row.get(i)));
      }
      text.append('\n');
    }
    return text.append("%d rows shown%n".formatted(head.rows().size())).toString();
  }
}
