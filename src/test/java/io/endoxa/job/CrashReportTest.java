package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.isolate.CallMarks;
import io.endoxa.isolate.TestCrasher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashReportTest {
  @TempDir private Path temporary;

  private int crash(String... options) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of(options));
    words.add("-XX:-CreateCoredumpOnCrash");
    words.add("-D" + CallMarks.FILE + "=" + temporary.resolve("marks"));
    words.addAll(List.of("-cp", TestCrasher.classPath(), TestCrasher.class.getName()));
    return new ProcessBuilder(words)
        .redirectErrorStream(true)
        .redirectOutput(temporary.resolve("out").toFile())
        .start()
        .waitFor();
  }

  @Test
  void theJvmsReportTellsWhichOfTheCallsCrashed() throws Exception {
    Path error = temporary.resolve("hs_err.log");

    assertThat(crash("-XX:ErrorFile=" + error)).isNotZero();

    assertThat(CrashReport.of(temporary).orElseThrow())
        .startsWith("native code crashed in V  [libjvm.so+0x")
        .contains(" while it read c.jsonl:3, article c. Nothing is published. Take the article out")
        .endsWith(" The JVM's report, which may hold parts of the text, is " + error + ".");
  }

  @Test
  void withoutItEveryCallThatWasNotFinishedIsNamed() throws Exception {
    assertThat(crash("-XX:+SuppressFatalErrorMessage")).isNotZero();

    assertThat(CrashReport.of(temporary).orElseThrow())
        .contains("native code crashed while it read one of these: ")
        .contains("a.jsonl:1, article a", "c.jsonl:3, article c")
        .doesNotContain("b.jsonl", "The JVM's report");
  }

  @Test
  void aCrashElsewhereIsNoArticles() throws IOException {
    assertThat(CrashReport.of(temporary)).isEmpty();
    Files.writeString(
        temporary.resolve("hs_err.log"),
        "Current thread (0x00007f):  JavaThread \"training\" [_thread_in_native, id=7]\n");
    assertThat(CrashReport.of(temporary)).isEmpty();
  }
}
