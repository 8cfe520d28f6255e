package io.endoxa.isolate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.error.UserException;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IsolatedCallsTest {
  @TempDir private Path temporary;

  private static IsolatedCalls open(Duration patience) {
    return IsolatedCalls.open(
        ChildCommand.of(TestWorker.class), out -> out.writeUTF("hello"), patience);
  }

  private static IsolatedCalls open() {
    return open(IsolatedCalls.PATIENCE);
  }

  private static String say(IsolatedCalls calls, String word) {
    return calls.call(out -> out.writeUTF(word), in -> in.readUTF());
  }

  @Test
  void anotherProcessAnswersWhateverItsLibrariesPrint() {
    try (IsolatedCalls calls = open()) {
      assertThat(say(calls, "world")).isEqualTo("hello world");
      assertThat(say(calls, "again")).isEqualTo("hello again");
      assertThat(say(calls, "pid"))
          .isEqualTo(say(calls, "pid"))
          .isNotEqualTo(String.valueOf(ProcessHandle.current().pid()));
    }
  }

  @Test
  void aRequestThatKillsTwoChildrenIsNamedAndTheNextIsAnswered() {
    try (IsolatedCalls calls = open()) {
      String before = say(calls, "pid");

      assertThatThrownBy(() -> say(calls, Crash.CRASHING))
          .isInstanceOf(NativeCrashException.class)
          .hasMessage("its process ended with code 1");

      assertThat(say(calls, "world")).isEqualTo("hello world");
      assertThat(say(calls, "pid")).isNotEqualTo(before);
    }
  }

  @Test
  void aRequestThatKillsOneChildIsAnsweredByAnother() {
    try (IsolatedCalls calls = open()) {
      String file = temporary.resolve("crashed-once").toString();

      assertThat(say(calls, file)).isEqualTo("hello " + file);
    }
  }

  @Test
  void aCallThatTakesTooLongCountsAsACrash() {
    try (IsolatedCalls calls = open(Duration.ofSeconds(3))) {
      assertThatThrownBy(() -> say(calls, Crash.HANGING))
          .isInstanceOf(NativeCrashException.class)
          .hasMessage("it gave no answer for 3.0 s");
      assertThat(say(calls, "world")).isEqualTo("hello world");
    }
  }

  @Test
  void whatAChildThrowsArrives() {
    try (IsolatedCalls calls = open()) {
      String pid = say(calls, "pid");

      assertThatThrownBy(() -> say(calls, "mistake"))
          .isInstanceOf(UserException.class)
          .hasMessage("a mistake");
      assertThatThrownBy(() -> say(calls, "argument"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("an argument");
      assertThatThrownBy(() -> say(calls, "fault"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("in a child process: java.lang.UnsupportedOperationException: a fault");
      assertThat(say(calls, "pid")).isEqualTo(pid);
    }
  }

  @Test
  void callsAtOnceGetTheirOwnAnswers() {
    try (IsolatedCalls calls = open()) {
      List<String> answers =
          IntStream.range(0, 200).parallel().mapToObj(i -> say(calls, "call " + i)).toList();

      assertThat(answers)
          .isEqualTo(IntStream.range(0, 200).mapToObj(i -> "hello call " + i).toList());
    }
  }

  @Test
  void twoCallsThatWaitForEachOtherHaveAChildEach() throws Exception {
    Path meeting = Files.createDirectory(temporary.resolve("meeting"));
    ExecutorService executor = Executors.newFixedThreadPool(2);
    try (IsolatedCalls calls = open()) {
      Callable<String> meet = () -> say(calls, TestWorker.MEET + meeting);
      Set<String> pids = new HashSet<>();
      for (Future<String> pid : executor.invokeAll(List.of(meet, meet))) {
        pids.add(pid.get());
      }

      assertThat(pids).hasSize(2);
      assertThat(pids).contains(say(calls, "pid"));
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void tooManyCrashesInARowAreNoBadTexts() {
    try (IsolatedCalls calls =
        IsolatedCalls.open(
            ChildCommand.of(TestWorker.class),
            out -> out.writeUTF("hello"),
            IsolatedCalls.PATIENCE,
            3)) {
      for (int i = 1; i < 3; i++) {
        assertThatThrownBy(() -> say(calls, Crash.CRASHING))
            .isInstanceOf(NativeCrashException.class);
      }
      assertThatThrownBy(() -> say(calls, Crash.CRASHING))
          .isInstanceOf(UserException.class)
          .hasMessage(
              "native code has crashed on each of the last 3 texts, the last time so: its process"
                  + " ended with code 1. These are no single bad texts: check memory, and run"
                  + " 'scripts/endoxa doctor'.");
    }
  }

  @Test
  void aChildThatDoesNotStartIsSaid() {
    assertThatThrownBy(
            () ->
                IsolatedCalls.open(
                    new ChildCommand(System.getProperty("java.class.path"), "NoSuchClass"),
                    out -> {},
                    IsolatedCalls.PATIENCE))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "a process for native code does not start: its process ended with code 1. Run"
                + " 'scripts/endoxa doctor'.");
    assertThatThrownBy(
            () ->
                IsolatedCalls.open(
                    ChildCommand.of(TestWorker.class),
                    out -> out.writeUTF(""),
                    IsolatedCalls.PATIENCE))
        .isInstanceOf(UserException.class)
        .hasMessage("no greeting was given");
  }

  @Test
  void aClosedChildLeavesNothing() {
    IsolatedCalls calls = open();
    Path directory = Path.of(say(calls, "directory"));
    long pid = Long.parseLong(say(calls, "pid"));
    assertThat(directory).exists();

    calls.close();

    assertThat(directory).doesNotExist();
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void aChildThatHangsEndsWithItsParent() throws Exception {
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                ChildCommand.of(TestParent.class).classPath(),
                TestParent.class.getName())
            .redirectError(Redirect.INHERIT)
            .start();
    ProcessHandle child = ProcessHandle.of(pidPrintedBy(parent)).orElseThrow();
    assertThat(child.isAlive()).isTrue();

    parent.destroyForcibly().waitFor();

    child.onExit().get(10, TimeUnit.SECONDS);
    assertThat(child.isAlive()).isFalse();
  }

  private static long pidPrintedBy(Process process) throws IOException {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      return Long.parseLong(lines.readLine());
    }
  }
}
