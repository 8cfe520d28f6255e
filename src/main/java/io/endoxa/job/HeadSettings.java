package io.endoxa.job;

/**
 * What the heads are trained with.
 *
 * @param regularisation L2 penalty of the linear heads
 * @param vectorScale of vectors beside terms in the linear heads
 * @param epochs of the neural head
 */
record HeadSettings(double regularisation, double vectorScale, int epochs) {}
