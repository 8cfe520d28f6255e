package io.endoxa.provenance;

import io.endoxa.error.UserException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The record of a model directory: what each file was when it was written, and what it was made
 * from. Files are used only after they were checked against it.
 *
 * @param format version of the model directory's layout
 * @param modelId hash of the hashes of the files that labels depend on: models that label alike
 *     have equal ids
 * @param encoder id and precision of the encoder whose vectors the heads read
 * @param encoderSha256 hash of the encoder's weights
 * @param codebook id and version
 * @param seed of folds and training
 * @param training counts of the training set: articles, paragraphs, sources, folds
 * @param versions of Endoxa, Java and the training libraries
 * @param files every other file of the directory, by path
 */
public record ModelManifest(
    int format,
    String modelId,
    String encoder,
    String encoderSha256,
    String codebook,
    long seed,
    Map<String, Long> training,
    Map<String, String> versions,
    List<FileEntry> files) {
  /** The layout that this version writes and reads. */
  public static final int FORMAT = 1;

  /** The file's name inside a model directory. */
  public static final String FILE = "manifest.json";

  /** What labels do not depend on: a card names the command, a search how long it took. */
  private static final Set<String> REPORTS =
      Set.of(
          "baseline-pooled.safetensors",
          "baseline-vectors.safetensors",
          "baseline.json",
          "baseline.safetensors",
          "card.md",
          "cross-validation.json",
          "judge-quality.json",
          "profile.json",
          "quality-curves.json",
          "quality.json",
          "search.json");

  public ModelManifest {
    Objects.requireNonNull(modelId, "modelId");
    Objects.requireNonNull(encoder, "encoder");
    Objects.requireNonNull(encoderSha256, "encoderSha256");
    Objects.requireNonNull(codebook, "codebook");
    training = Map.copyOf(training);
    versions = Map.copyOf(versions);
    files = List.copyOf(files);
  }

  /** File entries of a directory's content, sorted by name. */
  public static List<FileEntry> entriesOf(Map<String, byte[]> files) {
    List<FileEntry> entries = new ArrayList<>();
    new TreeMap<>(files)
        .forEach(
            (name, bytes) -> entries.add(new FileEntry(name, bytes.length, Fingerprint.of(bytes))));
    return entries;
  }

  /**
   * The id that a directory with these files has: 16 hex digits. Cards, figures and baselines make
   * no difference to it.
   */
  public static String idOf(List<FileEntry> entries) {
    String all =
        entries.stream()
            .filter(entry -> !REPORTS.contains(entry.path()))
            .map(entry -> entry.path() + " " + entry.sha256())
            .sorted()
            .collect(Collectors.joining("\n"));
    return Fingerprint.of(all.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
  }

  /**
   * The record of the same model with other reports.
   *
   * @throws IllegalArgumentException if what labels depend on is not the same
   */
  public ModelManifest withFiles(List<FileEntry> entries) {
    if (!idOf(entries).equals(modelId)) {
      throw new IllegalArgumentException(
          "files of model %s, expected those of %s".formatted(idOf(entries), modelId));
    }
    return new ModelManifest(
        format, modelId, encoder, encoderSha256, codebook, seed, training, versions, entries);
  }

  /**
   * Checks a directory's content against this manifest.
   *
   * @param directory its name, for messages
   * @param content the bytes of the files, without the manifest
   * @throws UserException if a file is missing or is not what it was, or the id is not that of the
   *     files: what was computed with other files would pass for theirs
   */
  public void verify(String directory, Map<String, byte[]> content) {
    if (format != FORMAT) {
      throw new UserException(
          "%s/%s: format is %d, expected %d. Train the model again with this version."
              .formatted(directory, FILE, format, FORMAT));
    }
    for (FileEntry entry : files) {
      byte[] bytes = content.get(entry.path());
      if (bytes == null) {
        throw new UserException(
            "%s/%s: is missing, the manifest names it. Copy the whole directory again."
                .formatted(directory, entry.path()));
      }
      String found = Fingerprint.of(bytes);
      if (!found.equals(entry.sha256())) {
        throw new UserException(
            "%s/%s: sha256 is %s, the manifest says %s. The file was changed or damaged: copy the"
                    .formatted(directory, entry.path(), found, entry.sha256())
                + " whole directory again or train the model again.");
      }
    }
    String id = idOf(files);
    if (!id.equals(modelId)) {
      throw new UserException(
          ("%s/%s: modelId is %s, but its files have the id %s. The files or the manifest were"
                  + " changed by hand: copy the whole directory again or train the model again.")
              .formatted(directory, FILE, modelId, id));
    }
  }
}
