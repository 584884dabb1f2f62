package io.edgewise.jobs.search;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** Spark for a command that trains. Master and memory come from Spark's own settings only. */
public final class SearchSession {

  private SearchSession() {}

  public static JavaSparkContext start(String name, boolean verbose) {
    JavaSparkContext spark = new JavaSparkContext(new SparkConf().setAppName("edgewise " + name));
    spark.setLogLevel(verbose ? "INFO" : "WARN");
    return spark;
  }
}
