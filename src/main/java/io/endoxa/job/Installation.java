package io.endoxa.job;

import io.endoxa.encode.EncoderSpec;
import io.endoxa.provenance.Json;
import io.endoxa.provenance.ModelManifest;
import io.endoxa.provenance.RunManifest;
import io.endoxa.provenance.Versions;
import io.endoxa.spark.RunStore;
import io.endoxa.yaml.YamlMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/** What there is to work with: jobs, encoders, models, finished runs. */
public final class Installation {
  private Installation() {}

  /** The version of Endoxa. */
  public static String version() {
    return Versions.endoxa();
  }

  /** Where jobs and encoders are described: the launcher's project, else the working directory. */
  static Path home() {
    return Path.of(System.getProperty("endoxa.home", "."));
  }

  static Path encodersDirectory() {
    return home().resolve("models").resolve("encoders");
  }

  /** The job files, each with its kind; benchmarks last. */
  public static List<String> jobs() {
    return Stream.of("jobs", "jobs/benchmarks").flatMap(name -> jobs(name).stream()).toList();
  }

  private static List<String> jobs(String name) {
    Path directory = home().resolve(name);
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .map(
              file ->
                  "%-33s %s"
                      .formatted(
                          name + "/" + file.getFileName(),
                          YamlMap.read(file).stringOr(JobKey.KIND.word(), "?")))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The encoders' names. */
  public static List<String> encoders() {
    return EncoderSpec.known(encodersDirectory());
  }

  /** The models that ship, and then the judges, each with its id and what it answers. */
  public static List<String> models() {
    return Stream.of("models", "models/judges").flatMap(name -> models(name).stream()).toList();
  }

  private static List<String> models(String name) {
    Path directory = home().resolve(name);
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> models = Files.list(directory)) {
      return models
          .filter(model -> Files.exists(model.resolve(ModelManifest.FILE)))
          .sorted()
          .map(model -> line(name, model))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String line(String name, Path model) {
    Path file = model.resolve(ModelManifest.FILE);
    ModelManifest manifest;
    try {
      manifest = Json.read(file.toString(), Files.readAllBytes(file), ModelManifest.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "%-33s %s, model %s"
        .formatted(name + "/" + model.getFileName(), manifest.codebook(), manifest.modelId());
  }

  /** The finished runs of an output directory, oldest first. */
  public static List<String> runs(String output) {
    return new RunStore(new Configuration(), output)
        .published().stream().map(manifest -> line(output, manifest)).toList();
  }

  private static String line(String output, RunManifest manifest) {
    long rows = manifest.outputs().stream().mapToLong(RunManifest.TableEntry::rows).sum();
    return "%s/runs/%s  %,d rows in %d tables, model %s, %.0f s"
        .formatted(
            output,
            manifest.runId(),
            rows,
            manifest.outputs().size(),
            manifest.modelId() == null ? "none" : manifest.modelId(),
            manifest.wallSeconds());
  }
}
