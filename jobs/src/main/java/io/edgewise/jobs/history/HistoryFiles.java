package io.edgewise.jobs.history;

import io.edgewise.jobs.files.LocalDisk;
import io.edgewise.sim.settings.Secrets;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.StreamCapabilities;

/**
 * The few file operations that the history is made of, below one root of any Hadoop file system.
 * Files are small: each is written and read in one piece. Paths are relative to the root.
 */
final class HistoryFiles {

  private final FileSystem fileSystem;
  private final Path root;

  /**
   * @throws HistoryException if there is no such file system, or the URI holds a password
   */
  HistoryFiles(Configuration hadoop, String rootUri) {
    Secrets.problemOf(rootUri)
        .ifPresent(
            problem -> {
              throw new HistoryException("history root " + problem);
            });
    try {
      Path path = new Path(rootUri);
      FileSystem any = path.getFileSystem(hadoop);
      // Hadoop's own checksum files would double every file; manifests hold a stronger checksum.
      this.fileSystem = any instanceof LocalFileSystem local ? local.getRawFileSystem() : any;
      this.root = any.makeQualified(path);
    } catch (IOException | IllegalArgumentException e) {
      throw new HistoryException(
          "history root "
              + rootUri
              + ": "
              + e.getMessage()
              + ". It must be a folder of a Hadoop file system, such as file:, hdfs: or s3a:",
          e);
    }
  }

  Path root() {
    return root;
  }

  /**
   * Returns what stands against finding anything here, such as {@code there is no such folder};
   * empty if the root is a folder that can be listed and holds the one that is named.
   */
  Optional<String> missing(String folder) {
    try {
      if (!fileSystem.getFileStatus(root).isDirectory()) {
        return Optional.of("it is a file");
      }
      boolean there =
          Arrays.stream(fileSystem.listStatus(root))
              .anyMatch(status -> status.getPath().getName().equals(folder));
      return there ? Optional.empty() : Optional.of("no search was ever written there");
    } catch (FileNotFoundException e) {
      return Optional.of("there is no such folder");
    } catch (IOException e) {
      return Optional.of(
          isForbidden() ? "no permission to read it" : "cannot be read: " + e.getMessage());
    }
  }

  private boolean isForbidden() {
    return fileSystem instanceof RawLocalFileSystem local
        && !Files.isReadable(local.pathToFile(root).toPath());
  }

  /** The full path of a relative one; the root itself for an empty one. */
  Path path(String relative) {
    return relative.isEmpty() ? root : new Path(root, relative);
  }

  /**
   * The whole of a file, or less if it is being overwritten; empty if there is none.
   *
   * @param maxBytes a longer file is refused before anything is allocated
   */
  Optional<byte[]> read(String file, long maxBytes) {
    Path path = path(file);
    try {
      FileStatus status = fileSystem.getFileStatus(path);
      if (status.getLen() > maxBytes) {
        throw new HistoryException(
            path + " has " + status.getLen() + " bytes: at most " + maxBytes + " expected here");
      }
      try (FSDataInputStream in = fileSystem.open(path)) {
        return Optional.of(in.readNBytes((int) status.getLen()));
      }
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException | FSError e) {
      throw failed("read", path, e);
    }
  }

  boolean exists(String file) {
    return length(file).isPresent();
  }

  /** A file's bytes; empty if there is none. */
  OptionalLong length(String file) {
    Path path = path(file);
    try {
      return OptionalLong.of(fileSystem.getFileStatus(path).getLen());
    } catch (FileNotFoundException e) {
      return OptionalLong.empty();
    } catch (IOException | FSError e) {
      throw failed("look at", path, e);
    }
  }

  /** The names in a folder, sorted; none if there is no such folder. */
  List<String> names(String folder) {
    Path path = path(folder);
    try {
      return Arrays.stream(fileSystem.listStatus(path))
          .map(status -> status.getPath().getName())
          .sorted()
          .toList();
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IOException | FSError e) {
      throw failed("list", path, e);
    }
  }

