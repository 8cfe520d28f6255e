package io.endoxa.classify.neural.bert;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Native things that are closed together, the last first. A constructor that takes several closes
 * them if it cannot be ended.
 */
final class Owned implements AutoCloseable {
  private final Deque<Runnable> closings = new ArrayDeque<>();

  /** Gives back what was just made, and closes it in the end. */
  <T> T add(T made, Consumer<? super T> close) {
    closings.push(() -> close.accept(made));
    return made;
  }

  Floats floats(int length) {
    return add(new Floats(length), Floats::close);
  }

  @Override
  public void close() {
    while (!closings.isEmpty()) {
      closings.pop().run();
    }
  }
}
