package io.edgewise.jobs.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.IVersionProvider;

/** The version of this build, which the pom says and Maven writes into the jar. */
public final class Version implements IVersionProvider {

  /** The pom's version, such as {@code 0.1.0-SNAPSHOT}. */
  public static final String EDGEWISE = read();

  private static String read() {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      properties.load(Objects.requireNonNull(in, "version.properties is not in the jar"));
    } catch (IOException e) {
      throw new UncheckedIOException("version.properties cannot be read", e);
    }
    return Objects.requireNonNull(properties.getProperty("version"), "no version in the jar");
  }

  /** The versions of what computes, by name. */
  public static SortedMap<String, String> ofParts() {
    SortedMap<String, String> versions = new TreeMap<>();
    versions.put("edgewise", EDGEWISE);
    versions.put("spark", org.apache.spark.package$.MODULE$.SPARK_VERSION());
    return versions;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"edgewise " + EDGEWISE};
  }
}
