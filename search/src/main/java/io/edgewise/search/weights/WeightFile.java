package io.edgewise.search.weights;

import io.edgewise.sim.settings.Unreadable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SortedMap;

/**
 * A file of named arrays: {@code .safetensors}, {@code .npz}, or the {@code .zip} that a training
 * here leaves for Deeplearning4j. Nothing else is ever opened.
 */
public final class WeightFile {

  /** Four times EfficientNet-B7 in floats. */
  static final long MAX_BYTES = 1L << 30;

  private WeightFile() {}

  /**
   * Reads a file. Memory is at most its size and that of its arrays as floats.
   *
   * @return by name, in the order of the names
   * @throws WeightsException if it is none, or damaged; the message names the file
   */
  public static SortedMap<String, NamedArray> read(Path file) {
    try {
      if (!Files.exists(file)) {
        throw new WeightsException("there is no such file");
      }
      long size = Files.size(file);
      if (size > MAX_BYTES) {
        throw new WeightsException("it has " + size + " bytes; allowed are " + MAX_BYTES);
      }
      String name = file.toString().toLowerCase(Locale.ROOT);
      if (name.endsWith(".safetensors")) {
        return SafetensorsReader.read(Files.readAllBytes(file));
      }
      if (name.endsWith(".npz")) {
        return NpzReader.read(file);
      }
      if (name.endsWith(".zip")) {
        return Dl4jZipReader.read(file);
      }
      throw new WeightsException(
          "its name ends in none of .safetensors, .npz and .zip; a pickle (.pt, .pth, .pkl) or an"
              + " HDF5 file (.h5, .keras) is never opened: export it as safetensors");
    } catch (WeightsException e) {
      throw new WeightsException(file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new WeightsException(file + ": " + Unreadable.reason(file, e), e);
    }
  }
}
