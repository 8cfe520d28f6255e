package io.endoxa.isolate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.isolate.CallMarks.Mark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallMarksTest {
  @TempDir private Path temporary;

  private List<Mark> read() {
    try {
      return CallMarks.read(temporary.resolve("marks"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aCallIsMarkedUntilItIsFinished() throws IOException {
    CallMarks marks = CallMarks.create(temporary.resolve("marks"));
    String thread = Thread.currentThread().getName();

    List<Mark> inside = marks.marked("ä.jsonl:3", () -> marks.marked("inner", this::read));

    assertThat(inside)
        .containsExactlyInAnyOrder(new Mark("ä.jsonl:3", thread), new Mark("inner", thread));
    assertThat(read()).isEmpty();
    assertThatThrownBy(
            () ->
                marks.marked(
                    "thrown",
                    () -> {
                      throw new IllegalStateException("out");
                    }))
        .hasMessage("out");
    assertThat(read()).isEmpty();
  }

  @Test
  void aLongNameIsCut() throws IOException {
    CallMarks marks = CallMarks.create(temporary.resolve("marks"));

    List<Mark> inside = marks.marked("n".repeat(5000), this::read);

    assertThat(inside).hasSize(1);
    assertThat(inside.get(0).name()).matches("n{900,1020}");
  }

  @Test
  void marksOutliveACrash() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+SuppressFatalErrorMessage",
                "-D" + CallMarks.FILE + "=" + temporary.resolve("marks"),
                "-cp",
                ChildCommand.of(TestCrasher.class).classPath(),
                TestCrasher.class.getName())
            .redirectError(Redirect.INHERIT)
            .start();

    assertThat(process.waitFor()).isEqualTo(134);
    assertThat(read())
        .containsExactlyInAnyOrder(
            new Mark("a.jsonl:1, article a", "task 1"), new Mark("c.jsonl:3, article c", "task 2"));
  }

  @Test
  void withoutAFileNothingIsMarked() throws IOException {
    assertThat(CallMarks.during("name", () -> "answer")).isEqualTo("answer");
    assertThat(CallMarks.read(temporary.resolve("absent"))).isEmpty();
  }
}