  /**
   * Every file in a folder and in those below it, relative to the root, sorted; none if there is no
   * folder.
   */
  List<String> filesBelow(String folder) {
    Path path = path(folder);
    List<String> found = new ArrayList<>();
    try {
      RemoteIterator<LocatedFileStatus> listed = fileSystem.listFiles(path, true);
      while (listed.hasNext()) {
        String full = listed.next().getPath().toUri().getPath();
        found.add(full.substring(root.toUri().getPath().length() + 1));
      }
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IOException | FSError e) {
      throw failed("list", path, e);
    }
    found.sort(null);
    return found;
  }

  /** Writes a file that nobody looks at yet; on return its bytes are on the disk. */
  void write(String file, byte[] bytes) {
    write(file, bytes, false);
  }

  /** Replaces a file; for a moment others may see it empty or in part. */
  void overwrite(String file, byte[] bytes) {
    write(file, bytes, true);
  }

  private void write(String file, byte[] bytes, boolean overwrite) {
    Path path = path(file);
    try {
      if (fileSystem instanceof RawLocalFileSystem local) {
        LocalDisk.write(local.pathToFile(path).toPath(), bytes, overwrite);
      } else {
        write(path, bytes, overwrite);
      }
    } catch (IOException | FSError e) {
      throw failed("write", path, e);
    }
  }

  private void write(Path path, byte[] bytes, boolean overwrite) throws IOException {
    try (FSDataOutputStream out = fileSystem.create(path, overwrite)) {
      out.write(bytes);
      if (out.hasCapability(StreamCapabilities.HSYNC)) {
        out.hsync();
      }
    }
  }

  /**
   * Makes a file appear, whole, unless there is one already: written aside, then given its name.
   *
   * <p>On local disks and HDFS exactly one of several processes gets true. Object stores have no
   * such operation in this Hadoop, only a look before the write: there the lease keeps others away.
   *
   * @param aside where it is written first
   * @return false if the file exists
   */
  boolean publish(String file, String aside, byte[] bytes) {
    if (exists(file)) {
      return false;
    }
    write(aside, bytes);
    makeFolderOf(file);
    boolean published = nameExclusively(aside, file);
    delete(aside);
    return published;
  }

  private boolean nameExclusively(String aside, String file) {
    if (fileSystem instanceof RawLocalFileSystem local) {
      try {
        // A rename would replace a file that another process named a moment ago; a link does not.
        Files.createLink(
            local.pathToFile(path(file)).toPath(), local.pathToFile(path(aside)).toPath());
        return true;
      } catch (FileAlreadyExistsException e) {
        return false;
      } catch (UnsupportedOperationException | FileSystemException e) {
        // A disk without links, such as FAT or some network mounts.
      } catch (IOException | FSError e) {
        throw failed("write", path(file), e);
      }
    }
    return !exists(file) && rename(aside, file);
  }

  /**
   * Moves a file to where nothing is; its folder is made. Nothing happens if it was moved before.
   */
  void move(String from, String to) {
    makeFolderOf(to);
    if (!rename(from, to) && !exists(to)) {
      throw failed("write", path(to), new IOException("cannot rename " + path(from)));
    }
  }

  private boolean rename(String from, String to) {
    try {
      return fileSystem.rename(path(from), path(to));
    } catch (FileNotFoundException e) {
      return false;
    } catch (IOException | FSError e) {
      throw failed("write", path(to), e);
    }
  }

  private void makeFolderOf(String file) {
    Path folder = path(file).getParent();
    try {
      if (fileSystem instanceof RawLocalFileSystem local) {
        LocalDisk.makeFolder(local.pathToFile(folder).toPath());
      } else {
        fileSystem.mkdirs(folder);
      }
    } catch (IOException | FSError e) {
      throw failed("make folder", folder, e);
    }
  }

  /** Deletes a file or a whole folder, if it is there. */
  void delete(String file) {
    Path path = path(file);
    try {
      fileSystem.delete(path, true);
    } catch (FileNotFoundException e) {
      // Gone already.
    } catch (IOException | FSError e) {
      throw failed("delete", path, e);
    }
  }

  /**
   * @param e an {@link FSError} is how Hadoop's local file system tells a full disk
   */
  private static HistoryException failed(String what, Path path, Throwable e) {
    Throwable why = e instanceof FSError && e.getCause() != null ? e.getCause() : e;
    return new HistoryException(
        "cannot "
            + what
            + " "
            + path
            + ": "
            + why.getMessage()
            + ". What was committed is untouched",
        e);
  }
}
