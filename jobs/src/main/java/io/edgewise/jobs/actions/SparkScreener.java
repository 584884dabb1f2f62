package io.edgewise.jobs.actions;

import io.edgewise.search.evaluation.Fleet;
import io.edgewise.search.evaluation.Screener;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.trial.Screening;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;

/**
 * Simulates a pool over the executors, many architectures a task: one simulation takes less time
 * than starting a task.
 */
public final class SparkScreener implements Screener {

  private static final int ARCHITECTURES_A_TASK = 256;

  private final JavaSparkContext spark;
  private final Fleet fleet;

  public SparkScreener(JavaSparkContext spark, Fleet fleet) {
    this.spark = spark;
    this.fleet = fleet;
  }

  @Override
  public List<Screening> screen(List<Architecture> architectures) {
    int tasks =
        Math.max(1, (architectures.size() + ARCHITECTURES_A_TASK - 1) / ARCHITECTURES_A_TASK);
    spark.setJobDescription(
        JobNames.name(spark, "simulating " + architectures.size() + " networks"));
    return spark.parallelize(architectures, tasks).mapPartitions(task(fleet)).collect();
  }

  /** Static, so that the task carries the fleet and not this object. */
  private static FlatMapFunction<Iterator<Architecture>, Screening> task(Fleet fleet) {
    return architectures -> {
      List<Architecture> own = new ArrayList<>();
      architectures.forEachRemaining(own::add);
      return fleet.screener().screen(own).iterator();
    };
  }
}
