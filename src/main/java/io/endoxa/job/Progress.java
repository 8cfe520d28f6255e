package io.endoxa.job;

/** Hears how a job goes on; the command line prints it. Safe for use by several threads. */
@FunctionalInterface
public interface Progress {
  /** One line, without article text. */
  void say(String line);
}
