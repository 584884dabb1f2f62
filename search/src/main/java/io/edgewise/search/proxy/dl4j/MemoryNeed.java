package io.edgewise.search.proxy.dl4j;

import io.edgewise.search.lowering.BlockNetwork;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.learning.config.NoOp;

/** How much memory a training takes, found before it is taken. */
final class MemoryNeed {
  private MemoryNeed() {}

  /**
   * Bytes of all layers' outputs and of as many gradients, for one batch. An upper estimate for the
   * fast layers, of which batch normalisation and squeeze-excite write their gradients over the
   * ones they are given; the stock ones hold a convolution's gathered patches beside it for a
   * while.
   */
  static long bytes(BlockNetwork network, Layers layers, int batchSize) {
    ComputationGraphConfiguration conf = ProxyNetwork.configure(network, layers, new NoOp(), 0);
    Map<String, InputType> outputs =
        conf.getLayerActivationTypes(
            InputType.convolutional(
                network.resolution(),
                network.resolution(),
                network.inputChannels(),
                CNN2DFormat.NHWC));
    long elements = outputs.values().stream().mapToLong(InputType::arrayElementsPerExample).sum();
    return Math.multiplyExact(elements * batchSize, 2L * Float.BYTES);
  }
}
