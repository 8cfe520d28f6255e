/**
 * Labels that people gave: their file format and how they meet the paragraphs they belong to.
 *
 * <p>Must not know models or Spark. Start reading at {@link io.endoxa.annotate.LabelFile}.
 */
@NullMarked
package io.endoxa.annotate;

import org.jspecify.annotations.NullMarked;
