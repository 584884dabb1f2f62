package io.edgewise.search.proxy.dl4j.layer;

import io.edgewise.search.proxy.dl4j.kernel.Convolution;
import io.edgewise.search.proxy.dl4j.kernel.Floats;
import io.edgewise.search.proxy.dl4j.kernel.Window;
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
 * Convolution with SAME padding and without bias: {@code [N, H, W, nIn]} to {@code [N, H', W',
 * nOut]}. One parameter, {@code W [k, k, nIn, nOut]}.
 */
public final class FastConvolution extends FastLayerConf {
  private static final String WEIGHTS = "W";

  @JsonProperty private int kernel;
  @JsonProperty private int stride;
  @JsonProperty private boolean inputGradient = true;

  /** For JSON. */
  FastConvolution() {}

  /**
   * @param inputGradient whether anything before this layer learns; false for the first layer of a
   *     network, which saves a third of its work
   */
  public FastConvolution(
      String name, int channelsIn, int channelsOut, int kernel, int stride, boolean inputGradient) {
    super(name, channelsIn, channelsOut);
    this.kernel = kernel;
    this.stride = stride;
    this.inputGradient = inputGradient;
  }

  @Override
  List<Parameter> parameters() {
    return List.of(
        new Parameter(WEIGHTS, Parameter.Kind.WEIGHT, kernel, kernel, getNIn(), getNOut()));
  }

  @Override
  double fanIn(Parameter weight) {
    return (double) kernel * kernel * getNIn();
  }

  @Override
  double fanOut(Parameter weight) {
    return (double) kernel * kernel * getNOut();
  }

  @Override
  List<Object> settings() {
    return List.of(kernel, stride, inputGradient);
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType inputType) {
    InputType.InputTypeConvolutional in = image(inputType);
    Window window = new Window((int) in.getHeight(), (int) in.getWidth(), kernel, stride);
    return InputType.convolutional(
        window.outHeight(), window.outWidth(), getNOut(), in.getFormat());
  }

  @Override
  FastLayer<?> create(NeuralNetConfiguration conf, DataType dataType) {
    return new Implementation(conf, dataType);
  }

  private static final class Implementation extends FastLayer<FastConvolution> {
    private final ReusedArray output = new ReusedArray();
    private final ReusedArray gradient = new ReusedArray();

    Implementation(NeuralNetConfiguration conf, DataType dataType) {
      super(conf, dataType);
    }

    private Window window(INDArray in) {
      FastConvolution conf = layerConf();
      return new Window((int) in.size(1), (int) in.size(2), conf.kernel, conf.stride);
    }

    private Convolution kernel(Window window) {
      FastConvolution conf = layerConf();
      return new Convolution(window, (int) conf.getNIn(), (int) conf.getNOut());
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
      INDArray in = in();
      Window window = window(in);
      INDArray out =
          output.of(in.size(0), window.outHeight(), window.outWidth(), layerConf().getNOut());
      kernel(window).forward(Floats.of(in), parameter(WEIGHTS), Floats.of(out), (int) in.size(0));
      return out;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
        INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
      INDArray in = in();
      @Nullable INDArray dx = layerConf().inputGradient ? gradient.of(in.shape()) : null;
      kernel(window(in))
          .backward(
              Floats.of(in),
              parameter(WEIGHTS),
              Floats.of(epsilon),
              dx == null ? null : Floats.of(dx),
              gradientOf(WEIGHTS),
              (int) in.size(0));
      return gradients(dx);
    }

    @Override
    public void close() {
      output.close();
      gradient.close();
    }
  }
}
