package io.edgewise.jobs.actions;

import io.edgewise.search.evaluation.Constraints;
import io.edgewise.search.evaluation.Screener;
import io.edgewise.search.evaluation.SimulationScreener;
import io.edgewise.search.lowering.DeployView;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.trial.Screening;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.engine.CycleSimulator;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Simulates a pool over the executors, many architectures a task: one simulation takes less time
 * than starting a task.
 */
public final class SparkScreener implements Screener {

  private static final int ARCHITECTURES_A_TASK = 256;

  private final JavaSparkContext spark;
  private final DeployView view;
  private final AcceleratorSpec accelerator;
  private final Constraints constraints;

  public SparkScreener(
      JavaSparkContext spark,
      DeployView view,
      AcceleratorSpec accelerator,
      Constraints constraints) {
    this.spark = spark;
    this.view = view;
    this.accelerator = accelerator;
    this.constraints = constraints;
  }

  @Override
  public List<Screening> screen(List<Architecture> architectures) {
    int tasks =
        Math.max(1, (architectures.size() + ARCHITECTURES_A_TASK - 1) / ARCHITECTURES_A_TASK);
    return spark
        .parallelize(architectures, tasks)
        .mapPartitions(task(view, accelerator, constraints))
        .collect();
  }

  /** Static, so that the task carries the descriptions and not this object. */
  private static org.apache.spark.api.java.function.FlatMapFunction<
          java.util.Iterator<Architecture>, Screening>
      task(DeployView view, AcceleratorSpec accelerator, Constraints constraints) {
    return architectures -> {
      Screener screener =
          new SimulationScreener(view, new CycleSimulator(accelerator), constraints);
      List<Architecture> own = new ArrayList<>();
      architectures.forEachRemaining(own::add);
      return screener.screen(own).iterator();
    };
  }
}
