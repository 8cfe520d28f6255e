package io.endoxa.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/examples offers to be copied. */
class OwnPipelineTest {
  private static final Path EXAMPLE = Path.of("docs", "examples", "OwnPipeline.java");

  @TempDir private Path temporary;

  @Test
  void aPipelineThatIsSavedScoresTheSameInAnotherJvm() throws Exception {
    SparkSession session = SharedSpark.session();
    String model = TinyModel.writeTo(temporary.resolve("model")).toString();
    String paragraphs = writeParagraphs().toString();
    String saved = temporary.resolve("saved").toString();
    String here = temporary.resolve("here").toString();
    String there = temporary.resolve("there").toString();

    try (URLClassLoader compiled = new URLClassLoader(new URL[] {compile().toUri().toURL()})) {
      Class<?> example = compiled.loadClass("OwnPipeline");
      call(example, "fit", session, paragraphs, model, saved);
      call(example, "score", session, paragraphs, saved, here);
    }
    runElsewhere("score", paragraphs, saved, there);

    List<String> scored = rows(there);
    assertThat(scored).hasSize(12).isEqualTo(rows(here));
    assertThat(scored.get(0)).contains("\"question_id\":\"deal\"", "\"probability\":{");
    assertThat(session.read().parquet(there).where("prediction = id % 2").count()).isEqualTo(12);
  }

  private static void call(Class<?> example, String name, SparkSession session, String... paths)
      throws ReflectiveOperationException {
    example
        .getMethod(name, SparkSession.class, String.class, String.class, String.class)
        .invoke(null, session, paths[0], paths[1], paths[2]);
  }

  /** Without a warning, as our own code is. */
  private Path compile() throws IOException {
    Path classes = Files.createDirectories(temporary.resolve("classes"));
    List<String> options =
        List.of(
            "-Xlint:all,-classfile,-processing,-path",
            "-Werror",
            "-proc:none",
            "-d",
            classes.toString());
    StringWriter said = new StringWriter();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(said, files, null, options, null, files.getJavaFileObjects(EXAMPLE))
              .call();
      assertThat(compiled).as(said.toString()).isTrue();
    }
    return classes;
  }

  private Path writeParagraphs() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String body = i % 2 == 0 ? "The ferry was late on day" : "Trade comes before security on day";
      lines.add("{\"id\": %d, \"body\": \"%s %d.\", \"flagged\": %d}".formatted(i, body, i, i % 2));
    }
    lines.add("{\"id\": 12, \"body\": \" \", \"flagged\": 0}");
    return Files.write(temporary.resolve("paragraphs.jsonl"), lines);
  }

  private static List<String> rows(String parquet) {
    Dataset<Row> rows = SharedSpark.session().read().parquet(parquet);
    return rows.orderBy("id").toJSON().collectAsList();
  }

  /** As README says, but for the class path, what makes a JVM small, and from another directory. */
  private void runElsewhere(String... arguments) throws IOException, InterruptedException {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Path.of("scripts", "jvm-options").toAbsolutePath(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dspark.master=local[2]",
                "-Dspark.ui.enabled=false",
                "-Dspark.driver.host=127.0.0.1",
                "-Dspark.driver.bindAddress=127.0.0.1",
                "-Dspark.sql.shuffle.partitions=2",
                "-cp",
                System.getProperty("java.class.path"),
                EXAMPLE.toAbsolutePath().toString()));
    words.addAll(List.of(arguments));
    Path said = temporary.resolve("said.log");
    Process process =
        new ProcessBuilder(words)
            .directory(temporary.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    boolean ended = process.waitFor(3, TimeUnit.MINUTES);
    process.destroyForcibly();
    assertThat(ended && process.exitValue() == 0).as(Files.readString(said)).isTrue();
  }
}
