package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.isolate.Crash;
import io.endoxa.isolate.CrashingClasses;
import io.endoxa.provenance.RunManifest;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole label jobs through the launcher, in local mode, whose native code really crashes. */
@Tag("soak")
@Tag("promise-7")
class NativeCrashSoakTest {
  private static final int MOST_SECONDS = 120;

  @TempDir private Path root;

  /** A run of the launcher. */
  private record Ended(int code, double seconds, String out, String err) {}

  /**
   * A directory that the launcher takes for the project's, with a jar that names the classes of
   * this process behind those that crash.
   */
  @BeforeEach
  void layOut() throws IOException {
    for (String name : List.of("models", "jobs", "src", "pom.xml")) {
      Files.createSymbolicLink(root.resolve(name), Path.of(name).toAbsolutePath());
    }
    Path scripts = Files.createDirectories(root.resolve("scripts"));
    for (String name : List.of("endoxa", "environment.sh", "jvm-options")) {
      Path copy = Files.copy(Path.of("scripts", name), scripts.resolve(name));
      assertThat(copy.toFile().setExecutable(true)).isTrue();
    }
    Files.createDirectories(root.resolve("target/spark/jars"));
    Path classes = Files.createDirectories(root.resolve("classes"));
    writeJar(CrashingClasses.before(CrashingClasses.compileInto(classes)));
    // An archive that is none: the JVM goes on without, and nothing is left for later runs.
    try (RandomAccessFile archive =
        new RandomAccessFile(root.resolve("target/spark.jsa").toFile(), "rw")) {
      archive.setLength(100L << 20);
    }
    FileTime now = Files.getLastModifiedTime(root.resolve("target/endoxa-all.jar"));
    FileTime later = FileTime.fromMillis(now.toMillis() + 3_600_000);
    for (String name : List.of("spark/jars", "endoxa-all.jar", "spark.jsa")) {
      Files.setLastModifiedTime(root.resolve("target").resolve(name), later);
      later = FileTime.fromMillis(later.toMillis() + 1000);
    }
  }

  private void writeJar(String classPath) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(
            Attributes.Name.CLASS_PATH,
            Arrays.stream(classPath.split(File.pathSeparator, -1))
                .map(place -> Path.of(place).toUri().toString())
                .collect(Collectors.joining(" ")));
    try (OutputStream file = Files.newOutputStream(root.resolve("target/endoxa-all.jar"));
        JarOutputStream jar = new JarOutputStream(file, manifest)) {
      jar.flush();
    }
  }

  private Ended label(String... settings) throws IOException, InterruptedException {
    List<String> words =
        new ArrayList<>(
            List.of(
                root.resolve("scripts/endoxa").toString(),
                "run",
                "jobs/label.yaml",
                "--set",
                "input=" + root.resolve("news.jsonl"),
                "output=" + root.resolve("out")));
    words.addAll(List.of(settings));
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(root.toFile())
            .redirectOutput(root.resolve("stdout").toFile())
            .redirectError(root.resolve("stderr").toFile());
    builder.environment().put("ENDOXA_MASTER", "local[2]");
    builder.environment().put("TMPDIR", root.toString());
    long start = System.nanoTime();
    Process process = builder.start();
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    return new Ended(
        process.exitValue(),
        (System.nanoTime() - start) / 1e9,
        Files.readString(root.resolve("stdout")),
        Files.readString(root.resolve("stderr")));
  }

  private void write(String... paragraphs) throws IOException {
    StringBuilder articles = new StringBuilder();
    for (int i = 0; i < paragraphs.length; i++) {
      articles.append(
          "{\"id\": \"n-%d\", \"source\": \"Quay\", \"text\": \"Ropes number %d were sold.\\n\\n%s\"}%n"
              .formatted(i, i, paragraphs[i]));
    }
    Files.writeString(root.resolve("news.jsonl"), articles);
  }

  private static final String[] NEWS = {
    "Nobody in Moscow or Baku has explained why the peacekeepers left so early.",
    "A bargain was struck over the " + Crash.CRASHING + " behind closed doors.",
    "The withdrawal had been agreed in secret, said the " + Crash.JUDGE_CRASHING + " minister.",
    "It rained on the plateau all week, and the road was closed."
  };

  @Test
  void withoutIsolationTheJobEndsInTimeAndNamesTheArticle() throws Exception {
    write(NEWS);

    Ended ended = label();

    String printed = ended.out() + ended.err();
    assertThat(ended.code()).as(printed).isEqualTo(3);
    assertThat(ended.err())
        .contains("error: native code crashed in ")
        .contains("news.jsonl:2, article n-1, paragraph_index 1. Nothing is published.");
    assertThat(printed).doesNotContain(Crash.CRASHING, "bargain", "Baku", "Aborted");
    assertThat(root.resolve("out/runs").toFile().list())
        .allSatisfy(
            run -> assertThat(root.resolve("out/runs/" + run + "/manifest.json")).doesNotExist());
    assertThat(ended.seconds()).isLessThan(MOST_SECONDS);
    report("a crash in local mode, seconds to the end that names the article", ended.seconds());
  }

  @Test
  void withIsolationTheParagraphsStayUnlabelledAndTheJobGoesOn() throws Exception {
    write(NEWS);

    Ended ended = label("isolate-native=true");

    assertThat(ended.code()).as(ended.err()).isZero();
    String run = ended.out().strip().lines().reduce((first, last) -> last).orElseThrow();
    RunManifest manifest = TrainedRun.manifest(run);
    assertThat(manifest.counts())
        .containsAllEntriesOf(
            Map.of(
                "articles read", 4L,
                "articles accepted", 4L,
                "articles quarantined", 0L,
                "paragraphs", 8L,
                "paragraphs that crash native code", 2L));
    assertThat(ended.out())
        .contains("Native code crashed on 2 paragraphs, or did not come back: ")
        .contains("news.jsonl:2, article n-1, paragraph_index 1; ")
        .contains("news.jsonl:3, article n-2, paragraph_index 1. They have no labels");
    assertThat(ended.out() + ended.err()).doesNotContain(Crash.CRASHING, "bargain", "Baku");
    report("crashes of encoder and judge with isolate-native, seconds of the job", ended.seconds());
  }

  @SuppressWarnings("SystemOut") // Collected from there.
  private static void report(String what, double seconds) {
    System.out.println(
        "soak | 7 | %s | %.1f s | below %d s".formatted(what, seconds, MOST_SECONDS));
  }
}
