package io.edgewise.jobs;

import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.console.StandardOutput;
import io.edgewise.sim.settings.HomeFolder;
import io.edgewise.sim.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * The command line on the Spark of the build, without a Spark installation. What spark-submit would
 * set up is set here, before any class of Spark, Hadoop or Deeplearning4j is loaded. What the JVM
 * was given by {@code -D} stays as it is.
 */
public final class Embedded {

  /** The checkout or the folder of an installation, which holds {@code conf}. */
  private static final String HOME = "edgewise.home";

  private static final String NO_NAME = "?";

  private Embedded() {}

  public static void main(String[] args) {
    try {
      prepare(
          Path.of(System.getProperty(HOME, ".")),
          Optional.ofNullable(System.getenv("EDGEWISE_SPARK_CONF")).filter(f -> !f.isEmpty()));
    } catch (SettingsException e) {
      StandardOutput.install();
      System.err.println("edgewise: " + e.getMessage());
      System.exit(ExitCode.BAD_INPUT);
    }
    Main.main(args);
  }

  /**
   * @param file properties of Spark in place of {@code conf/spark/local.conf}
   */
  private static void prepare(Path home, Optional<String> file) {
    Path spark = home.resolve("conf/spark");
    defaults(
        SparkProperties.read(
            file.map(HomeFolder::path).orElse(spark.resolve("local.conf")), System.err));
    // As a URI: a name with a blank, # or % would be none for log4j.
    defaults(
        Map.of(
            "log4j2.configurationFile", spark.resolve("log4j2.properties").toUri().toString(),
            "org.bytedeco.javacpp.logger", "slf4j",
            "org.bytedeco.javacpp.maxbytes", "8g",
            "org.bytedeco.javacpp.maxphysicalbytes", "0"));
    if (hasAvx2()) {
      // A jar built with -Pcuda has no natives of this extension: JavaCPP then takes the plain
      // ones.
      defaults(Map.of("org.bytedeco.javacpp.platform.extension", "-onednn-avx2"));
    }
    if (NO_NAME.equals(System.getProperty("user.name"))) {
      nameUser();
    }
  }

  private static void defaults(Map<String, String> properties) {
    new TreeMap<>(properties)
        .forEach(
            (key, value) -> {
              if (System.getProperty(key) == null) {
                System.setProperty(key, value);
              }
            });
  }

  private static boolean hasAvx2() {
    try {
      return Files.readString(Path.of("/proc/cpuinfo")).contains(" avx2 ");
    } catch (IOException e) {
      return false; // No Linux.
    }
  }

  /**
   * A container may run under a user id that has no name, as OpenShift's do. Hadoop's login fails
   * then, so it is given one: HADOOP_USER_NAME, or the id.
   */
  private static void nameUser() {
    String name =
        Optional.ofNullable(System.getenv("HADOOP_USER_NAME")).orElseGet(Embedded::userId);
    System.setProperty("user.name", name);
    if (NO_NAME.equals(System.getProperty("user.home"))) {
      System.setProperty(
          "user.home",
          Optional.ofNullable(System.getenv("HOME"))
              .filter(home -> Files.isWritable(Path.of(home)))
              .orElse(System.getProperty("java.io.tmpdir")));
    }
    UserGroupInformation.setLoginUser(UserGroupInformation.createRemoteUser(name));
  }

  private static String userId() {
    try {
      return "uid-" + Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException | UnsupportedOperationException e) {
      return "nobody";
    }
  }
}
