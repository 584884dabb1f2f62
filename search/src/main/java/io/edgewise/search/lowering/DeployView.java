package io.edgewise.search.lowering;

import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.space.Architecture;
import java.io.Serializable;

/**
 * The network as it will be deployed, which is what the simulator times.
 *
 * @param resolution input height and width where the architecture's resolution scale is 1
 * @param inputChannels 1 or 3
 * @param classes outputs of the classifier
 */
public record DeployView(int resolution, int inputChannels, int classes) implements Serializable {

  public DeployView {
    Ranges.requireTask(resolution, inputChannels, classes);
  }

  /**
   * The architecture block by block.
   *
   * @throws IllegalArgumentException if it has no blocks
   */
  public BlockNetwork network(Architecture architecture) {
    return architecture
        .blueprint()
        .blockNetwork(resolution, inputChannels, classes)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "architecture "
                        + architecture.id()
                        + " is a cell; only staged networks have blocks"));
  }
}
