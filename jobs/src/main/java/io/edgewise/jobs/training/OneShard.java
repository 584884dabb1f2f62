package io.edgewise.jobs.training;

import io.edgewise.search.dataset.Images;
import io.edgewise.search.proxy.dl4j.FullNetwork;
import io.edgewise.search.proxy.dl4j.ShardTraining;
import io.edgewise.search.training.Shards;
import io.edgewise.search.training.Snapshot;
import java.util.List;

/** The one shard of a training that is not parallel, on the calling thread. */
record OneShard(ShardTraining training, FullNetwork network, Images validation) implements Shards {

  @Override
  public List<Snapshot> train(Snapshot from, int toStep) {
    return List.of(training.train(0, from, toStep));
  }

  @Override
  public double accuracy(float[] weights) {
    return network.accuracy(weights, validation);
  }
}
