package io.endoxa.encode;

import io.endoxa.isolate.ChildCommand;
import io.endoxa.isolate.IsolatedCalls;
import io.endoxa.isolate.Wire;
import java.time.Duration;

/**
 * An encoder whose native code runs in child processes, with the same vectors. A text that kills
 * two of them, or on which native code hangs, ends in a {@link
 * io.endoxa.isolate.NativeCrashException}, and the next text is encoded as if nothing had been.
 */
public final class IsolatedEncoder implements SentenceEncoder {
  private final EncoderSpec spec;
  private final IsolatedCalls calls;

  private IsolatedEncoder(EncoderSpec spec, IsolatedCalls calls) {
    this.spec = spec;
    this.calls = calls;
  }

  /**
   * Starts a child process that loads model and tokenizer, which takes some seconds; the caller
   * closes.
   *
   * @throws io.endoxa.error.UserException as {@link OnnxSentenceEncoder#open}, and if no process
   *     starts
   */
  public static SentenceEncoder open(EncoderSpec spec) {
    return open(spec, ChildCommand.of(EncoderWorker.class), IsolatedCalls.PATIENCE);
  }

  /**
   * As {@link #open(EncoderSpec)}.
   *
   * @param patience how long a text may take
   */
  static SentenceEncoder open(EncoderSpec spec, ChildCommand command, Duration patience) {
    return new IsolatedEncoder(spec, IsolatedCalls.open(command, spec::writeTo, patience));
  }

  @Override
  public EncoderSpec spec() {
    return spec;
  }

  @Override
  public EncodedText encode(String text) {
    return calls.call(out -> Wire.writeText(out, text), EncoderWorker::read);
  }

  @Override
  public void close() {
    calls.close();
  }
}
