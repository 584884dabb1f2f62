package io.edgewise.jobs.files;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Writes files and makes folders of this machine. Hadoop's local file system starts a {@code chmod}
 * for each: that costs more than the writing, and Ctrl-C, which a terminal sends to every process,
 * ends it too, so that a search would break off in place of being stopped.
 */
public final class LocalDisk {

  private LocalDisk() {}

  /** Makes a folder, and those above it, where they are missing. */
  public static void makeFolder(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (AccessDeniedException e) {
      throw new IOException("no permission to make " + e.getFile(), e);
    } catch (FileAlreadyExistsException e) {
      throw new IOException(e.getFile() + " is a file, and a folder is needed", e);
    } catch (FileSystemException e) {
      String reason = e.getReason() == null ? "" : ": " + e.getReason();
      throw new IOException(e.getFile() + " cannot be made" + reason, e);
    }
  }

  /**
   * Writes a file in UTF-8 that only a process that is about to start will read: it may be lost
   * with this JVM, and does not wait for the disk.
   */
  public static void writeScratch(Path path, String text) throws IOException {
    Files.writeString(path, text);
  }

  /** Writes bytes that only a process that is about to start will read. */
  public static void writeScratch(Path path, byte[] bytes) throws IOException {
    Files.write(path, bytes);
  }

  /**
   * Writes a file and the folders above it; on return its bytes are on the disk. An interrupt of
   * the thread does not cut it short.
   *
   * @param overwrite whether a file that is there is replaced
   * @throws FileAlreadyExistsException if it must not be, and is there
   */
  public static void write(Path path, byte[] bytes, boolean overwrite) throws IOException {
    @Nullable Path folder = path.getParent();
    if (folder != null) {
      makeFolder(folder);
    }
    File file = path.toFile();
    if (!overwrite && !file.createNewFile()) {
      throw new FileAlreadyExistsException(path.toString());
    }
    try (FileOutputStream out = new FileOutputStream(file)) {
      out.write(bytes);
      out.getFD().sync();
    }
  }
}
