package io.endoxa.encode;

import io.endoxa.isolate.Request;
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
          return text -> written(encoder.encode(readText(text)));
        });
  }

  /** Char by char: a text may hold what UTF-8 cannot, and be longer than writeUTF allows. */
  static Request text(String text) {
    return out -> {
      out.writeInt(text.length());
      out.writeChars(text);
    };
  }

  private static String readText(DataInputStream in) throws IOException {
    char[] text = new char[in.readInt()];
    for (int i = 0; i < text.length; i++) {
      text[i] = in.readChar();
    }
    return new String(text);
  }

  private static Request written(EncodedText encoded) {
    return out -> {
      float[] vector = encoded.vector();
      out.writeInt(vector.length);
      for (float value : vector) {
        out.writeFloat(value);
      }
      out.writeInt(encoded.tokenCount());
      out.writeBoolean(encoded.truncated());
    };
  }

  static EncodedText readEncoded(DataInputStream in) throws IOException {
    float[] vector = new float[in.readInt()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = in.readFloat();
    }
    return new EncodedText(vector, in.readInt(), in.readBoolean());
  }
}
