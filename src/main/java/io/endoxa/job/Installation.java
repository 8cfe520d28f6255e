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
import java.util.function.Function;
import java.util.function.Predicate;
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

  private static List<String> jobs(String directory) {
    return lines(
        directory,
        file -> file.toString().endsWith(".yaml"),
        file -> YamlMap.read(file).stringOr(JobKey.KIND.word(), "?"));
  }

  /** A line for each entry of a directory of the project that is wanted: its path, and words. */
  private static List<String> lines(
      String name, Predicate<Path> wanted, Function<Path, String> words) {
    Path directory = home().resolve(name);
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(wanted)
          .sorted()
          .map(entry -> "%-33s %s".formatted(name + "/" + entry.getFileName(), words.apply(entry)))
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

  private static List<String> models(String directory) {
    return lines(
        directory,
        model -> Files.exists(model.resolve(ModelManifest.FILE)),
        model -> words(model.resolve(ModelManifest.FILE)));
  }

  private static String words(Path manifestFile) {
    try {
      ModelManifest manifest =
          Json.read(manifestFile.toString(), Files.readAllBytes(manifestFile), ModelManifest.class);
      return "%s, model %s".formatted(manifest.codebook(), manifest.modelId());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
