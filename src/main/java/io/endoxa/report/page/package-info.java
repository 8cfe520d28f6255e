/**
 * The page that a run leaves for people who analyse it: {@code report.html}, one file that asks for
 * nothing else.
 *
 * <p>Must not know Spark or where files lie. Start reading at {@link
 * io.endoxa.report.page.ReportHtml}, which lists the sections in their order; a section has a class
 * of its own, and what it shows is in {@link io.endoxa.report.page.RunPage}. Scripts and style are
 * resources beside {@code io/endoxa/report/report.js}.
 */
@NullMarked
package io.endoxa.report.page;

import org.jspecify.annotations.NullMarked;
