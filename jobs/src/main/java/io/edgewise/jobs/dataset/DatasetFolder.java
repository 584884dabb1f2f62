package io.edgewise.jobs.dataset;

import io.edgewise.search.dataset.DatasetException;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;

/** A folder in any Hadoop file system, or in an archive that lies there. */
final class DatasetFolder {

  private final FileTree files;
  private final Path path;

  /** Its path from the data set's folder, which is shown before names: empty or ending in a /. */
  private final String shown;

  private DatasetFolder(FileTree files, Path path, String shown) {
    this.files = files;
    this.path = path;
    this.shown = shown;
  }

  /**
   * Finds a folder, or the one that an archive holds.
   *
   * @throws DatasetException if there is none, it cannot be reached, or the archive is damaged
   */
  static DatasetFolder open(String uri, Configuration configuration) {
    try {
      Path path = new Path(uri);
      FileSystem files = path.getFileSystem(configuration);
      FileTree tree = FileTree.of(files);
      FileStatus status = status(files, tree, path);
      if (status.isDirectory()) {
        return new DatasetFolder(tree, path, "");
      }
      if (!Archive.isNamed(path.getName())) {
        throw new DatasetException(
            "is a file; allowed is a folder, or an archive of one: " + Archive.allowed());
      }
      Archive archive = Archive.open(files, status);
      return new DatasetFolder(archive, archive.root(), "");
    } catch (IllegalArgumentException | IOException e) {
      throw new DatasetException("cannot be opened: " + e.getMessage(), e);
    }
  }

  private static FileStatus status(FileSystem files, FileTree tree, Path path) throws IOException {
    try {
      return files.getFileStatus(path);
    } catch (FileNotFoundException e) {
      Optional<String> closed = tree.local(path).flatMap(DatasetFolder::closedParent);
      throw new DatasetException(
          closed
              .map(parent -> "cannot be reached: there is no permission to enter " + parent)
              .orElse("there is no such folder" + UnreadableNames.hint(path.toString())),
          e);
    } catch (AccessControlException | AccessDeniedException e) {
      throw new DatasetException("there is no permission to read it", e);
    }
  }

  /**
   * Everything in the folder, sorted by name.
   *
   * @throws DatasetException if there is no permission, or something in it cannot be opened, which
   *     Hadoop would pass over
   */
  List<FileStatus> list() throws IOException {
    FileStatus[] found;
    try {
      found = files.list(path);
    } catch (IOException e) {
      throw unreadable(shown.isEmpty() ? "" : shown + ": ", path, e);
    }
    files.local(path).ifPresent(folder -> requireAll(folder, found));
    return Arrays.stream(found).sorted(Comparator.comparing(DatasetFolder::name)).toList();
  }

  private void requireAll(File folder, FileStatus[] found) {
    String[] names = folder.list();
    if (names == null) {
      return; // It went away since Hadoop listed it; who opens its files will say so.
    }
    if (names.length > 0 && !folder.canExecute()) {
      throw new DatasetException(
          (shown.isEmpty() ? "" : shown + ": ") + "there is no permission to enter it");
    }
    Set<String> seen =
        Arrays.stream(found).map(DatasetFolder::name).collect(Collectors.toUnmodifiableSet());
    List<String> unseen =
        Arrays.stream(names)
            .filter(name -> !seen.contains(name) && !isChecksum(name))
            .sorted()
            .toList();
    if (!unseen.isEmpty()) {
      throw new DatasetException(UnreadableNames.message(shown, unseen));
    }
  }

  /** Hadoop's own files beside those that it wrote to a local disk. */
  private static boolean isChecksum(String name) {
    return name.startsWith(".") && name.endsWith(".crc");
  }

  DatasetFolder inside(FileStatus folder) {
    return new DatasetFolder(files, folder.getPath(), shown(folder));
  }

  /**
   * Opens a file.
   *
   * @throws DatasetException if that is not possible
   */
  InputStream read(FileStatus file) throws IOException {
    try {
      return files.open(file.getPath());
    } catch (IOException e) {
      throw unreadable(shown(file) + ": ", file.getPath(), e);
    }
  }

  /** Its path from the data set's folder: empty or ending in a slash. */
  String shown() {
    return shown;
  }

  /** The name of what is in this folder as messages show it; that of a folder ends in a slash. */
  String shown(FileStatus entry) {
    return shown + name(entry) + (entry.isDirectory() ? "/" : "");
  }

  static String name(FileStatus entry) {
    return entry.getPath().getName();
  }

  private DatasetException unreadable(String prefix, Path what, IOException e) {
    boolean denied =
        e instanceof AccessControlException
            || e instanceof AccessDeniedException
            || files.local(what).filter(file -> file.exists() && !file.canRead()).isPresent();
    return new DatasetException(
        prefix + (denied ? "there is no permission to read it" : "cannot be read: " + e), e);
  }

  /** The nearest folder above that is there, if it may not be entered. */
  private static Optional<String> closedParent(File missing) {
    File parent = missing.getAbsoluteFile().getParentFile();
    while (parent != null && !parent.exists()) {
      parent = parent.getParentFile();
    }
    return parent == null || parent.canExecute() ? Optional.empty() : Optional.of(parent.getPath());
  }
}
