package io.edgewise.jobs.dataset;

import io.edgewise.search.dataset.DatasetException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;

/**
 * A digest tells whether a data set's files are those that they were: the names and lengths of all,
 * and a sample of their bytes. Where the folder lies and when the files were written plays no part.
 */
final class DatasetDigest {

  /** Files whose bytes are looked at, spread evenly over the listing. */
  private static final int SAMPLED_FILES = 64;

  /** Bytes from the beginning of each. */
  private static final int SAMPLED_BYTES = 1 << 16;

  /** A file that images come from, and the folder that it is opened through. */
  record DataFile(DatasetFolder folder, FileStatus status) {
    private String name() {
      return folder.shown(status);
    }
  }

  private DatasetDigest() {}

  /**
   * Digests files in the order of their listing.
   *
   * @param classes their names; empty where they have none
   * @return {@code data.bytes}, {@code data.classes}, {@code data.files}, and the SHA-256 {@code
   *     data.listing} of all names and lengths and {@code data.sample} of the bytes
   * @throws DatasetException if a file cannot be read
   */
  static SortedMap<String, String> of(List<DataFile> files, List<String> classes) {
    MessageDigest listing = sha256();
    MessageDigest sample = sha256();
    long bytes = 0;
    int sampled = 0;
    for (int i = 0; i < files.size(); i++) {
      DataFile file = files.get(i);
      long length = file.status().getLen();
      listing.update((length + " " + file.name() + "\n").getBytes(StandardCharsets.UTF_8));
      bytes += length;
      // The first of every so many: as many as there may be, and no two nearer than that.
      if ((long) i * SAMPLED_FILES / files.size() >= sampled) {
        sample.update(head(file));
        sampled++;
      }
    }
    SortedMap<String, String> digest = new TreeMap<>();
    if (!classes.isEmpty()) {
      digest.put("data.classes", String.valueOf(classes.size()));
    }
    digest.put("data.files", String.valueOf(files.size()));
    digest.put("data.bytes", String.valueOf(bytes));
    digest.put("data.listing", HexFormat.of().formatHex(listing.digest()));
    digest.put("data.sample", HexFormat.of().formatHex(sample.digest()));
    return digest;
  }

  private static byte[] head(DataFile file) {
    try (InputStream in = file.folder().read(file.status())) {
      return in.readNBytes(SAMPLED_BYTES);
    } catch (IOException e) {
      throw new DatasetException(file.name() + ": cannot be read: " + e, e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
