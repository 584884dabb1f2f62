package io.edgewise.search.proxy.dl4j;

import io.edgewise.search.network.BlockNetwork;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.learning.config.NoOp;

/** This class tells how much memory a training takes, found before it is taken. */
final class MemoryNeed {
  private MemoryNeed() {}

  /**
   * Bytes of what a training holds of all layers' outputs ({@link Layers#arraysAnOutput}) for one
   * batch: an upper estimate, as the first layer has no gradient and some write theirs over the one
   * they are given. The stock ones hold a convolution's gathered patches beside it for a while.
   */
  static long bytes(BlockNetwork network, Layers layers, int batchSize) {
    ComputationGraphConfiguration conf = NetworkGraph.of(network, layers, new NoOp(), 0);
    Map<String, InputType> outputs =
        conf.getLayerActivationTypes(
            InputType.convolutional(
                network.resolution(),
                network.resolution(),
                network.inputChannels(),
                CNN2DFormat.NHWC));
    long elements = outputs.values().stream().mapToLong(InputType::arrayElementsPerExample).sum();
    long arrays = layers.arraysAnOutput();
    return Math.multiplyExact(elements * batchSize, arrays * Float.BYTES);
  }
}
