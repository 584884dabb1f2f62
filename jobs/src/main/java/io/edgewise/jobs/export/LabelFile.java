package io.edgewise.jobs.export;

import io.edgewise.search.export.tflite.Labels;
import io.edgewise.sim.settings.SettingsException;
import io.edgewise.sim.settings.Unreadable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads the names of classes from a text file with one a line. */
public final class LabelFile {

  private LabelFile() {}

  /**
   * Reads the names, UTF-8, one a line.
   *
   * @throws SettingsException if there is no such file, it is too long, or is no text
   */
  public static Labels read(Path file) {
    try {
      if (Files.size(file) > Labels.MAX_BYTES) {
        throw new IllegalArgumentException(
            "it has " + Files.size(file) + " bytes; allowed are " + Labels.MAX_BYTES);
      }
      return new Labels(Files.readAllLines(file));
    } catch (IOException e) {
      throw new SettingsException(file.toString(), List.of(Unreadable.reason(file, e)));
    } catch (IllegalArgumentException e) {
      throw new SettingsException(file.toString(), List.of(String.valueOf(e.getMessage())));
    }
  }
}
