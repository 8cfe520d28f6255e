package io.endoxa.encode;

import io.endoxa.isolate.Request;
import io.endoxa.isolate.Wire;
import io.endoxa.isolate.Worker;
import java.io.DataInputStream;
import java.io.IOException;

/** The process behind an {@link IsolatedEncoder}: it encodes the texts that it is sent. */
final class EncoderWorker {
  private EncoderWorker() {}

  /** Serves until standard input ends. */
  public static void main(String[] arguments) throws IOException {
    Worker.serve(
        setup -> {
          SentenceEncoder encoder = OnnxSentenceEncoder.open(EncoderSpec.readFrom(setup));
          return text -> written(encoder.encode(Wire.readText(text)));
        });
  }

  private static Request written(EncodedText encoded) {
    return out -> {
      Wire.writeFloats(out, encoded.vector());
      out.writeInt(encoded.tokenCount());
      out.writeBoolean(encoded.truncated());
    };
  }

  /** What the process has answered. */
  static EncodedText read(DataInputStream in) throws IOException {
    return new EncodedText(Wire.readFloats(in), in.readInt(), in.readBoolean());
  }
}
