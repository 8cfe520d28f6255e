package io.endoxa.isolate;

import io.endoxa.error.UserException;
import io.endoxa.isolate.Frame.Kind;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** What a child process does: it answers the requests of its parent until the parent is gone. */
public final class Worker {
  private Worker() {}

  /** Opens what answers requests, from the first message. */
  @FunctionalInterface
  public interface Opener {
    Task open(DataInputStream setup) throws IOException;
  }

  /** Answers one request after the other. */
  @FunctionalInterface
  public interface Task {
    Request answer(DataInputStream request) throws IOException;
  }

  /**
   * Reads from standard input and writes to standard output, which nobody else may use; returns
   * when the input ends. To be called as the only thing in {@code main}: what is still being
   * computed then is given up with the process.
   */
  public static void serve(Opener opener) throws IOException {
    DataInputStream in =
        new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in)));
    DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    // The parent made it for this process. Deleted last, for it was registered first.
    new File(System.getProperty("java.io.tmpdir")).deleteOnExit();

    BlockingQueue<byte[]> requests = new LinkedBlockingQueue<>();
    // A thread apart, so that the end of the parent is seen while native code hangs.
    Thread worker = new Thread(() -> answer(new Opening(opener), requests, out), "worker");
    worker.setDaemon(true);
    worker.start();
    try {
      while (true) {
        requests.add(Frame.readFrom(in).content());
      }
    } catch (EOFException e) {
      // The parent has closed the stream, or is gone.
    }
  }

  /** Opens what answers with the first request, and hands the others on. */
  private static final class Opening implements Task {
    private final Opener opener;
    private @Nullable Task opened;

    Opening(Opener opener) {
      this.opener = opener;
    }

    @Override
    public Request answer(DataInputStream request) throws IOException {
      if (opened != null) {
        return opened.answer(request);
      }
      opened = opener.open(request);
      return nothing -> {};
    }
  }

  private static void answer(Task task, BlockingQueue<byte[]> requests, DataOutputStream out) {
    try {
      while (true) {
        answering(task, requests.take()).writeTo(out);
      }
    } catch (IOException | InterruptedException e) {
      // Nobody is there to read an answer: the process ends with its input.
    }
  }

  private static Frame answering(Task task, byte[] request) {
    try {
      Answer<Request> answer = task::answer;
      return new Frame(Kind.VALUE, answer.of(request).bytes());
    } catch (UserException e) {
      return message(Kind.USER_MISTAKE, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      return message(Kind.WRONG_ARGUMENT, String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      return message(Kind.FAULT, e.toString());
    }
  }

  private static Frame message(Kind kind, String message) {
    return new Frame(kind, message.getBytes(StandardCharsets.UTF_8));
  }
}
