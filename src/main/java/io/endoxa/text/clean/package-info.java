/**
 * From the text of an article to its paragraphs: takes out what no author wrote for the article,
 * such as share lines, pull quotes and author boxes, joins lines that were wrapped, and marks
 * paragraphs that should be looked at twice. Every line that is dropped keeps its reason.
 *
 * <p>Must not know which format a text came from, and no mark-up: that is gone before. Start
 * reading at {@link io.endoxa.text.clean.ArticleCutter}, and at {@link
 * io.endoxa.text.clean.TextCleaner} for what is dropped.
 */
@NullMarked
package io.endoxa.text.clean;

import org.jspecify.annotations.NullMarked;
