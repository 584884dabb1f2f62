package io.edgewise.jobs.task;

import io.edgewise.jobs.dataset.DatasetLoader;
import io.edgewise.jobs.dataset.DatasetSettings;
import io.edgewise.jobs.dataset.FullData;
import io.edgewise.search.lowering.DeployView;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.training.Objective;
import io.edgewise.search.training.TrainingPlan;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;

/**
 * A shard task says which network is trained to the end, on what, and how. It is a plain value: it
 * travels to the executors, and is all that they are told.
 *
 * @param view the size of its input and its classes
 * @param data where the images come from
 * @param objective what its answers are held against
 */
public record ShardTask(
    Architecture architecture,
    DeployView view,
    DatasetSettings data,
    TrainingPlan plan,
    Objective objective)
    implements Serializable {

  /** The network that is trained. */
  public BlockNetwork network() {
    return view.network(architecture);
  }

  /**
   * The images at its resolution, read once a JVM.
   *
   * @throws io.edgewise.search.dataset.DatasetException if they cannot be read
   */
  public FullData images(Configuration hadoop) {
    return DatasetLoader.full(data, hadoop).at(network().resolution());
  }
}
