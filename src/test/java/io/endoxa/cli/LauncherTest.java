package io.endoxa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher with a java that waits to be stopped. */
class LauncherTest {
  private static final int SECONDS = 20;

  @TempDir private Path root;

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void aRunThatIsStoppedEndsWithTheCodeOfItsSignal(String signal, int code) throws Exception {
    Process launcher = launch("run", "job.yaml");
    while (!Files.exists(root.resolve("started"))) {
      assertThat(launcher.waitFor(20, TimeUnit.MILLISECONDS)).isFalse();
    }

    new ProcessBuilder("kill", "-" + signal, Long.toString(launcher.pid())).start().waitFor();

    assertThat(launcher.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(launcher.exitValue()).isEqualTo(code);
  }

  private Process launch(String... words) throws IOException {
    for (String name : List.of("endoxa", "environment.sh", "jvm-options")) {
      executable("scripts/" + name, Files.readString(Path.of("scripts", name)));
    }
    executable(
        "jdk/bin/java",
        """
        #!/usr/bin/env bash
        if [[ $1 == -version ]]; then
          echo 'openjdk version "17.0.1"'
        else
          touch "%s"
          exec sleep 60
        fi
        """
            .formatted(root.resolve("started")));
    executable("pom.xml", "");
    executable("target/endoxa-all.jar", "");
    Files.createDirectories(root.resolve("target/spark/jars"));
    // Whoever starts the tests in the background has hidden Ctrl-C from all that they start.
    ProcessBuilder launcher = new ProcessBuilder("env", "--default-signal=INT");
    launcher.command().add(root.resolve("scripts/endoxa").toString());
    launcher.command().addAll(List.of(words));
    launcher.environment().put("JAVA_HOME", root.resolve("jdk").toString());
    launcher.environment().remove("ENDOXA_MASTER");
    return launcher.redirectErrorStream(true).redirectOutput(root.resolve("out").toFile()).start();
  }

  private void executable(String name, String content) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
