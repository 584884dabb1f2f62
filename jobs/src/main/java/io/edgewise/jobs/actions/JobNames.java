package io.edgewise.jobs.actions;

import io.edgewise.jobs.status.SearchObserver;
import io.edgewise.search.history.Generation;
import io.edgewise.search.history.Tally;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/**
 * Names Spark's jobs in its UI by what they do, such as {@code generation 3: training 5 of 8}.
 * Generations are counted from 1 there, as on the terminal.
 *
 * <p>The generation is a local property of Spark's, which threads inherit from those that start
 * them.
 */
public final class JobNames implements SearchObserver {

  private static final String STEP = "edgewise.step";

  private final JavaSparkContext spark;

  public JobNames(JavaSparkContext spark) {
    this.spark = spark;
  }

  @Override
  public void proposing(int generation) {
    spark.setLocalProperty(STEP, "generation " + (generation + 1));
  }

  @Override
  public void committed(Generation generation, Tally tally) {
    spark.setLocalProperty(STEP, null);
    spark.setJobDescription(null);
  }

  /** Returns the name of a job that this thread is about to start. */
  static String name(JavaSparkContext spark, String what) {
    @Nullable String step = spark.getLocalProperty(STEP);
    return step == null ? what : step + ": " + what;
  }
}
