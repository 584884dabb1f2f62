package io.edgewise.jobs.dataset;

import io.edgewise.search.dataset.DatasetException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A folder in any Hadoop file system. Names that begin with a dot or an underscore are not seen.
 */
final class DatasetFolder {

  private final FileSystem files;
  private final Path path;

  private DatasetFolder(FileSystem files, Path path) {
    this.files = files;
    this.path = path;
  }

  /**
   * Finds a folder.
   *
   * @throws DatasetException if there is none, or it cannot be reached
   */
  static DatasetFolder open(String uri, Configuration configuration) {
    try {
      Path path = new Path(uri);
      FileSystem files = path.getFileSystem(configuration);
      if (!files.getFileStatus(path).isDirectory()) {
        throw new DatasetException("is a file; allowed is a folder");
      }
      return new DatasetFolder(files, path);
    } catch (FileNotFoundException e) {
      throw new DatasetException("there is no such folder", e);
    } catch (IllegalArgumentException | IOException e) {
      throw new DatasetException("cannot be opened: " + e.getMessage(), e);
    }
  }

  /** What is in the folder, sorted by name. */
  List<FileStatus> list() throws IOException {
    return Arrays.stream(files.listStatus(path))
        .filter(s -> !s.getPath().getName().matches("[._].*"))
        .sorted(Comparator.comparing(s -> s.getPath().getName()))
        .toList();
  }

  DatasetFolder inside(FileStatus folder) {
    return new DatasetFolder(files, folder.getPath());
  }

  InputStream read(FileStatus file) throws IOException {
    return files.open(file.getPath());
  }
}
