package io.edgewise.jobs.dataset;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** Folders and files that a data set may lie in: of a file system, or of an archive. */
interface FileTree {

  /** Lists a folder, in any order. */
  FileStatus[] list(Path folder) throws IOException;

  /** Opens a file for reading from its first byte. */
  InputStream open(Path file) throws IOException;

  /** Returns the same on this machine's disks, if it lies there. */
  Optional<File> local(Path what);

  /** Returns the tree of a Hadoop file system. */
  static FileTree of(FileSystem files) {
    return new FileTree() {
      @Override
      public FileStatus[] list(Path folder) throws IOException {
        return files.listStatus(folder);
      }

      @Override
      public InputStream open(Path file) throws IOException {
        return files.open(file);
      }

      @Override
      public Optional<File> local(Path what) {
        if (files instanceof LocalFileSystem checked) {
          return Optional.of(checked.pathToFile(what));
        }
        return files instanceof RawLocalFileSystem raw
            ? Optional.of(raw.pathToFile(what))
            : Optional.empty();
      }
    };
  }
}
