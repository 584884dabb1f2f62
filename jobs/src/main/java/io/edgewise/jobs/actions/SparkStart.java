package io.edgewise.jobs.actions;

import io.edgewise.jobs.console.Console;
import io.edgewise.sim.settings.SettingsException;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;

/** Starts Spark. Master and memory come from Spark's own settings only. */
public final class SparkStart {

  private SparkStart() {}

  /**
   * Starts Spark as its properties say, and tells where its UI is if it has one.
   *
   * @param verbose whether Spark's own log is shown
   * @throws SettingsException if it cannot start with them
   */
  public static JavaSparkContext start(String name, boolean verbose) {
    try {
      JavaSparkContext spark = new JavaSparkContext(new SparkConf().setAppName("edgewise " + name));
      spark.setLogLevel(verbose ? "INFO" : "WARN");
      if (spark.sc().uiWebUrl().isDefined()) {
        Console.system().note("Spark's UI: %s", spark.sc().uiWebUrl().get());
      }
      return spark;
    } catch (Exception e) { // Scala throws checked exceptions that it does not declare.
      if (e instanceof IllegalArgumentException || isOfSettings(e)) {
        throw refused(e);
      }
      throw e;
    }
  }

  /** Tells settings from all else: with a cause something else failed, such as the network. */
  private static boolean isOfSettings(Exception e) {
    return e instanceof SparkException && e.getCause() == null;
  }

  private static SettingsException refused(Exception e) {
    return new SettingsException(
        "Spark",
        List.of(
            String.valueOf(e.getMessage()).lines().findFirst().orElse("")
                + " (its settings are those of EDGEWISE_SPARK_CONF, conf/spark/local.conf or"
                + " spark-submit; its memory is EDGEWISE_MEMORY)"));
  }
}
