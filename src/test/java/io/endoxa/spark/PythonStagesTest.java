package io.endoxa.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import py4j.GatewayServer;

class PythonStagesTest {
  private static final Path MODULE = Path.of("python", "endoxa", "stages.py");
  private static final String TOKEN = "between this test and its child";

  @TempDir private Path temporary;

  @Test
  void theWrappersAreThoseOfTheStages() throws IOException, ReflectiveOperationException {
    String generated = PythonStages.module(StageTest.stages());
    if (Boolean.getBoolean("endoxa.regenerate")) {
      Files.writeString(MODULE, generated);
    }
    assertThat(MODULE)
        .as("stale; make it again: scripts/test -Dtest=PythonStagesTest -Dendoxa.regenerate=true")
        .hasContent(generated);
  }

  /** What src/test/python/wrappers_test.py asserts, over the gateway that PySpark uses, too. */
  @Test
  void theWrappersDriveTheStagesInTheJvm() throws IOException, InterruptedException {
    assumeTrue(
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(place -> Files.isExecutable(Path.of(place, "python3"))),
        "no python3 on the path");
    SharedSpark.session();
    GatewayServer gateway =
        new GatewayServer.GatewayServerBuilder(this).javaPort(0).authToken(TOKEN).build();
    gateway.start();
    try {
      Path said = temporary.resolve("said.txt");
      ProcessBuilder builder =
          new ProcessBuilder(
                  "python3",
                  "-B",
                  "src/test/python/wrappers_test.py",
                  Integer.toString(gateway.getListeningPort()),
                  TOKEN,
                  temporary.toString())
              .redirectErrorStream(true)
              .redirectOutput(said.toFile());
      builder.environment().put("PYTHONPATH", "python:src/test/python/standin");
      Process process = builder.start();
      boolean ended = process.waitFor(3, TimeUnit.MINUTES);
      process.destroyForcibly();
      assertThat(ended && process.exitValue() == 0).as(Files.readString(said)).isTrue();
      assertThat(Files.readString(said)).contains("Ran 8 tests");
    } finally {
      gateway.shutdown();
    }
  }
}
