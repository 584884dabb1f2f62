package io.edgewise.search.proxy.dl4j.layer;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * This class holds what DL4J asks of a vertex, for one that joins two inputs and has neither
 * parameters nor settings: two of a kind are equal. The output is as large as the first input.
 */
abstract class PairVertex extends GraphVertex {

  abstract Joining create(ComputationGraph graph, String name, int index, DataType dataType);

  @Override
  public final boolean equals(@Nullable Object other) {
    return other != null && other.getClass() == getClass();
  }

  @Override
  public final int hashCode() {
    return getClass().hashCode();
  }

  @Override
  public final long numParams(boolean backprop) {
    return 0;
  }

  @Override
  public final int minVertexInputs() {
    return 2;
  }

  @Override
  public final int maxVertexInputs() {
    return 2;
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType... inputs) {
    return inputs[0];
  }

  @Override
  public final MemoryReport getMemoryReport(InputType... inputs) {
    InputType output = getOutputType(0, inputs);
    return new LayerMemoryReport.Builder(null, getClass(), output, output).build();
  }

  @Override
  public final org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
      ComputationGraph graph,
      String name,
      int index,
      INDArray paramsView,
      boolean initializeParams,
      DataType networkDataType) {
    return create(graph, name, index, networkDataType);
  }

  /** This class holds what such a vertex does, forward and backward. */
  abstract static class Joining extends BaseGraphVertex {

    Joining(ComputationGraph graph, String name, int index, DataType dataType) {
      super(graph, name, index, null, null, dataType);
    }

    @Override
    public final boolean hasLayer() {
      return false;
    }

    @Override
    public final @Nullable Layer getLayer() {
      return null;
    }

    @Override
    public final void setBackpropGradientsViewArray(@Nullable INDArray view) {
      if (view != null) {
        throw new IllegalArgumentException("vertex " + vertexName + " has no parameters");
      }
    }

    @Override
    public final Pair<INDArray, MaskState> feedForwardMaskArrays(
        INDArray[] masks, MaskState state, int minibatchSize) {
      return new Pair<>(null, state);
    }

    @Override
    public final String toString() {
      return getClass().getEnclosingClass().getSimpleName() + "(" + vertexName + ")";
    }
  }
}
