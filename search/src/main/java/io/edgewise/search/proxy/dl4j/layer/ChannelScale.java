package io.edgewise.search.proxy.dl4j.layer;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An image scaled by channel: first input the factors {@code [N, C]}, second the image {@code [N,
 * H, W, C]}. Made of ND4J's operations and in DL4J's workspaces, so it runs wherever ND4J does.
 *
 * <p>DL4J's {@code ElementWiseVertex} does not broadcast, and a {@code SameDiffLambdaVertex} that
 * does gives both inputs a gradient of zero.
 */
public final class ChannelScale extends GraphVertex {

  @Override
  public GraphVertex clone() {
    return new ChannelScale();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ChannelScale;
  }

  @Override
  public int hashCode() {
    return ChannelScale.class.hashCode();
  }

  @Override
  public long numParams(boolean backprop) {
    return 0;
  }

  @Override
  public int minVertexInputs() {
    return 2;
  }

  @Override
  public int maxVertexInputs() {
    return 2;
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType... inputs) {
    return inputs[1];
  }

  @Override
  public MemoryReport getMemoryReport(InputType... inputs) {
    return new LayerMemoryReport.Builder(null, ChannelScale.class, inputs[1], inputs[1]).build();
  }

  @Override
  public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
      ComputationGraph graph,
      String name,
      int index,
      INDArray paramsView,
      boolean initializeParams,
      DataType networkDataType) {
    return new Implementation(graph, name, index, networkDataType);
  }

  private static final class Implementation extends BaseGraphVertex {

    Implementation(ComputationGraph graph, String name, int index, DataType dataType) {
      super(graph, name, index, null, null, dataType);
    }

    @Override
    public boolean hasLayer() {
      return false;
    }

    @Override
    public @Nullable Layer getLayer() {
      return null;
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaceMgr) {
      return scaled(inputs[1], ArrayType.ACTIVATIONS, workspaceMgr);
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaceMgr) {
      INDArray factors =
          workspaceMgr.createUninitialized(
              ArrayType.ACTIVATION_GRAD, dataType, inputs[0].shape(), 'c');
      factors.assign(epsilon.mul(inputs[1]).sum(1, 2));
      INDArray image = scaled(epsilon, ArrayType.ACTIVATION_GRAD, workspaceMgr);
      return new Pair<>(null, new INDArray[] {factors, image});
    }

    private INDArray scaled(INDArray image, ArrayType type, LayerWorkspaceMgr workspaceMgr) {
      INDArray factors = inputs[0].reshape(image.size(0), 1, 1, image.size(3));
      INDArray result = workspaceMgr.createUninitialized(type, dataType, image.shape(), 'c');
      return image.muli(factors, result);
    }

    @Override
    public void setBackpropGradientsViewArray(@Nullable INDArray view) {
      if (view != null) {
        throw new IllegalArgumentException("vertex " + vertexName + " has no parameters");
      }
    }

    @Override
    public Pair<INDArray, MaskState> feedForwardMaskArrays(
        INDArray[] masks, MaskState state, int minibatchSize) {
      return new Pair<>(null, state);
    }

    @Override
    public String toString() {
      return "ChannelScale(" + vertexName + ")";
    }
  }
}
