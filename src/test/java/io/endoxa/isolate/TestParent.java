package io.endoxa.isolate;

import java.time.Duration;

/** A process whose child hangs; prints the child's pid. */
final class TestParent {
  private TestParent() {}

  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) {
    IsolatedCalls calls =
        IsolatedCalls.open(
            ChildCommand.of(TestWorker.class), out -> out.writeUTF("hello"), Duration.ofHours(1));
    String pid = calls.call(out -> out.writeUTF("pid"), in -> in.readUTF());
    System.out.println(pid);
    System.out.flush();
    calls.call(out -> out.writeUTF(Crash.HANGING), in -> in.readUTF());
  }
}
