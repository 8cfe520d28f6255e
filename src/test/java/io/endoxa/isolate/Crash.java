package io.endoxa.isolate;

import java.lang.reflect.Field;
import java.util.concurrent.locks.LockSupport;

/** Ends the JVM as bad native code does, or never comes back. */
public final class Crash {
  /** A text that holds this crashes. */
  public static final String CRASHING = "zqcrashqz";

  /** A text that holds this hangs. */
  public static final String HANGING = "zqhangqz";

  /** A text that holds this crashes where a judge reads it. */
  public static final String JUDGE_CRASHING = "zqjudgeqz";

  private Crash() {}

  /** Does what the text says where a judge reads it; returns for all others. */
  public static void onPair(String text) {
    if (text.contains(JUDGE_CRASHING)) {
      now();
    }
  }

  /** Does what the text says; returns for all others. */
  public static void on(String text) {
    if (text.contains(CRASHING)) {
      now();
    }
    if (text.contains(HANGING)) {
      hang();
    }
  }

  /** A write to address 0: SIGSEGV. */
  static void now() {
    try {
      Class<?> type = Class.forName("sun.misc.Unsafe");
      Field unsafe = type.getDeclaredField("theUnsafe");
      unsafe.setAccessible(true);
      type.getMethod("putAddress", long.class, long.class).invoke(unsafe.get(null), 0L, 0L);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("no Unsafe to crash with", e);
    }
  }

  static void hang() {
    while (true) {
      LockSupport.park();
    }
  }
}
