package io.edgewise.jobs.dataset;

import io.edgewise.search.dataset.DatasetException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;

/**
 * The bytes of an archive as a file on this machine that can be read anywhere. One that lies
 * elsewhere, or is compressed as a whole, is copied into a temporary file without a name: the
 * system takes it back when the channel is closed, which its cleaner does once nobody can read the
 * archive any more, or when the process ends, however it ends.
 */
final class ArchiveBytes {

  /** Pictures hardly shrink, so what grows more than this is made to fill a disk. */
  private static final long MOST_GROWTH = 100;

  private ArchiveBytes() {}

  static FileChannel of(FileSystem files, FileStatus archive) throws IOException {
    String name = archive.getPath().getName().toLowerCase(Locale.ROOT);
    boolean compressed = name.endsWith("gz");
    Optional<java.io.File> local = FileTree.of(files).local(archive.getPath());
    if (local.isPresent() && !compressed) {
      return FileChannel.open(local.get().toPath(), StandardOpenOption.READ);
    }
    try (InputStream in = files.open(archive.getPath())) {
      return compressed
          ? copy(new GZIPInputStream(in, 1 << 16), Math.max(1, archive.getLen()) * MOST_GROWTH)
          : copy(in, archive.getLen());
    }
  }

  private static FileChannel copy(InputStream in, long most) throws IOException {
    java.nio.file.Path file = Files.createTempFile("edgewise-", ".archive");
    FileChannel bytes = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    Files.delete(file);
    try {
      copy(in, Channels.newOutputStream(bytes), most);
      return bytes.position(0);
    } catch (IOException | DatasetException e) {
      bytes.close();
      throw e;
    }
  }

  private static void copy(InputStream in, OutputStream out, long most) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long written = 0;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      written += read;
      if (written > most) {
        throw new DatasetException(
            "unpacks to more than " + MOST_GROWTH + " times its size; pictures do not");
      }
      out.write(buffer, 0, read);
    }
  }
}
