/**
 * Keeps native code from taking a job with it: calls that run in child processes, and marks that
 * say what a process was working on when it died.
 *
 * <p>Must not know what the calls do: encoders and judges bring their own messages. Start reading
 * at {@link io.endoxa.isolate.IsolatedCalls} and {@link io.endoxa.isolate.CallMarks}.
 */
@NullMarked
package io.endoxa.isolate;

import org.jspecify.annotations.NullMarked;
