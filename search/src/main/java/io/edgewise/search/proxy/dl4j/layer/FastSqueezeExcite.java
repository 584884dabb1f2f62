package io.edgewise.search.proxy.dl4j.layer;

import io.edgewise.search.proxy.dl4j.kernel.Activation;
import io.edgewise.search.proxy.dl4j.kernel.Floats;
import io.edgewise.search.proxy.dl4j.kernel.SqueezeExcite;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Squeeze-and-excitation on {@code [N, H, W, C]}. Parameters {@code W1 [C, S], b1 [S], W2 [S, C],
 * b2 [C]}, S the squeezed channels.
 */
public final class FastSqueezeExcite extends FastLayerConf {
  private static final String W1 = "W1";
  private static final String B1 = "b1";
  private static final String W2 = "W2";
  private static final String B2 = "b2";

  @JsonProperty private int squeezed;
  @JsonProperty private Activation activation = Activation.RELU;

  /** This constructor is for JSON. */
  FastSqueezeExcite() {}

  /** {@code squeezed} channels inside, followed by {@code activation}. */
  public FastSqueezeExcite(String name, int channels, int squeezed, Activation activation) {
    super(name, channels, channels);
    this.squeezed = squeezed;
    this.activation = activation;
  }

  @Override
  List<Parameter> parameters() {
    return List.of(
        new Parameter(W1, Parameter.Kind.WEIGHT, getNIn(), squeezed),
        new Parameter(B1, Parameter.Kind.ZERO, squeezed),
        new Parameter(W2, Parameter.Kind.WEIGHT, squeezed, getNIn()),
        new Parameter(B2, Parameter.Kind.ZERO, getNIn()));
  }

  @Override
  double fanIn(Parameter weight) {
    return weight.shape()[0];
  }

  @Override
  double fanOut(Parameter weight) {
    return weight.shape()[1];
  }

  @Override
  List<Object> settings() {
    return List.of(squeezed, activation);
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType inputType) {
    return image(inputType);
  }

  @Override
  FastLayer<?> create(NeuralNetConfiguration conf, DataType dataType) {
    return new Implementation(conf, dataType);
  }

  private static final class Implementation extends FastLayer<FastSqueezeExcite> {
    private final ReusedArray output = new ReusedArray();
    private int positions;
    private @Nullable SqueezeExcite kernel;

    Implementation(NeuralNetConfiguration conf, DataType dataType) {
      super(conf, dataType);
    }

    private SqueezeExcite kernel(INDArray in) {
      int needed = (int) (in.size(1) * in.size(2));
      SqueezeExcite current = kernel;
      if (current == null || needed != positions) {
        FastSqueezeExcite conf = layerConf();
        current = new SqueezeExcite((int) conf.getNIn(), conf.squeezed, needed, conf.activation);
        positions = needed;
        kernel = current;
      }
      return current;
    }

    private SqueezeExcite.Weights weights() {
      return new SqueezeExcite.Weights(values(W1), values(B1), values(W2), values(B2));
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
      INDArray in = in();
      INDArray out = output.of(in.shape());
      kernel(in).forward(Floats.of(in), weights(), Floats.of(out), (int) in.size(0));
      return out;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
        INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
      INDArray in = in();
      SqueezeExcite.Weights weights = weights();
      SqueezeExcite.Weights gradient =
          new SqueezeExcite.Weights(
              new float[weights.w1().length],
              new float[weights.b1().length],
              new float[weights.w2().length],
              new float[weights.b2().length]);
      kernel(in).backward(Floats.of(in), Floats.of(epsilon), weights, gradient, (int) in.size(0));
      putGradient(W1, gradient.w1());
      putGradient(B1, gradient.b1());
      putGradient(W2, gradient.w2());
      putGradient(B2, gradient.b2());
      return gradients(epsilon);
    }

    @Override
    public void close() {
      output.close();
    }
  }
}
