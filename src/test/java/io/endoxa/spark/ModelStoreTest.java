package io.endoxa.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.error.UserException;
import io.endoxa.provenance.FileEntry;
import io.endoxa.provenance.Fingerprint;
import io.endoxa.provenance.Json;
import io.endoxa.provenance.ModelManifest;
import io.endoxa.provenance.RunManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelStoreTest {
  @TempDir private Path temporary;
  private Path model = Path.of("");

  @BeforeEach
  void writeModel() throws IOException {
    model = TinyModel.writeTo(temporary.resolve("run/model"));
  }

  private static ModelStore.ModelFiles read(Path directory) {
    return ModelStore.read(new Configuration(), directory.toString());
  }

  private static void assertRefused(Path directory, String message) {
    assertThatThrownBy(() -> read(directory))
        .isInstanceOf(UserException.class)
        .hasMessage(message.replace("DIR", directory.toString()));
  }

  @Test
  void aModelHasEveryFileThatItsManifestNames() {
    assertThat(read(model).files())
        .containsOnlyKeys("calibration.json", "codebook.yaml", "heads.json", "linear.safetensors");
    assertThat(read(model).manifest().codebook()).isEqualTo("small-v2");
  }

  @Test
  void theRunThatTrainedAModelStandsForIt() {
    assertThat(read(temporary.resolve("run")).manifest()).isEqualTo(read(model).manifest());
  }

  @Test
  void aChangedFileIsRefused() throws IOException {
    Path file = model.resolve("codebook.yaml");
    String before = Fingerprint.of(Files.readAllBytes(file));
    Files.writeString(file, Files.readString(file).replace("version: 2", "version: 3"));

    assertRefused(
        model,
        "DIR/codebook.yaml: sha256 is %s, the manifest says %s. The file was changed or damaged:"
                .formatted(Fingerprint.of(Files.readAllBytes(file)), before)
            + " copy the whole directory again or train the model again.");
  }

  @Test
  void aLongerOrShorterFileIsRefused() throws IOException {
    Path file = model.resolve("linear.safetensors");
    byte[] sound = Files.readAllBytes(file);
    for (int length : new int[] {sound.length + 1000, sound.length - 1, 0}) {
      Files.write(file, Arrays.copyOf(sound, length));

      assertRefused(
          model,
          "DIR/linear.safetensors: has %d bytes, the manifest says %d. The file was changed or"
                  .formatted(length, sound.length)
              + " damaged: copy the whole directory again or train the model again.");
    }
  }

  @Test
  void aLinkInsideOfAModelIsRefusedEvenIfItsContentIsRight() throws IOException {
    for (String name : List.of("heads.json", "linear.safetensors", "manifest.json")) {
      Path file = model.resolve(name);
      Path elsewhere = Files.move(file, temporary.resolve(name));
      Files.createSymbolicLink(file, elsewhere);

      assertRefused(
          model,
          "%s: is a link to %s, expected a file of the model itself. Copy the content"
                  .formatted(file, elsewhere)
              + " there: cp -L.");
      assertThatThrownBy(() -> ModelStore.read(new Configuration(), "file://" + model))
          .isInstanceOf(UserException.class)
          .hasMessageStartingWith("file:%s: is a link to %s, ".formatted(file, elsewhere));
      Files.delete(file);
      Files.move(elsewhere, file);
    }
  }

  @Test
  void aDirectoryInPlaceOfAFileIsRefused() throws IOException {
    Files.delete(model.resolve("heads.json"));
    Files.createDirectory(model.resolve("heads.json"));

    assertThatThrownBy(() -> read(model))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(model + "/heads.json: has ")
        .hasMessageContaining(" bytes, the manifest says ");
  }

  @Test
  void aChecksumBesideAFileThatDoesNotFitIsNotABug() throws IOException {
    // crc\0, 512 bytes per checksum, and one that is wrong.
    byte[] crc = {'c', 'r', 'c', 0, 0, 0, 2, 0, 1, 2, 3, 4};
    Files.write(model.resolve(".heads.json.crc"), crc);

    assertThatThrownBy(() -> read(model))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("model '%s': cannot be read: Checksum error: ".formatted(model))
        .hasMessageEndingWith(". Copy the whole directory again.");
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    Files.delete(model.resolve("heads.json"));

    assertRefused(
        model,
        "DIR/heads.json: is missing, the manifest names it. Copy the whole directory again.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../secret.txt", "/etc/hostname", "a/b.json", "..", ".hidden", "file:x.y"})
  void aManifestReachesNoFileOutsideOfTheModel(String path) throws IOException {
    Files.writeString(temporary.resolve("run/secret.txt"), "secret");
    List<FileEntry> entries = new ArrayList<>(read(model).manifest().files());
    entries.add(new FileEntry(path, 6, Fingerprint.of(new byte[0])));
    TinyModel.writeManifest(model, entries);

    assertRefused(
        model,
        "DIR/manifest.json: names the file '%s' of 6 bytes, expected a plain file name and at most"
                .formatted(path)
            + " 1073741824 bytes.");
  }

  @Test
  void aManifestAsksForNoHugeFile() throws IOException {
    TinyModel.writeManifest(
        model, List.of(new FileEntry("heads.json", Long.MAX_VALUE, "0".repeat(64))));

    assertRefused(
        model,
        "DIR/manifest.json: names the file 'heads.json' of 9223372036854775807 bytes, expected a"
            + " plain file name and at most 1073741824 bytes.");
  }

  @Test
  void aDirectoryOfSomethingElseIsNoModel() throws IOException {
    Path other = Files.createDirectories(temporary.resolve("other"));
    String message =
        "model 'DIR': is not a model directory: it has no manifest.json. Give a directory that a"
            + " train run left, such as out/runs/<run_id>/model.";

    assertRefused(other, message);
    assertRefused(temporary.resolve("nowhere"), message);
    assertRefused(Files.writeString(temporary.resolve("file"), "x"), message);
  }

  @Test
  void aRunWithoutAModelIsNoModel() throws IOException {
    Path output = temporary.resolve("labels-alone");
    RunDraft draft =
        new RunStore(new Configuration(), output.toString()).begin("r", PlainRuns.BEGINNING);
    draft.publish(
        new RunManifest(
            RunManifest.FORMAT,
            "r",
            "label",
            Map.of(),
            List.of(),
            List.of(),
            null,
            null,
            null,
            7,
            Map.of(),
            "cpu",
            Map.of(),
            "2024-06-12T00:00:00Z",
            1));

    assertRefused(
        Path.of(draft.directory()),
        "model 'DIR': is a run without a model. Give a run of a train job, or a model directory;"
            + " 'scripts/endoxa list' names them.");
  }

  @Test
  void aModelOfAnotherFormatIsRefused() throws IOException {
    Path file = model.resolve(ModelManifest.FILE);
    String manifest =
        new String(Json.bytes(read(model).manifest()), java.nio.charset.StandardCharsets.UTF_8);
    Files.writeString(file, manifest.replace("\"format\" : 1", "\"format\" : 2"));

    assertRefused(
        model,
        "DIR/manifest.json: format is 2, expected 1. Train the model again with this version.");
  }
}
