package io.edgewise.search.proxy.dl4j.layer;

import io.edgewise.search.proxy.dl4j.kernel.Floats;
import io.edgewise.search.proxy.dl4j.kernel.Sums;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The sum of a block's output (first input) and the block's input (second input).
 *
 * <p>DL4J's own vertex allocates its sum afresh at every step, and hands one gradient array to both
 * inputs, which the fast layers must not share.
 */
public final class ResidualAdd extends PairVertex {

  @Override
  public ResidualAdd clone() {
    return new ResidualAdd();
  }

  @Override
  Joining create(ComputationGraph graph, String name, int index, DataType dataType) {
    return new Implementation(graph, name, index, dataType);
  }

  private static final class Implementation extends Joining implements AutoCloseable {
    private final ReusedArray output = new ReusedArray();
    private final ReusedArray branch = new ReusedArray();

    Implementation(ComputationGraph graph, String name, int index, DataType dataType) {
      super(graph, name, index, dataType);
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
    public void close() {
      output.close();
      branch.close();
    }
  }
}
