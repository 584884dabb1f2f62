package io.edgewise.jobs.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;

/**
 * A file that others read while it is being replaced: they see the old content or the new, never a
 * part, and a crash leaves one of the two.
 */
public final class WholeFile {

  /** Longer files are refused. */
  static final int MAX_BYTES = 1 << 24;

  /**
   * An object store's file appears when its stream is closed, whole and over the old one; renaming
   * there copies and deletes.
   */
  private static final Set<String> OBJECT_STORES =
      Set.of("cosn", "gs", "obs", "oss", "s3", "s3a", "s3n", "swift", "wasb", "wasbs");

  /**
   * A file that is written aside is named like the file: a dot before it, a random UUID behind it.
   */
  private static final Pattern ASIDE =
      Pattern.compile("\\..+\\.\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private final Path path;
  private final Configuration hadoop;
  private final FileSystem files;

  /**
   * @throws UncheckedIOException if there is no such file system
   */
  public WholeFile(Configuration hadoop, Path path) {
    try {
      FileSystem any = path.getFileSystem(hadoop);
      // No checksum files beside it: two files cannot be replaced in one step.
      this.files = any instanceof LocalFileSystem local ? local.getRawFileSystem() : any;
      this.path = any.makeQualified(path);
      this.hadoop = hadoop;
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": " + e.getMessage(), e);
    }
  }

  public Path path() {
    return path;
  }

  /**
   * Its text; empty if there is no such file.
   *
   * @throws UncheckedIOException if it cannot be read, or is longer than such a file can be
   */
  public Optional<String> read() {
    // Not by its length: it may be replaced between the look and the reading.
    try (FSDataInputStream in = files.open(path)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException("has more than " + MAX_BYTES + " bytes");
      }
      return Optional.of(new String(bytes, StandardCharsets.UTF_8));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException | FSError e) {
      throw failed("read", e);
    }
  }

  /**
   * Replaces or creates it; folders are made.
   *
   * @throws UncheckedIOException if that fails; the old content is then untouched
   */
  public void replace(String text) {
    replace(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The same for bytes; {@link #read} is for shorter texts. */
  public void replace(byte[] bytes) {
    boolean renames = renames();
    Path target =
        renames ? new Path(path.getParent(), "." + path.getName() + "." + UUID.randomUUID()) : path;
    try {
      write(target, bytes);
      if (isLocal()) {
        Files.move(local(target), local(path), StandardCopyOption.ATOMIC_MOVE);
      } else if (renames) {
        FileContext.getFileContext(path.toUri(), hadoop)
            .rename(target, path, Options.Rename.OVERWRITE);
      }
    } catch (IOException | FSError e) {
      if (renames) {
        discard(target, e);
      }
      throw failed("write", e);
    }
  }

  /**
   * Deletes what a killed process had written aside in a folder of this machine that is its own.
   *
   * @throws IOException if the folder cannot be listed, or a file in it not be deleted
   */
  public static void discardUnfinished(java.nio.file.Path folder) throws IOException {
    try (DirectoryStream<java.nio.file.Path> files =
        Files.newDirectoryStream(
            folder, file -> ASIDE.matcher(file.getFileName().toString()).matches())) {
      for (java.nio.file.Path file : files) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Nobody reads what was written aside, and nobody else would delete it. */
  private void discard(Path aside, Throwable why) {
    try {
      files.delete(aside, false);
    } catch (IOException | FSError e) {
      why.addSuppressed(e);
    }
  }

  private void write(Path target, byte[] bytes) throws IOException {
    if (isLocal()) {
      LocalDisk.write(local(target), bytes, true);
      return;
    }
    try (FSDataOutputStream out = files.create(target, true)) {
      out.write(bytes);
      if (out.hasCapability(StreamCapabilities.HSYNC)) {
        out.hsync();
      }
    }
  }

  /**
   * Returns whether a file is written aside and renamed, as everywhere but where that is no step.
   */
  private boolean renames() {
    String scheme = path.toUri().getScheme();
    return isLocal()
        || !OBJECT_STORES.contains(scheme)
            && hadoop.get("fs.AbstractFileSystem." + scheme + ".impl") != null;
  }

  private boolean isLocal() {
    return path.toUri().getScheme().equals("file");
  }

  private static java.nio.file.Path local(Path path) {
    return java.nio.file.Path.of(path.toUri().getPath());
  }

  private static String reason(Throwable error) {
    return String.valueOf(
        error.getCause() == null ? error.getMessage() : error.getCause().getMessage());
  }

  /**
   * @param e an {@link FSError} is how Hadoop's local file system tells a full disk
   */
  private UncheckedIOException failed(String what, Throwable e) {
    IOException why = e instanceof IOException io ? io : new IOException(reason(e), e);
    return new UncheckedIOException("cannot " + what + " " + path + ": " + why.getMessage(), why);
  }
}
