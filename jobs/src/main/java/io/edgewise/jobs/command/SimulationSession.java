package io.edgewise.jobs.command;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Spark for a command that only simulates. */
record SimulationSession(SparkSession sql, JavaSparkContext spark) implements AutoCloseable {

  /** Starts Spark as its properties say. */
  static SimulationSession start(String command) {
    SparkConf conf = new SparkConf().setAppName("edgewise " + command);
    SparkSession sql = SparkSession.builder().config(conf).getOrCreate();
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(sql.sparkContext());
    spark.setLogLevel("WARN");
    return new SimulationSession(sql, spark);
  }

  @Override
  public void close() {
    sql.stop();
  }
}
