package io.endoxa.job;

import io.endoxa.provenance.RunManifest;
import io.endoxa.spark.RunStore;
import io.endoxa.spark.SharedSpark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/**
 * The main job, run once for all tests: a model trained on the shipped dataset, hastily, and the
 * dataset labelled with it.
 */
public final class TrainedRun {
  private static final List<String> HASTE = List.of("folds=2", "epochs=2");

  private TrainedRun() {}

  private static final class Once {
    private static final JobRunner.Finished RUN =
        run("jobs/sample.yaml", "output=" + temporaryDirectory());
  }

  /** The run's directory. */
  public static Path directory() {
    return Path.of(Once.RUN.directory());
  }

  /** The model's directory. */
  public static Path model() {
    return directory().resolve("model");
  }

  static JobRunner.Finished finished() {
    return Once.RUN;
  }

  /** Runs a job in the shared session; one that trains is told to be quick. */
  static JobRunner.Finished run(String job, String... overrides) {
    List<String> all = new ArrayList<>(List.of(overrides));
    if (job.contains("train") || job.contains("sample")) {
      all.addAll(0, HASTE);
    }
    return JobRunner.run(
        SharedSpark.session(), JobSpec.read(Path.of(job), all), new ArrayList<String>()::add);
  }

  static RunManifest manifest(String runDirectory) {
    return RunStore.readManifest(new Configuration(), runDirectory);
  }

  private static Path temporaryDirectory() {
    try {
      Path directory = Files.createTempDirectory("endoxa-trained");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
