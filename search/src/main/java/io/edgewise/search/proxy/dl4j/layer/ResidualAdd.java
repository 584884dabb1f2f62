package io.edgewise.search.proxy.dl4j.layer;

import io.edgewise.search.proxy.dl4j.kernel.Floats;
import io.edgewise.search.proxy.dl4j.kernel.Sums;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The sum of a block's output (first input) and the block's input (second input).
 *
 * <p>DL4J's own vertex allocates its sum afresh at every step, and hands one gradient array to both
 * inputs, which the fast layers must not share.
 */
public final class ResidualAdd extends GraphVertex {

  @Override
  public GraphVertex clone() {
    return new ResidualAdd();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ResidualAdd;
  }

  @Override
  public int hashCode() {
    return ResidualAdd.class.hashCode();
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
    return inputs[0];
  }

  @Override
  public MemoryReport getMemoryReport(InputType... inputs) {
    return new LayerMemoryReport.Builder(null, ResidualAdd.class, inputs[0], inputs[0]).build();
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

  private static final class Implementation extends BaseGraphVertex implements AutoCloseable {
    private final ReusedArray output = new ReusedArray();
    private final ReusedArray branch = new ReusedArray();

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
      INDArray out = output.of(inputs[0].shape());
      Sums.add(Floats.of(inputs[0]), Floats.of(inputs[1]), Floats.of(out));
      return out;
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaceMgr) {
      INDArray copy = branch.of(epsilon.shape());
      Sums.copy(Floats.of(epsilon), Floats.of(copy));
      return new Pair<>(null, new INDArray[] {copy, epsilon});
    }

    @Override
    public void setBackpropGradientsViewArray(@Nullable INDArray view) {
      if (view != null) {
        throw new IllegalArgumentException("vertex " + vertexName + " has no parameters");
      }
    }

    @Override
    public Pair<INDArray, org.deeplearning4j.nn.api.MaskState> feedForwardMaskArrays(
        INDArray[] masks, org.deeplearning4j.nn.api.MaskState state, int minibatchSize) {
      return new Pair<>(null, state);
    }

    @Override
    public void close() {
      output.close();
      branch.close();
    }

    @Override
    public String toString() {
      return "ResidualAdd(" + vertexName + ")";
    }
  }
}
