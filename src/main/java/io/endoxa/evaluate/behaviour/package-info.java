/**
 * Behavioural checks: what a model must do when a paragraph or a question is changed in a known way
 * (after CheckList, Ribeiro et al. 2020). Makes the changed versions and judges the answers.
 *
 * <p>Must not know models, files or Spark. Start reading at {@link
 * io.endoxa.evaluate.behaviour.Behaviour}.
 */
@NullMarked
package io.endoxa.evaluate.behaviour;

import org.jspecify.annotations.NullMarked;
