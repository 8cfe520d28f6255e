package io.endoxa.spark;

import io.endoxa.classify.JudgeFiles;
import io.endoxa.classify.PairScorer;
import io.endoxa.encode.EncoderSpec;
import io.endoxa.isolate.ChildCommand;
import io.endoxa.isolate.IsolatedCalls;
import io.endoxa.isolate.Request;
import io.endoxa.isolate.Wire;
import io.endoxa.isolate.Worker;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * A judge whose native code runs in child processes, with the same logits. A text that kills two of
 * them, or on which native code hangs, ends in a {@link io.endoxa.isolate.NativeCrashException}.
 * Safe for use by several threads. The owner closes.
 */
final class IsolatedJudge implements PairScorer, AutoCloseable {
  private final IsolatedCalls calls;

  private IsolatedJudge(IsolatedCalls calls) {
    this.calls = calls;
  }

  /**
   * Starts a child process that loads the judge, which takes some seconds; fails as {@link
   * JudgeReader#open}.
   */
  static IsolatedJudge open(JudgeFiles files, EncoderSpec encoder) {
    return open(files, encoder, ChildCommand.of(IsolatedJudge.class));
  }

  static IsolatedJudge open(JudgeFiles files, EncoderSpec encoder, ChildCommand command) {
    Request setup =
        out -> {
          encoder.writeTo(out);
          Map<String, byte[]> contents = files.write();
          out.writeInt(contents.size());
          for (Map.Entry<String, byte[]> content : contents.entrySet()) {
            out.writeUTF(content.getKey());
            out.writeInt(content.getValue().length);
            out.write(content.getValue());
          }
        };
    return new IsolatedJudge(IsolatedCalls.open(command, setup, IsolatedCalls.PATIENCE));
  }

  /** The child: serves until standard input ends. */
  public static void main(String[] arguments) throws IOException {
    Worker.serve(
        setup -> {
          JudgeReader judge = opened(setup);
          return pair -> {
            float[] logits = judge.logits(Wire.readText(pair), Wire.readText(pair));
            return out -> Wire.writeFloats(out, logits);
          };
        });
  }

  private static JudgeReader opened(DataInputStream setup) throws IOException {
    EncoderSpec encoder = EncoderSpec.readFrom(setup);
    Map<String, byte[]> contents = new TreeMap<>();
    for (int left = setup.readInt(); left > 0; left--) {
      String name = setup.readUTF();
      contents.put(name, setup.readNBytes(setup.readInt()));
    }
    return JudgeReader.openForMany(JudgeFiles.read(contents), encoder);
  }

  @Override
  public float[] logits(String question, String text) {
    return calls.call(
        out -> {
          Wire.writeText(out, question);
          Wire.writeText(out, text);
        },
        Wire::readFloats);
  }

  @Override
  public void close() {
    calls.close();
  }
}
