package io.endoxa.spark;

import io.endoxa.provenance.FileEntry;
import io.endoxa.provenance.RunBeginning;
import io.endoxa.provenance.RunManifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.jspecify.annotations.Nullable;

/** Small runs that are written and published without Spark: one table of two files, a summary. */
public final class PlainRuns {
  /** The table. */
  public static final String TABLE = "quarantine";

  /** Of a job that reads nothing. */
  public static final RunBeginning BEGINNING = new RunBeginning(Map.of(), "2024-06-12T00:00:00Z");

  static final int ROWS = 60;

  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          "message t { required binary source_file (STRING); required int32 position; }");

  private PlainRuns() {}

  /** A published run, by its directory. */
  public static String publish(String output, String runId, String startedAt) {
    return publish(new Configuration(), output, runId, startedAt, Map.of(), List.of());
  }

  /** A published run that was made with these keys and inputs, by its directory. */
  public static String publish(
      Configuration hadoop,
      String output,
      String runId,
      String startedAt,
      Map<String, String> spec,
      List<FileEntry> inputs) {
    return publish(hadoop, output, runId, startedAt, spec, inputs, null);
  }

  /** The same, of a run that names a model. */
  static String publish(
      Configuration hadoop,
      String output,
      String runId,
      String startedAt,
      Map<String, String> spec,
      List<FileEntry> inputs,
      @Nullable String modelId) {
    RunDraft draft = draft(hadoop, output, runId);
    draft.publish(
        new RunManifest(
            RunManifest.FORMAT,
            runId,
            "plain",
            spec,
            inputs,
            draft.tables(),
            modelId,
            null,
            null,
            7,
            Map.of("endoxa", "0.1.0"),
            "cpu",
            Map.of(),
            startedAt,
            1));
    return draft.directory();
  }

  /** A run that is written and not published. */
  public static RunDraft draft(Configuration hadoop, String output, String runId) {
    RunDraft draft = new RunStore(hadoop, output).begin(runId, BEGINNING);
    try {
      for (int file = 0; file < 2; file++) {
        write(hadoop, new Path(draft.directory(), TABLE + "/part-" + file + ".parquet"), runId);
      }
    } catch (FSError e) {
      FullDisk.explain(draft, e);
      throw e;
    } catch (IOException e) {
      FullDisk.explain(draft, e);
      throw new UncheckedIOException(e);
    }
    draft.add(TABLE);
    draft.writeFile("summary.md", ("# Run " + runId + "\n").getBytes(StandardCharsets.UTF_8));
    return draft;
  }

  /** Every row names its run. */
  private static void write(Configuration hadoop, Path file, String runId) throws IOException {
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(file).withType(SCHEMA).withConf(hadoop).build()) {
      for (int row = 0; row < ROWS / 2; row++) {
        writer.write(new SimpleGroup(SCHEMA).append("source_file", runId).append("position", row));
      }
    }
  }
}
