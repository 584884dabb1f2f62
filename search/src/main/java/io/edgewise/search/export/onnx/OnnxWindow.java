package io.edgewise.search.export.onnx;

import io.edgewise.sim.workload.LayerGraph.Node;
import io.edgewise.sim.workload.Padding;
import io.edgewise.sim.workload.TensorShape;
import io.edgewise.sim.workload.Window;
import java.util.ArrayList;
import java.util.List;
import onnx.Onnx.AttributeProto;

/** A window as attributes of an operator. */
final class OnnxWindow {

  private OnnxWindow() {}

  /** Extent, strides, and the padding in numbers: what is odd of SAME comes at the end. */
  static List<AttributeProto> attributes(Node node, Window window) {
    TensorShape in = node.inputShapes().get(0);
    TensorShape out = node.output();
    int rows =
        padding(
            window,
            in.height(),
            out.height(),
            window.strideHeight(),
            extent(window.kernelHeight(), window.dilationHeight()));
    int columns =
        padding(
            window,
            in.width(),
            out.width(),
            window.strideWidth(),
            extent(window.kernelWidth(), window.dilationWidth()));
    return new ArrayList<>(
        List.of(
            OnnxModel.attribute("kernel_shape", window.kernelHeight(), window.kernelWidth()),
            OnnxModel.attribute("strides", window.strideHeight(), window.strideWidth()),
            OnnxModel.attribute(
                "pads", rows / 2, columns / 2, rows - rows / 2, columns - columns / 2)));
  }

  private static int extent(int kernel, int dilation) {
    return (kernel - 1) * dilation + 1;
  }

  private static int padding(Window window, int in, int out, int stride, int extent) {
    return window.padding() == Padding.VALID ? 0 : Math.max(0, (out - 1) * stride + extent - in);
  }
}
