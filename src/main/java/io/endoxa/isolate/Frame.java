package io.endoxa.isolate;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.StreamCorruptedException;

/** One message between a process and its child. Callers do not write to its content. */
final class Frame {
  /** What a message is. */
  enum Kind {
    /** A request. */
    ASK,
    /** An answer. */
    VALUE,
    /** A {@link io.endoxa.error.UserException} instead of an answer, as its message. */
    USER_MISTAKE,
    /** An {@link IllegalArgumentException} instead of an answer, as its message. */
    WRONG_ARGUMENT,
    /** Anything else that was thrown, as its class and message. */
    FAULT
  }

  /** Tells a message from what a library prints. */
  private static final int MAGIC = 0x454E4458;

  private static final int LONGEST = 1 << 30;

  private final Kind kind;
  private final byte[] content;

  Frame(Kind kind, byte[] content) {
    this.kind = kind;
    this.content = content;
  }

  Kind kind() {
    return kind;
  }

  byte[] content() {
    return content;
  }

  void writeTo(DataOutputStream out) throws IOException {
    out.writeInt(MAGIC);
    out.writeUTF(kind.name());
    out.writeInt(content.length);
    out.write(content);
    out.flush();
  }

  /** Throws {@link EOFException} where the stream ends, {@link IOException} for anything else. */
  static Frame readFrom(DataInputStream in) throws IOException {
    if (in.readInt() != MAGIC) {
      throw new StreamCorruptedException("something else than a message");
    }
    Kind kind = kind(in.readUTF());
    int length = in.readInt();
    if (length < 0 || length > LONGEST) {
      throw new StreamCorruptedException("a message of length " + length);
    }
    byte[] content = in.readNBytes(length);
    if (content.length < length) {
      throw new EOFException("the message ends early");
    }
    return new Frame(kind, content);
  }

  private static Kind kind(String name) throws StreamCorruptedException {
    try {
      return Kind.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw new StreamCorruptedException("a message of another kind");
    }
  }
}
