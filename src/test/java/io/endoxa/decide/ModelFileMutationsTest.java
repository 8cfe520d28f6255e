package io.endoxa.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.classify.JudgeFiles;
import io.endoxa.classify.Tensor;
import io.endoxa.codebook.Stance;
import io.endoxa.encode.Precision;
import io.endoxa.error.UserException;
import io.endoxa.provenance.Json;
import io.endoxa.provenance.ModelManifest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The text files of a model, damaged by chance or with a purpose, behind a hash that fits. */
class ModelFileMutationsTest {
  private static final Pattern WORD = Pattern.compile("[A-Za-z_.]+|-?\\d[\\d.eE+-]*");
  private static final List<String> WORDS =
      List.of(
          "null",
          "-1",
          "0",
          "2",
          "1e400",
          "-1e400",
          "NaN",
          "2147483648",
          "9".repeat(2000),
          "true",
          "{}",
          "[]",
          "\"\"",
          "[null]",
          "{\"a\":null}",
          "@class",
          "@type",
          "__proto__",
          "x",
          "&a [*a]",
          "*a",
          "!!java.net.URL [http://127.0.0.1]",
          "<<",
          "\u0000",
          "\uFEFF",
          "../x");
  private static final List<String> PARTS =
      List.of("{", "}", "[", "]", ",", ":", "\"", "\\u0000", "- ", "\n", "\t", "? ", "|", "\u2028");

  private static Map<String, byte[]> files() {
    Map<String, byte[]> files = new HashMap<>(StanceModelTest.model().files());
    files.putAll(BaselinesTest.baselines().files(BaselinesTest.CODEBOOK));
    files.putAll(
        new JudgeFiles(
                "minilm-l6-v2",
                "ab12",
                Precision.INT8,
                64,
                new byte[9],
                Map.of(
                    "head.weight",
                    new Tensor(new float[3 * Stance.COUNT], 3, Stance.COUNT),
                    "head.bias",
                    new Tensor(new float[Stance.COUNT], Stance.COUNT)))
            .write());
    return files;
  }

  /** How each file is opened, and how many of ten mutations are at least noticed. */
  private static Stream<Arguments> openings() {
    Consumer<Map<String, byte[]>> model = StanceModel::of;
    return Stream.of(
        Arguments.of("heads.json", model, 9),
        Arguments.of("calibration.json", model, 5),
        Arguments.of("codebook.yaml", model, 3),
        Arguments.of(
            "baseline.json",
            (Consumer<Map<String, byte[]>>) all -> Baselines.of(all, BaselinesTest.CODEBOOK),
            5),
        Arguments.of("judge.json", (Consumer<Map<String, byte[]>>) JudgeFiles::read, 4),
        Arguments.of(
            "manifest.json", (Consumer<Map<String, byte[]>>) ModelFileMutationsTest::verify, 4));
  }

  private static Map<String, byte[]> filesWithManifest() {
    Map<String, byte[]> files = files();
    ModelManifest manifest =
        new ModelManifest(
            ModelManifest.FORMAT,
            ModelManifest.idOf(ModelManifest.entriesOf(files)),
            "minilm-l6-v2/int8",
            "0".repeat(64),
            "small-v2",
            7,
            Map.of("articles", 3L),
            Map.of("java", "17"),
            ModelManifest.entriesOf(files));
    files.put(ModelManifest.FILE, Json.bytes(manifest));
    return files;
  }

  private static void verify(Map<String, byte[]> files) {
    byte[] manifest = Objects.requireNonNull(files.get(ModelManifest.FILE));
    Json.read(ModelManifest.FILE, manifest, ModelManifest.class).verify("model", files);
  }

  private static byte[] mutated(byte[] sound, Random random) {
    String text = new String(sound, StandardCharsets.UTF_8);
    int at = random.nextInt(text.length());
    return switch (random.nextInt(6)) {
      case 0 -> flipped(sound, random);
      case 1 -> Arrays.copyOf(sound, at);
      case 2 -> insert(text, at, text.substring(at, Math.min(text.length(), at + 40)));
      case 3 -> insert(text, at, PARTS.get(random.nextInt(PARTS.size())));
      case 4 -> insert(text, at, PARTS.get(random.nextInt(PARTS.size())).repeat(5_000));
      default -> withWord(text, random);
    };
  }

  private static byte[] flipped(byte[] sound, Random random) {
    byte[] bytes = sound.clone();
    for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }

  private static byte[] withWord(String text, Random random) {
    List<MatchResult> words = WORD.matcher(text).results().toList();
    MatchResult word = words.get(random.nextInt(words.size()));
    String other = WORDS.get(random.nextInt(WORDS.size()));
    return (text.substring(0, word.start()) + other + text.substring(word.end()))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] insert(String text, int at, String part) {
    return (text.substring(0, at) + part + text.substring(at)).getBytes(StandardCharsets.UTF_8);
  }

  private static int refused(String file, Consumer<Map<String, byte[]>> open, int count, int seed) {
    Map<String, byte[]> files = filesWithManifest();
    open.accept(files);
    byte[] sound = Objects.requireNonNull(files.get(file));
    Random random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < count; i++) {
      byte[] mutated = mutated(sound, random);
      files.put(file, mutated);
      try {
        open.accept(files);
      } catch (UserException e) {
        refused++;
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError(
            "mutation %d of %s gives %s:%n%s"
                .formatted(i, file, e, new String(mutated, StandardCharsets.UTF_8)),
            e);
      }
    }
    return refused;
  }

  @ParameterizedTest
  @MethodSource("openings")
  void aMutatedFileIsReadOrRefusedButNothingElse(
      String file, Consumer<Map<String, byte[]>> open, int ofTen) {
    assertThat(refused(file, open, 400, 59)).isGreaterThan(40 * ofTen);
  }

  @Test
  @Tag("soak")
  @Tag("promise-14")
  void manyMutatedFilesAreReadOrRefusedButNothingElse() {
    int refused = 0;
    List<Arguments> openings = openings().toList();
    for (Arguments opening : openings) {
      @SuppressWarnings("unchecked")
      Consumer<Map<String, byte[]>> open = (Consumer<Map<String, byte[]>>) opening.get()[1];
      refused += refused((String) opening.get()[0], open, 5_000, 61);
    }
    System.out.printf(
        "soak | 14 | %,d mutated JSON and YAML files: other than typed errors | 0 (%,d refused) | 0%n",
        5_000 * openings.size(), refused);
  }
}
