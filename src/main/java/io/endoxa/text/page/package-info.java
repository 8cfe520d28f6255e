/**
 * The article in a web page: its text without menus, teasers and comments, and what the page says
 * of its title, date and source.
 *
 * <p>Must not know files, their sizes or rejections: a page without an article is an empty text.
 * Start reading at {@link io.endoxa.text.page.HtmlBody} for the text and {@link
 * io.endoxa.text.page.PageMetadata} for the rest.
 */
@NullMarked
package io.endoxa.text.page;

import org.jspecify.annotations.NullMarked;
