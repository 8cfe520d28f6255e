package io.endoxa.isolate;

import java.util.concurrent.CountDownLatch;

/** A process with two marked calls, one of which crashes it. */
public final class TestCrasher {
  private TestCrasher() {}

  /** The class path to run it with. */
  public static String classPath() {
    return ChildCommand.of(TestCrasher.class).classPath();
  }

  public static void main(String[] arguments) throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(1);
    Thread bystander =
        new Thread(
            () ->
                CallMarks.during(
                    "a.jsonl:1, article a",
                    () -> {
                      inside.countDown();
                      Crash.hang();
                      return "";
                    }),
            "task 1");
    bystander.setDaemon(true);
    bystander.start();
    inside.await();
    Thread.currentThread().setName("task 2");
    CallMarks.during("b.jsonl:2, article b", () -> "");
    CallMarks.during(
        "c.jsonl:3, article c",
        () -> {
          Crash.now();
          return "";
        });
  }
}
