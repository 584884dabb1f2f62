package io.edgewise.jobs;

import io.edgewise.sim.settings.SettingsException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** A properties file of Spark, in every form that {@code spark-submit --properties-file} takes. */
final class SparkProperties {

  private static final long MAX_BYTES = 1 << 20;

  private SparkProperties() {}

  /**
   * Reads a file.
   *
   * @param complaints is told of keys that are not Spark's, which are left out, as spark-submit
   *     does
   * @throws SettingsException if it cannot be read
   */
  static Map<String, String> read(Path file, PrintStream complaints) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text(file)));
    } catch (IOException | IllegalArgumentException e) {
      throw refused(file, "is no properties file: " + e.getMessage());
    }
    Map<String, String> spark = new TreeMap<>();
    for (String key : properties.stringPropertyNames()) {
      if (key.startsWith("spark.")) {
        spark.put(key, properties.getProperty(key).strip());
      } else {
        complaints.println(
            "edgewise: " + file + ": " + key + " is left out: settings of Spark begin with spark.");
      }
    }
    return spark;
  }

  private static String text(Path file) {
    if (!Files.isRegularFile(file)) {
      throw refused(file, Files.isDirectory(file) ? "is a folder" : "there is no such file");
    }
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw refused(file, "is longer than " + MAX_BYTES + " bytes");
      }
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw refused(file, "is not UTF-8");
    } catch (IOException e) {
      throw refused(
          file, Files.isReadable(file) ? "cannot be read: " + e : "no permission to read it");
    }
  }

  private static SettingsException refused(Path file, String why) {
    return new SettingsException("EDGEWISE_SPARK_CONF = " + file, List.of(why));
  }
}
