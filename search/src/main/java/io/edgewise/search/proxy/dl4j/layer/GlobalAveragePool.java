package io.edgewise.search.proxy.dl4j.layer;

import io.edgewise.search.proxy.dl4j.kernel.Averages;
import io.edgewise.search.proxy.dl4j.kernel.Floats;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The mean over rows and columns: {@code [N, H, W, C]} to {@code [N, C]}. No parameters. */
public final class GlobalAveragePool extends FastLayerConf {

  /** This constructor is for JSON. */
  GlobalAveragePool() {}

  /** Pools images of {@code channels} channels. */
  public GlobalAveragePool(String name, int channels) {
    super(name, channels, channels);
  }

  @Override
  List<Parameter> parameters() {
    return List.of();
  }

  @Override
  List<Object> settings() {
    return List.of();
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType inputType) {
    return InputType.feedForward(image(inputType).getChannels());
  }

  @Override
  FastLayer<?> create(NeuralNetConfiguration conf, DataType dataType) {
    return new Implementation(conf, dataType);
  }

  private static final class Implementation extends FastLayer<GlobalAveragePool> {
    private final ReusedArray output = new ReusedArray();
    private final ReusedArray gradient = new ReusedArray();

    Implementation(NeuralNetConfiguration conf, DataType dataType) {
      super(conf, dataType);
    }

    private Averages kernel(INDArray in) {
      return new Averages((int) in.size(3), (int) (in.size(1) * in.size(2)));
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
      INDArray in = in();
      INDArray out = output.of(in.size(0), in.size(3));
      kernel(in).forward(Floats.of(in), Floats.of(out), (int) in.size(0));
      return out;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
        INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
      INDArray in = in();
      INDArray dx = gradient.of(in.shape());
      INDArray dy = Floats.contiguous(epsilon) ? epsilon : epsilon.dup('c');
      kernel(in).backward(Floats.of(dy), Floats.of(dx), (int) in.size(0));
      return gradients(dx);
    }

    @Override
    public void close() {
      output.close();
      gradient.close();
    }
  }
}
