/**
 * Articles and their words: reading files, cleaning, cutting into paragraphs and sentences, and
 * whose voice a paragraph speaks with. Pure functions of their input.
 *
 * <p>Must not know codebooks, models or Spark. Start reading at {@link
 * io.endoxa.text.ArticleSource} for files and {@link io.endoxa.text.ArticleCutter} for paragraphs.
 */
@NullMarked
package io.endoxa.text;

import org.jspecify.annotations.NullMarked;
