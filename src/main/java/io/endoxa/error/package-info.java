/**
 * The three ways a run ends badly through no fault of the code: the user's mistake, a broken data
 * contract, a failed quality gate. Everything else that is thrown is a bug of ours.
 *
 * <p>Knows nothing of the rest of Endoxa. Start reading at {@link io.endoxa.error.UserException}.
 */
@NullMarked
package io.endoxa.error;

import org.jspecify.annotations.NullMarked;
