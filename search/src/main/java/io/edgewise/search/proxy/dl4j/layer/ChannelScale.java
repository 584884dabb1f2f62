package io.edgewise.search.proxy.dl4j.layer;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
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
public final class ChannelScale extends PairVertex {

  @Override
  public ChannelScale clone() {
    return new ChannelScale();
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType... inputs) {
    return inputs[1];
  }

  @Override
  Joining create(ComputationGraph graph, String name, int index, DataType dataType) {
    return new Implementation(graph, name, index, dataType);
  }

  private static final class Implementation extends Joining {

    Implementation(ComputationGraph graph, String name, int index, DataType dataType) {
      super(graph, name, index, dataType);
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
  }
}
