package io.edgewise.search.weights;

import java.io.IOException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** The entries of an untrusted archive. */
final class Zips {

  private Zips() {}

  /** Returns the next entry; null after the last. */
  static @Nullable ZipEntry next(ZipInputStream zip) throws IOException {
    try {
      return zip.getNextEntry();
    } catch (IllegalArgumentException e) { // How java.util.zip says that a name is no UTF-8.
      throw new WeightsException("the name of an entry is damaged", e);
    }
  }
}
