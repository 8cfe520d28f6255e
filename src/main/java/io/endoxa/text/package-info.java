/**
 * Articles and their words: what an article is, what becomes of a record of a file, which
 * characters are seen, where paragraphs and sentences begin and end, and in what language they are.
 * Pure functions of their input.
 *
 * <p>Reading files is the matter of {@link io.endoxa.text.source}, web pages of {@link
 * io.endoxa.text.page}, what is no article of {@link io.endoxa.text.clean}, whose words they are of
 * {@link io.endoxa.text.voice}. Must not know any of these, codebooks, models or Spark. Start
 * reading at {@link io.endoxa.text.Article} and {@link io.endoxa.text.Paragraph}.
 */
@NullMarked
package io.endoxa.text;

import org.jspecify.annotations.NullMarked;
