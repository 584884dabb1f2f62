package io.edgewise.search.proxy.dl4j;

import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.network.WeightNames;
import io.edgewise.search.network.WeightNames.Weight;
import io.edgewise.search.weights.NamedArray;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The parameters of a graph of fast layers under the names, and in the order, of its network. */
final class NamedWeights {

  private NamedWeights() {}

  /** Copies all parameters, in the order of {@link WeightNames}. */
  static Map<String, NamedArray> of(BlockNetwork network, ComputationGraph graph) {
    Map<String, NamedArray> weights = new LinkedHashMap<>();
    for (Weight weight : WeightNames.of(network)) {
      INDArray array = graph.getParam(key(weight.name()));
      float[] values = HostCopy.read(array.permute(order(weight, array)).dup('c'));
      weights.put(weight.name(), new NamedArray(weight.shape(), values));
    }
    return weights;
  }

  /** Sets all parameters; {@code weights} has those of {@link WeightNames} in their shapes. */
  static void write(Map<String, NamedArray> weights, BlockNetwork network, ComputationGraph graph) {
    for (Weight weight : WeightNames.of(network)) {
      INDArray array = graph.getParam(key(weight.name()));
      NamedArray value = Objects.requireNonNull(weights.get(weight.name()), weight.name());
      HostCopy.write(value.values(), array.permute(order(weight, array)));
    }
  }

  /** Ours are [k, k, in, out], [k, k, channels, 1], [groups, k, k, in, out] and [in, out]. */
  private static int[] order(Weight weight, INDArray array) {
    return switch (array.rank()) {
      case 5 -> new int[] {0, 4, 1, 2, 3};
      case 4 ->
          weight.shape().get(3) == 1 && array.size(3) == 1
              ? new int[] {2, 0, 1, 3}
              : new int[] {3, 0, 1, 2};
      case 2 -> weight.shape().size() == 1 ? new int[] {0, 1} : new int[] {1, 0};
      default -> new int[] {0};
    };
  }

  private static String key(String name) {
    return name.replace(".conv.weight", "_W")
        .replace(".bn.weight", "_gamma")
        .replace(".bn.bias", "_beta")
        .replace(".bn.running_mean", "_mean")
        .replace(".bn.running_var", "_var")
        .replace(".reduce.weight", "_W1")
        .replace(".reduce.bias", "_b1")
        .replace(".expand.weight", "_W2")
        .replace(".expand.bias", "_b2")
        .replaceAll("\\.weight$", "_W")
        .replaceAll("\\.bias$", "_b");
  }
}
