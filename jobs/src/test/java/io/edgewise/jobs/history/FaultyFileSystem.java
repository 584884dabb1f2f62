package io.edgewise.jobs.history;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * The local disk under the scheme {@code faulty:}, whose process can die at any operation. After
 * that every operation fails until the next process begins. Renames instead of links, as HDFS and
 * object stores do.
 */
public final class FaultyFileSystem extends FilterFileSystem {

  /** A death says what the last operation still does. */
  enum Death {
    /** Nothing. */
    BEFORE,
    /** All, but the process does not learn of it. */
    AFTER,
    /** Half, if it writes. */
    HALFWAY
  }

  private static long operations;
  private static final List<Long> changes = new ArrayList<>();
  private static final List<Long> writes = new ArrayList<>();
  private static long lastOperation = Long.MAX_VALUE;
  private static long failingOperation = Long.MAX_VALUE;
  private static Death death = Death.BEFORE;
  private static long room = Long.MAX_VALUE;

  public FaultyFileSystem() {
    super(new RawLocalFileSystem());
  }

  public static Configuration configuration() {
    Configuration hadoop = new Configuration();
    hadoop.set("fs.faulty.impl", FaultyFileSystem.class.getName());
    hadoop.setBoolean("fs.faulty.impl.disable.cache", true);
    hadoop.set("fs.AbstractFileSystem.faulty.impl", FaultyContext.class.getName());
    return hadoop;
  }

  /** A new process, that dies at its operation of this number, from 0. */
  static void begin(long lastOperation, Death death) {
    FaultyFileSystem.operations = 0;
    FaultyFileSystem.changes.clear();
    FaultyFileSystem.writes.clear();
    FaultyFileSystem.lastOperation = lastOperation;
    FaultyFileSystem.death = death;
    FaultyFileSystem.failingOperation = Long.MAX_VALUE;
  }

  /** A new process that lives, and whose operation of this number fails as on a full disk. */
  public static void beginWithFailure(long operation) {
    begin();
    failingOperation = operation;
  }

  /** The disk takes so many more bytes; the process lives. */
  static void leaveRoom(long bytes) {
    room = bytes;
  }

  /** A new process that lives. */
  public static void begin() {
    begin(Long.MAX_VALUE, Death.BEFORE);
  }

  /** Returns how many operations there were since the process began. */
  public static long operations() {
    return operations;
  }

  /**
   * The numbers of the operations since the process began at which this death makes a difference: a
   * process that dies at a look leaves what one leaves that dies after the change before it.
   */
  static List<Long> operations(Death death) {
    return List.copyOf(death == Death.HALFWAY ? writes : changes);
  }

  private interface Operation<T> {
    T run() throws IOException;
  }

  private static <T> T change(Operation<T> operation) throws IOException {
    changes.add(operations);
    return operate(operation);
  }

  // One at a time: a search writes its status from a thread of its own.
  private static synchronized <T> T operate(Operation<T> operation) throws IOException {
    long number = operations++;
    if (number == failingOperation) {
      throw new IOException("No space left on device");
    }
    if (number > lastOperation || number == lastOperation && death != Death.AFTER) {
      throw new IOException("the process is dead");
    }
    T result = operation.run();
    if (number == lastOperation) {
      throw new IOException("the process is dead");
    }
    return result;
  }

  @Override
  public void initialize(URI name, Configuration hadoop) throws IOException {
    fs.initialize(URI.create("file:///"), hadoop);
    setConf(hadoop);
  }

  @Override
  public String getScheme() {
    return "faulty";
  }

  @Override
  public URI getUri() {
    return URI.create("faulty:///");
  }

  @Override
  public Path makeQualified(Path path) {
    return path.makeQualified(getUri(), new Path("/"));
  }

  @Override
  protected void checkPath(Path path) {}

  private static Path local(Path path) {
    return new Path("file", null, path.toUri().getPath());
  }

  @Override
  public FSDataInputStream open(Path path, int buffer) throws IOException {
    return operate(() -> fs.open(local(path), buffer));
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int buffer,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    OutputStream out = change(() -> open(path, overwrite));
    return new FSDataOutputStream(new DyingStream(out), null);
  }

  /**
   * Not by Hadoop's local file system, which starts a process for the permissions of every file.
   */
  private static OutputStream open(Path path, boolean overwrite) throws IOException {
    java.nio.file.Path file = java.nio.file.Path.of(path.toUri().getPath());
    Files.createDirectories(file.getParent());
    return overwrite
        ? Files.newOutputStream(file)
        : Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    return change(() -> !fs.exists(local(to)) && fs.rename(local(from), local(to)));
  }

  /** Renames over what is there, in one step. */
  static void replace(Path from, Path to) throws IOException {
    change(
        () ->
            Files.move(
                java.nio.file.Path.of(from.toUri().getPath()),
                java.nio.file.Path.of(to.toUri().getPath()),
                StandardCopyOption.ATOMIC_MOVE));
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    return change(() -> fs.delete(local(path), recursive));
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    return operate(() -> fs.listStatus(local(path)));
  }

  @Override
  public RemoteIterator<LocatedFileStatus> listLocatedStatus(Path path) throws IOException {
    Iterator<FileStatus> listed = Arrays.asList(listStatus(path)).iterator();
    return new RemoteIterator<>() {
      @Override
      public boolean hasNext() {
        return listed.hasNext();
      }

      @Override
      public LocatedFileStatus next() {
        return new LocatedFileStatus(listed.next(), null);
      }
    };
  }

  @Override
  public boolean mkdirs(Path path) throws IOException {
    return change(() -> makeFolders(path));
  }

  private static boolean makeFolders(Path path) throws IOException {
    Files.createDirectories(java.nio.file.Path.of(path.toUri().getPath()));
    return true;
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    return operate(() -> fs.getFileStatus(local(path)));
  }

  private static final class DyingStream extends FilterOutputStream {

    DyingStream(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      writes.add(operations);
      if (room < length) {
        out.write(bytes, offset, (int) room);
        room = 0;
        throw new IOException("No space left on device");
      }
      room -= length;
      boolean halfway = operations == lastOperation && death == Death.HALFWAY;
      if (halfway) {
        out.write(bytes, offset, length / 2);
      }
      change(
          () -> {
            out.write(bytes, offset, length);
            return true;
          });
    }

    @Override
    public void close() throws IOException {
      try {
        operate(() -> true);
      } finally {
        out.close();
      }
    }
  }
}
