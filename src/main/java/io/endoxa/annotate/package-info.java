/**
 * Labels that people gave: their file format, how they meet the paragraphs they belong to, and what
 * several annotators come to; and pairs of question and text from public stance data.
 *
 * <p>Must not know models or Spark. Start reading at {@link io.endoxa.annotate.LabelledDataset}.
 */
@NullMarked
package io.endoxa.annotate;

import org.jspecify.annotations.NullMarked;
