package io.endoxa.isolate;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** Texts and vectors in messages. */
public final class Wire {
  private Wire() {}

  /** Char by char: a text may hold what UTF-8 cannot, and be longer than writeUTF allows. */
  public static void writeText(DataOutputStream out, String text) throws IOException {
    out.writeInt(text.length());
    out.writeChars(text);
  }

  /** What {@link #writeText} has written. */
  public static String readText(DataInputStream in) throws IOException {
    char[] text = new char[in.readInt()];
    for (int i = 0; i < text.length; i++) {
      text[i] = in.readChar();
    }
    return new String(text);
  }

  /** Bit by bit. */
  public static void writeFloats(DataOutputStream out, float[] values) throws IOException {
    out.writeInt(values.length);
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  /** What {@link #writeFloats} has written. */
  public static float[] readFloats(DataInputStream in) throws IOException {
    float[] values = new float[in.readInt()];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readFloat();
    }
    return values;
  }
}
