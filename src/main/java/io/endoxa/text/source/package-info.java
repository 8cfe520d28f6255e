/**
 * Files as articles: formats of text, tables and archives, their encodings and limits, and the
 * reason for every record that is no article.
 *
 * <p>A file is read as it is; cleaning it comes later. Must not know what a paragraph is, nor where
 * files lie: it reads streams. Start reading at {@link io.endoxa.text.source.ArticleSource}, and at
 * {@link io.endoxa.text.source.ArticleSources} for the list of them.
 */
@NullMarked
package io.endoxa.text.source;

import org.jspecify.annotations.NullMarked;
