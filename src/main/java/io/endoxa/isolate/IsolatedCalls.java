package io.endoxa.isolate;

import io.endoxa.error.UserException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Calls that run in child processes, one at a time in each, so that the request that a child dies
 * on is known. As many children live as there were calls at once. They end when this process does,
 * however it ends. Safe for use by several threads; the owner closes.
 */
public final class IsolatedCalls implements AutoCloseable {
  /** How long a call may take, and a child's start; a text takes a hundredth of a second. */
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Poison is rare; when nothing goes well any more, the machine is to blame. */
  private static final int MOST_CRASHES_IN_A_ROW = 10;

  private final ChildCommand command;
  private final byte[] setup;
  private final Duration patience;
  private final int mostCrashesInARow;
  private final ConcurrentLinkedDeque<Child> idle = new ConcurrentLinkedDeque<>();
  private final AtomicInteger crashesInARow = new AtomicInteger();
  private volatile boolean closed;

  private IsolatedCalls(
      ChildCommand command, byte[] setup, Duration patience, int mostCrashesInARow) {
    this.command = command;
    this.setup = setup;
    this.patience = patience;
    this.mostCrashesInARow = mostCrashesInARow;
  }

  /**
   * Starts a first child, which takes a second or two.
   *
   * @param setup what {@link Worker.Opener} reads, in each child
   * @param patience how long a call may take
   * @throws UserException if no child starts, or its opener throws one
   */
  public static IsolatedCalls open(ChildCommand command, Request setup, Duration patience) {
    return open(command, setup, patience, MOST_CRASHES_IN_A_ROW);
  }

  /**
   * As {@link #open(ChildCommand, Request, Duration)}.
   *
   * @param mostCrashesInARow at how many requests in a row that children die over it gives up
   */
  static IsolatedCalls open(
      ChildCommand command, Request setup, Duration patience, int mostCrashesInARow) {
    IsolatedCalls calls = new IsolatedCalls(command, setup.bytes(), patience, mostCrashesInARow);
    calls.idle.addFirst(calls.start());
    return calls;
  }

  /**
   * Asks a child. If it dies over it, or does not answer in time, another child that has done
   * nothing else is asked once more.
   *
   * @throws NativeCrashException if that dies, too
   * @throws UserException if the child says so, or children have died over ten requests in a row
   * @throws IllegalArgumentException if the child says so
   */
  public <T> T call(Request request, Answer<T> answer) {
    byte[] bytes = request.bytes();
    Child child = idle.pollFirst();
    byte[] said;
    try {
      said = ask(child == null ? start() : child, bytes);
    } catch (Child.Gone first) {
      said = askOnceMore(bytes);
    }
    crashesInARow.set(0);
    return answer.of(said);
  }

  private byte[] askOnceMore(byte[] request) {
    try {
      return ask(start(), request);
    } catch (Child.Gone second) {
      int crashes = crashesInARow.incrementAndGet();
      if (crashes >= mostCrashesInARow) {
        throw new UserException(
            ("native code has crashed on each of the last %d texts, the last time so: %s. These are"
                    + " no single bad texts: check memory, and run 'scripts/endoxa doctor'.")
                .formatted(crashes, second.getMessage()));
      }
      throw new NativeCrashException(String.valueOf(second.getMessage()));
    }
  }

  /** Keeps the child for the next call, unless it is gone. */
  private byte[] ask(Child child, byte[] request) throws Child.Gone {
    try {
      byte[] said = child.ask(request, patience);
      keep(child);
      return said;
    } catch (Child.Gone e) {
      child.close();
      throw e;
    } catch (RuntimeException e) {
      keep(child); // It has answered, if not with what was hoped for.
      throw e;
    }
  }

  private void keep(Child child) {
    idle.addFirst(child);
    if (closed) {
      close();
    }
  }

  private Child start() {
    Child child = Child.start(command);
    try {
      child.ask(setup, PATIENCE);
      return child;
    } catch (Child.Gone e) {
      child.close();
      throw new UserException(
          "a process for native code does not start: %s. Run 'scripts/endoxa doctor'."
              .formatted(e.getMessage()),
          e);
    } catch (RuntimeException e) {
      child.close();
      throw e;
    }
  }

  /** Ends all children; calls that are not finished end theirs when they are. */
  @Override
  public void close() {
    closed = true;
    for (Child child = idle.pollFirst(); child != null; child = idle.pollFirst()) {
      child.close();
    }
  }
}
