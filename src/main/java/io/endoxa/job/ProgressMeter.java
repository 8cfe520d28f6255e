package io.endoxa.job;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Says every few seconds how far long work is. */
final class ProgressMeter {
  private static final int PERIOD_SECONDS = 10;

  private ProgressMeter() {}

  /**
   * Does the work and says meanwhile how far {@code count} is.
   *
   * @param what is counted, in words
   */
  static <T> T during(Supplier<T> work, LongSupplier count, String what, Progress progress) {
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "endoxa-progress");
              thread.setDaemon(true);
              return thread;
            });
    var unused =
        timer.scheduleAtFixedRate(
            () -> progress.say("%,d %s".formatted(count.getAsLong(), what)),
            PERIOD_SECONDS,
            PERIOD_SECONDS,
            TimeUnit.SECONDS);
    try {
      return work.get();
    } finally {
      timer.shutdownNow();
    }
  }

  /**
   * Applies a function to each item, on all cores of the driver, and says meanwhile of how many it
   * is done.
   *
   * @param what comes of an item, in words
   * @return the results in the order of the items
   */
  static <A, B> List<B> inParallel(
      List<A> items, Function<A, B> function, String what, Progress progress) {
    AtomicLong done = new AtomicLong();
    return during(
        () ->
            items.parallelStream()
                .map(
                    item -> {
                      B result = function.apply(item);
                      done.incrementAndGet();
                      return result;
                    })
                .toList(),
        done::get,
        "of %,d %s".formatted(items.size(), what),
        progress);
  }
}
