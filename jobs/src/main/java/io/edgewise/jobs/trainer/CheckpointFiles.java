package io.edgewise.jobs.trainer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The files of a checkpoint folder as bytes, so that a training that pauses goes on wherever Spark
 * has it go on, with no disk in common.
 */
final class CheckpointFiles {

  /** Most bytes of a checkpoint. */
  private static final long MOST_BYTES = 1L << 29;

  private CheckpointFiles() {}

  /**
   * Packs a folder.
   *
   * @throws IOException if it cannot be read, or is too large
   */
  static byte[] pack(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> tree = Files.walk(folder)) {
      files =
          tree.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
              .sorted()
              .toList();
    }
    requireFits(files);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setLevel(1); // Weights hardly shrink.
      for (Path file : files) {
        zip.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static void requireFits(List<Path> files) throws IOException {
    long total = 0;
    for (Path file : files) {
      total += Files.size(file);
    }
    if (total > MOST_BYTES) {
      throw new IOException(
          "checkpoints of " + (total >> 20) + " MB; allowed are " + (MOST_BYTES >> 20) + " MB");
    }
  }

  /** Writes what was packed into a folder that is there; nothing of no bytes. */
  static void unpack(byte[] packed, Path folder) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(packed))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = folder.resolve(entry.getName()).normalize();
        if (!file.startsWith(folder)) {
          throw new IOException("checkpoint " + entry.getName() + " leaves its folder");
        }
        Files.createDirectories(file.getParent());
        Files.copy(zip, file);
      }
    }
  }
}
