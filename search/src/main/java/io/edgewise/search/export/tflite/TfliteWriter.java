package io.edgewise.search.export.tflite;

import io.edgewise.search.quantization.Quantization;
import io.edgewise.search.quantization.QuantizedNetwork;
import io.edgewise.sim.workload.LayerGraph.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a quantised network as a {@code .tflite} file: one subgraph, static shapes, the lowest
 * versions of the operators. The same network gives the same bytes, always.
 */
public final class TfliteWriter {

  /** The name of the uint8 input. */
  private static final String PIXELS = "pixels";

  /** The name of the uint8 output. */
  private static final String SCORES = "scores";

  private final QuantizedNetwork network;
  private final TfliteModel model = new TfliteModel();

  private TfliteWriter(QuantizedNetwork network) {
    this.network = network;
  }

  /**
   * The bytes of the file.
   *
   * @throws IllegalArgumentException if there are not as many labels as classes
   */
  public static byte[] write(QuantizedNetwork network, TfliteOptions options) {
    return new TfliteWriter(network).write(options);
  }

  private byte[] write(TfliteOptions options) {
    requireLabels(options.labels());
    List<Node> nodes = network.graph().nodes();
    boolean converts = options.ends() == TfliteOptions.Ends.UINT8;
    int input = converts ? converted(PIXELS, nodes.get(0)) : -1;
    OperatorWriter operators = new OperatorWriter(network, model);
    int first = operators.tensor(nodes.get(0));
    if (converts) {
      model.operator(OperatorKind.QUANTIZE, null, new int[] {input}, first);
    }
    int last = first;
    for (Node node : nodes.subList(1, nodes.size())) {
      last = operators.write(node);
    }
    int output = last;
    if (converts) {
      output = converted(SCORES, nodes.get(nodes.size() - 1));
      model.operator(OperatorKind.QUANTIZE, null, new int[] {last}, output);
    }
    byte[] bytes =
        model.finish(network.graph().name(), converts ? input : first, output, metadata(options));
    return options.labels() == null
        ? bytes
        : StoredZip.append(bytes, TfliteMetadata.LABELS, options.labels().text());
  }

  private byte[] metadata(TfliteOptions options) {
    return TfliteMetadata.of(
        network.graph().name(), network.graph().input().channels(), options.labels() != null);
  }

  private int converted(String name, Node node) {
    Quantization quantization = network.quantization(node.index());
    return model.unsigned(
        name,
        OperatorWriter.shape(network.graph(), node),
        quantization.scale(),
        quantization.zeroPoint() - Quantization.MIN);
  }

  private void requireLabels(@Nullable Labels labels) {
    int classes = network.graph().output().channels();
    if (labels != null && labels.names().size() != classes) {
      String background =
          labels.names().size() + 1 == classes
              ? "; the network has one class more, so its first may be \"background\""
              : "";
      throw new IllegalArgumentException(
          labels.names().size()
              + " labels for "
              + classes
              + " classes: allowed is one a class"
              + background);
    }
  }
}
