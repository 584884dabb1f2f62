package io.edgewise.search.export.onnx;

import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph.Node;
import io.edgewise.sim.workload.Window;

/**
 * The order of kernels tells where ONNX's weights lie in a filter: output channel, input channel,
 * row, column there; output channel, row, column, input channel in a filter, and row, column,
 * channel in a depthwise one.
 *
 * @param outputs output channels
 * @param inputs input channels that each of them reads: 1 in a depthwise filter
 */
record KernelOrder(int outputs, int inputs, int height, int width, boolean depthwise) {

  static KernelOrder of(Node node, Window window) {
    int outputs = node.output().channels();
    boolean depthwise = node.layer() instanceof Layer.DepthwiseConvolution;
    int inputs = depthwise ? 1 : node.inputShapes().get(0).channels();
    return new KernelOrder(outputs, inputs, window.kernelHeight(), window.kernelWidth(), depthwise);
  }

  long[] shape() {
    return new long[] {outputs, inputs, height, width};
  }

  /** The place in the filter of the weight that lies at an index in ONNX. */
  int from(int index) {
    int positions = height * width;
    int position = index % positions;
    int input = index / positions % inputs;
    int output = index / positions / inputs;
    return depthwise
        ? position * outputs + output
        : (output * positions + position) * inputs + input;
  }
}
