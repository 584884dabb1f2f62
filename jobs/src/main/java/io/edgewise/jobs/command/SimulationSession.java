package io.edgewise.jobs.command;

import io.edgewise.jobs.actions.SparkStart;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Spark for a command that only simulates. */
record SimulationSession(SparkSession sql, JavaSparkContext spark) implements AutoCloseable {

  /** Starts Spark as its properties say. */
  static SimulationSession start(String command) {
    JavaSparkContext spark = SparkStart.start(command, false);
    return new SimulationSession(
        SparkSession.builder().sparkContext(spark.sc()).getOrCreate(), spark);
  }

  @Override
  public void close() {
    sql.stop();
  }
}
