package io.endoxa.provenance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.error.UserException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ManifestsTest {
  private static final Map<String, byte[]> FILES =
      Map.of("b.bin", new byte[0], "a.bin", "abc".getBytes(UTF_8));

  private static ModelManifest model(int format, List<FileEntry> files) {
    return new ModelManifest(
        format,
        ModelManifest.idOf(files),
        "minilm-l6-v2/int8",
        "00",
        "small-v1",
        7,
        Map.of("articles", 72L),
        Map.of("java", "17"),
        files);
  }

  private static RunManifest run(@Nullable String modelId) {
    return new RunManifest(
        RunManifest.FORMAT,
        "20250101-sample-0a",
        "sample",
        Map.of("seed", "7"),
        List.of(new FileEntry("file:/a.txt", 3, "aa")),
        List.of(
            new RunManifest.TableEntry(
                "stances", 10, List.of(new FileEntry("stances/part-0.parquet", 99, "bb")))),
        modelId,
        null,
        null,
        7,
        Map.of("java", "17"),
        "amd64",
        Map.of("articles read", 1L),
        "2025-01-01T00:00:00Z",
        1.5);
  }

  @Test
  void entriesAreSortedByName() {
    assertThat(ModelManifest.entriesOf(FILES))
        .containsExactly(
            new FileEntry(
                "a.bin", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            new FileEntry(
                "b.bin", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
  }

  @Test
  void theIdIsAHashOfNamesAndHashes() {
    // printf 'a.bin %s\nb.bin %s' $(printf abc | sha256sum | cut -c1-64) \
    //   $(printf '' | sha256sum | cut -c1-64) | sha256sum | cut -c1-16
    assertThat(ModelManifest.idOf(ModelManifest.entriesOf(FILES))).isEqualTo("f81955b81d756a5b");
  }

  @Test
  void theIdDoesNotDependOnTheOrderOfFiles() {
    List<FileEntry> entries = ModelManifest.entriesOf(FILES);
    assertThat(ModelManifest.idOf(List.of(entries.get(1), entries.get(0))))
        .isEqualTo(ModelManifest.idOf(entries));
  }

  @Test
  void theIdChangesWithANameAndWithAByte() {
    String id = ModelManifest.idOf(ModelManifest.entriesOf(FILES));
    Map<String, byte[]> renamed = Map.of("c.bin", new byte[0], "a.bin", "abc".getBytes(UTF_8));
    Map<String, byte[]> changed = Map.of("b.bin", new byte[1], "a.bin", "abc".getBytes(UTF_8));

    assertThat(ModelManifest.idOf(ModelManifest.entriesOf(renamed))).isNotEqualTo(id);
    assertThat(ModelManifest.idOf(ModelManifest.entriesOf(changed))).isNotEqualTo(id);
  }

  @Test
  void theFilesThatWereWrittenPass() {
    ModelManifest manifest = model(ModelManifest.FORMAT, ModelManifest.entriesOf(FILES));
    assertThatCode(() -> manifest.verify("m", FILES)).doesNotThrowAnyException();
  }

  @Test
  void aMissingFileIsNamed() {
    ModelManifest manifest = model(ModelManifest.FORMAT, ModelManifest.entriesOf(FILES));
    Map<String, byte[]> found = new HashMap<>(FILES);
    found.remove("b.bin");

    assertThatThrownBy(() -> manifest.verify("out/m", found))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "out/m/b.bin: is missing, the manifest names it. Copy the whole directory again.");
  }

  @Test
  void aChangedByteIsNoticed() {
    ModelManifest manifest = model(ModelManifest.FORMAT, ModelManifest.entriesOf(FILES));
    Map<String, byte[]> found = new HashMap<>(FILES);
    found.put("a.bin", "abd".getBytes(UTF_8));

    // printf abd | sha256sum
    assertThatThrownBy(() -> manifest.verify("out/m", found))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "out/m/a.bin: sha256 is"
                + " a52d159f262b2c6ddb724a61840befc36eb30c88877a4030b65cbe86298449c9,"
                + " the manifest says"
                + " ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad."
                + " The file was changed or damaged: copy the whole directory again or train the"
                + " model again.");
  }

  @Test
  void anIdThatIsNotThatOfTheFilesIsNoticed() {
    Map<String, byte[]> changed = Map.of("b.bin", new byte[1], "a.bin", "abc".getBytes(UTF_8));
    ModelManifest before = model(ModelManifest.FORMAT, ModelManifest.entriesOf(FILES));
    ModelManifest edited =
        new ModelManifest(
            before.format(),
            before.modelId(),
            before.encoder(),
            before.encoderSha256(),
            before.codebook(),
            before.seed(),
            before.training(),
            before.versions(),
            ModelManifest.entriesOf(changed));

    assertThatThrownBy(() -> edited.verify("out/m", changed))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "out/m/manifest.json: modelId is f81955b81d756a5b, but its files have the id "
                + ModelManifest.idOf(edited.files())
                + ". The files or the manifest were changed by hand: copy the whole directory again"
                + " or train the model again.");
  }

  @Test
  void theIdDoesNotDependOnReports() {
    Map<String, byte[]> more = new HashMap<>(FILES);
    more.put("card.md", "# a card".getBytes(UTF_8));
    more.put("profile.json", "{}".getBytes(UTF_8));
    more.put("quality.json", "{}".getBytes(UTF_8));
    more.put("quality-curves.json", "{}".getBytes(UTF_8));

    assertThat(ModelManifest.idOf(ModelManifest.entriesOf(more)))
        .isEqualTo(ModelManifest.idOf(ModelManifest.entriesOf(FILES)));
  }

  @Test
  void aDirectoryOfAnotherFormatIsRejected() {
    ModelManifest manifest = model(2, ModelManifest.entriesOf(FILES));
    assertThatThrownBy(() -> manifest.verify("out/m", FILES))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "out/m/manifest.json: format is 2, expected 1. Train the model again with this"
                + " version.");
  }

  @Test
  void aModelsManifestIsReadBack() {
    ModelManifest manifest = model(ModelManifest.FORMAT, ModelManifest.entriesOf(FILES));
    assertThat(Json.read("manifest.json", Json.bytes(manifest), ModelManifest.class))
        .isEqualTo(manifest);
  }

  @Test
  void aRunsManifestIsReadBackWithAndWithoutAModel() {
    for (RunManifest manifest : List.of(run("f81955b81d756a5b"), run(null))) {
      assertThat(Json.read("manifest.json", Json.bytes(manifest), RunManifest.class))
          .isEqualTo(manifest);
    }
  }

  @Test
  void equalManifestsAreEqualBytes() {
    assertThat(Json.bytes(run("a"))).isEqualTo(Json.bytes(run("a")));
  }

  @Test
  void aManifestWithoutAFilesPathIsRejected() {
    String text = new String(Json.bytes(run(null)), UTF_8).replace("\"file:/a.txt\"", "null");
    assertThatThrownBy(() -> Json.read("manifest.json", text.getBytes(UTF_8), RunManifest.class))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("is not what Endoxa writes: ");
  }
}
