package io.endoxa.evaluate.behaviour;

/** What the answer to the changed version must be. */
enum Expectation {
  /** The most likely stance stays. */
  SAME,
  /** The most likely stance is another one. */
  DIFFERENT,
  /** Agree becomes disagree and the other way round. */
  OPPOSITE,
  /** The most likely stance is not what the unchanged version is labelled as. */
  NOT_LABEL,
  /** The voice is reported. */
  REPORTED
}
