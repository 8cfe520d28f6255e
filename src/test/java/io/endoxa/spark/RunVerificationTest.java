package io.endoxa.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.error.UserException;
import io.endoxa.provenance.Fingerprint;
import io.endoxa.provenance.RunManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunVerificationTest {
  @TempDir private Path output;
  private Path run;
  private Path table;

  @BeforeEach
  void publish() {
    run = Path.of(PlainRuns.publish(output.toString(), "r1", "2024-06-12T00:00:00Z"));
    table = run.resolve(PlainRuns.TABLE);
  }

  private RunVerification.Outcome verify() {
    return verify(manifest -> false);
  }

  private RunVerification.Outcome verify(Predicate<RunManifest> leavesModel) {
    return RunVerification.of(new Configuration(), run.toString(), leavesModel);
  }

  @Test
  void aRunAsWrittenHasNoFaults() throws IOException {
    long bytes =
        Files.size(table.resolve("part-0.parquet")) + Files.size(table.resolve("part-1.parquet"));

    assertThat(verify()).isEqualTo(new RunVerification.Outcome(2, bytes, List.of()));
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    Files.delete(table.resolve("part-1.parquet"));

    assertThat(verify().faults())
        .containsExactly("quarantine/part-1.parquet: is missing, the manifest names it");
  }

  @Test
  void aFileOfAnotherLengthIsNamed() throws IOException {
    byte[] bytes = Files.readAllBytes(table.resolve("part-1.parquet"));
    Files.write(table.resolve("part-1.parquet"), new byte[3]);

    assertThat(verify().faults())
        .containsExactly(
            "quarantine/part-1.parquet: has 3 bytes, the manifest says " + bytes.length);
  }

  @Test
  void aFlippedBitIsFound() throws IOException {
    Path file = table.resolve("part-0.parquet");
    byte[] bytes = Files.readAllBytes(file);
    String before = Fingerprint.of(bytes);
    bytes[50] ^= 1;
    Files.write(file, bytes);

    assertThat(verify().faults())
        .containsExactly(
            "quarantine/part-0.parquet: sha256 is %s, the manifest says %s"
                .formatted(Fingerprint.of(bytes), before));
  }

  @Test
  void aParquetFileMoreIsFoundWhereReadersWouldReadIt() throws IOException {
    Files.copy(table.resolve("part-0.parquet"), table.resolve("part-2.parquet"));
    Files.createDirectories(table.resolve("_temporary/0"));
    Files.copy(table.resolve("part-0.parquet"), table.resolve("_temporary/0/part-3.parquet"));

    assertThat(verify().faults())
        .containsExactly("quarantine/part-2.parquet: is not named by the manifest");
  }

  @Test
  void theFilesOfARunsModelAreVerifiedToo() throws IOException {
    Path model = TinyModel.writeTo(run.resolve("model"));
    assertThat(verify().faults()).isEmpty();
    assertThat(verify().files()).isGreaterThan(5);

    Files.writeString(model.resolve("codebook.yaml"), "x");
    assertThat(verify().faults())
        .singleElement()
        .asString()
        .startsWith("model/codebook.yaml: has 1 bytes, the manifest says ");
  }

  @Test
  void aRunThatTrainedHoldsTheModelThatItNames() throws IOException {
    run =
        Path.of(
            PlainRuns.publish(
                new Configuration(),
                output.toString(),
                "r3",
                "2024-06-13T00:00:00Z",
                Map.of(),
                List.of(),
                "aa"));

    assertThat(verify(manifest -> true).faults())
        .containsExactly(
            "model/manifest.json: is missing, the run's manifest says that it trained the model aa");
    assertThat(verify().faults()).isEmpty();

    Path model = TinyModel.writeTo(run.resolve("model"));
    String id = ModelStore.read(new Configuration(), model.toString()).manifest().modelId();
    assertThat(verify(manifest -> true).faults())
        .containsExactly(
            "model/manifest.json: is of the model %s, the run's manifest says aa".formatted(id));
  }

  @Test
  void aDamagedModelManifestIsAFaultOfThatFile() throws IOException {
    Path model = TinyModel.writeTo(run.resolve("model"));
    Files.writeString(model.resolve("manifest.json"), "x");

    assertThat(verify().faults())
        .singleElement()
        .asString()
        .startsWith("model/manifest.json: cannot be read: ");
  }

  @Test
  void aManifestCannotNameWhatLiesElsewhere() throws IOException {
    Path manifest = run.resolve("manifest.json");
    Files.writeString(
        manifest,
        Files.readString(manifest).replace("quarantine/part-0", "../r3/quarantine/part-0"));

    assertThat(verify().faults())
        .contains("../r3/quarantine/part-0.parquet: does not lie in the run");
  }

  @Test
  void aDraftIsNotVerified() {
    RunDraft draft = PlainRuns.draft(new Configuration(), output.toString(), "r2");

    assertThatThrownBy(() -> RunVerification.of(new Configuration(), draft.directory(), m -> false))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("is not a finished run: it has no manifest.json.");
  }
}
