/**
 * The command line: arguments in, words and an exit code out. The only package that prints and
 * exits.
 *
 * <p>Must not know how anything is done. Start reading at {@link io.endoxa.cli.Main}.
 */
@NullMarked
package io.endoxa.cli;

import org.jspecify.annotations.NullMarked;
