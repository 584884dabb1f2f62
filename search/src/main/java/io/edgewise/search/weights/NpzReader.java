package io.edgewise.search.weights;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Reads NumPy's archives of arrays, {@code numpy.savez} and {@code savez_compressed}. */
final class NpzReader {

  private static final String SUFFIX = ".npy";
  private static final int MAX_ARRAYS = 10_000;

  private NpzReader() {}

  static SortedMap<String, NamedArray> read(Path file) throws IOException {
    SortedMap<String, NamedArray> arrays = new TreeMap<>();
    long left = WeightFile.MAX_BYTES;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = Zips.next(zip); entry != null; entry = Zips.next(zip)) {
        String name = arrayName(entry.getName());
        NpyReader.Read read = NpyReader.read(name, zip, left);
        left -= read.bytes();
        if (arrays.put(name, read.array()) != null) {
          throw new WeightsException("it holds " + name + " twice");
        }
        if (arrays.size() > MAX_ARRAYS) {
          throw new WeightsException("it holds more than " + MAX_ARRAYS + " arrays");
        }
      }
    }
    if (arrays.isEmpty()) {
      throw new WeightsException("it is no .npz archive, or an empty one");
    }
    return arrays;
  }

  private static String arrayName(String entry) {
    if (entry.contains("/") || entry.contains("\\") || !entry.endsWith(SUFFIX)) {
      throw new WeightsException(
          "its entry \""
              + entry
              + "\" is no array; allowed are names ending in .npy without a path");
    }
    return entry.substring(0, entry.length() - SUFFIX.length());
  }
}
