package io.edgewise.search.lowering;

import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.network.BlockNetwork.Stem;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.StagedNetwork;
import java.io.Serializable;

/**
 * The network as it will be deployed, which is what the simulator times.
 *
 * @param resolution input height and width where the architecture's resolution scale is 1
 * @param inputChannels 1 or 3
 * @param classes outputs of the classifier
 */
public record DeployView(int resolution, int inputChannels, int classes) implements Serializable {

  static final int STEM_STRIDE = 2;

  public DeployView {
    Ranges.requireTask(resolution, inputChannels, classes);
  }

  /**
   * The architecture block by block.
   *
   * @throws IllegalArgumentException if it is not of the staged family
   */
  public BlockNetwork network(Architecture architecture) {
    if (!(architecture.blueprint() instanceof StagedNetwork staged)) {
      throw new IllegalArgumentException(
          "architecture " + architecture.id() + " is a cell; only staged networks have blocks");
    }
    return new BlockNetwork(
        Math.max(1, (int) Math.round(resolution * staged.resolutionScale())),
        inputChannels,
        classes,
        new Stem(
            staged.stem().kernel(),
            STEM_STRIDE,
            staged.stem().channels(),
            staged.stem().activation()),
        staged.blocks(),
        staged.head().channels(),
        staged.head().activation());
  }
}
