package io.endoxa.spark;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.Syncable;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * File systems that are the local disk until something happens: the process halts at a step, or the
 * disk is full after so many bytes. Steps and bytes are counted for the whole JVM.
 *
 * <p>{@link #local} takes the place of the local file system. {@link #remote} makes the disk look
 * like one that is not local, at {@code faulty:///}.
 */
public final class Faults {
  private static final AtomicLong STEPS = new AtomicLong();
  private static final AtomicLong BYTES = new AtomicLong();
  private static final List<Long> WRITES = new ArrayList<>();
  private static volatile long haltAt = Long.MAX_VALUE;
  private static volatile long full = Long.MAX_VALUE;

  private Faults() {}

  /** A configuration in which {@code file:} has faults. */
  static Configuration local() {
    Configuration hadoop = new Configuration();
    hadoop.setClass("fs.file.impl", Local.class, org.apache.hadoop.fs.FileSystem.class);
    hadoop.setBoolean("fs.file.impl.disable.cache", true);
    return hadoop;
  }

  /** Adds {@code faulty:}, which has faults, to a configuration. */
  public static Configuration remote(Configuration hadoop) {
    hadoop.set("fs.faulty.impl", Remote.class.getName());
    hadoop.set("fs.AbstractFileSystem.faulty.impl", RemoteContext.class.getName());
    return hadoop;
  }

  /** The process ends before this step, as if the plug were pulled; counted from 1. */
  static void haltAt(long step) {
    haltAt = step;
  }

  /** The disk takes this many bytes from now on. */
  public static void fullAfter(long bytes) {
    reset();
    full = bytes;
  }

  /** Nothing happens from now on, and counting starts again. */
  public static void reset() {
    full = Long.MAX_VALUE;
    BYTES.set(0);
    STEPS.set(0);
    synchronized (WRITES) {
      WRITES.clear();
    }
  }

  static long steps() {
    return STEPS.get();
  }

  /** How many bytes had been written before each write. */
  public static List<Long> writes() {
    synchronized (WRITES) {
      return List.copyOf(WRITES);
    }
  }

  private static void step() {
    if (STEPS.incrementAndGet() == haltAt) {
      Runtime.getRuntime().halt(9);
    }
  }

  /** How many of these bytes there is room for. */
  private static int admitted(int length) {
    long before = BYTES.getAndAdd(length);
    synchronized (WRITES) {
      WRITES.add(before);
    }
    return (int) Math.max(0, Math.min(length, full - before));
  }

  /** The local file system, with Hadoop's checksum files. */
  public static final class Local extends LocalFileSystem {
    public Local() {
      super(new Disk());
    }
  }

  /** The same disk under another name. */
  public static final class Remote extends Raw {
    static final URI ADDRESS = URI.create("faulty:///");

    @Override
    public URI getUri() {
      return ADDRESS;
    }

    @Override
    public String getScheme() {
      return ADDRESS.getScheme();
    }
  }

  /** What Hadoop renames with. */
  public static final class RemoteContext extends DelegateToFileSystem {
    public RemoteContext(URI address, Configuration hadoop) throws Exception {
      super(address, new Remote(), hadoop, Remote.ADDRESS.getScheme(), false);
    }

    @Override
    public int getUriDefaultPort() {
      return -1;
    }
  }

  static class Raw extends RawLocalFileSystem {
    /** Gives or throws what a write throws that finds no room. */
    IOException full() {
      return new IOException("No space left on device");
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
      step();
      return super.rename(from, to);
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
      step();
      return super.delete(path, recursive);
    }

    @Override
    protected boolean mkOneDirWithMode(Path path, java.io.File file, FsPermission permission)
        throws IOException {
      step();
      return super.mkOneDirWithMode(path, file, permission);
    }

    @Override
    protected OutputStream createOutputStream(Path path, boolean append) throws IOException {
      step();
      return new Stream(super.createOutputStream(path, append), this);
    }

    @Override
    protected OutputStream createOutputStreamWithMode(
        Path path, boolean append, FsPermission permission) throws IOException {
      step();
      return new Stream(super.createOutputStreamWithMode(path, append, permission), this);
    }
  }

  /** Throws what Hadoop throws there: an Error. */
  private static final class Disk extends Raw {
    @Override
    IOException full() {
      try {
        Constructor<FSError> error = FSError.class.getDeclaredConstructor(Throwable.class);
        error.setAccessible(true);
        throw error.newInstance(super.full());
      } catch (ReflectiveOperationException e) {
        throw new LinkageError("no FSError to throw", e);
      }
    }
  }

  private static final class Stream extends OutputStream implements Syncable, StreamCapabilities {
    private final OutputStream out;
    private final Raw disk;

    private Stream(OutputStream out, Raw disk) {
      this.out = out;
      this.disk = disk;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      step();
      int admitted = admitted(length);
      int half = admitted / 2;
      out.write(buffer, offset, half);
      step();
      out.write(buffer, offset + half, admitted - half);
      if (admitted < length) {
        throw disk.full();
      }
    }

    @Override
    public void hflush() throws IOException {
      out.flush();
    }

    @Override
    public void hsync() throws IOException {
      step();
      if (out instanceof Syncable syncable) {
        syncable.hsync();
      }
    }

    @Override
    public boolean hasCapability(String capability) {
      return capability.equals(StreamCapabilities.HSYNC);
    }

    @Override
    public void close() throws IOException {
      step();
      out.close();
    }
  }
}
