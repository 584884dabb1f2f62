package io.edgewise.search.proxy.dl4j.layer;

import io.edgewise.search.proxy.dl4j.kernel.DepthwiseConvolution;
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
 * Depthwise convolution with SAME padding and without bias: {@code [N, H, W, C]} to {@code [N, H',
 * W', C]}. One parameter, {@code W [k, k, C, 1]}.
 */
public final class FastDepthwiseConvolution extends FastLayerConf {
  private static final String WEIGHTS = "W";

  @JsonProperty private int kernel;
  @JsonProperty private int stride;

  /** For JSON. */
  FastDepthwiseConvolution() {}

  /** A k x k filter for each of {@code channels} channels. */
  public FastDepthwiseConvolution(String name, int channels, int kernel, int stride) {
    super(name, channels, channels);
    this.kernel = kernel;
    this.stride = stride;
  }

  @Override
  List<Parameter> parameters() {
    return List.of(new Parameter(WEIGHTS, Parameter.Kind.WEIGHT, kernel, kernel, getNIn(), 1));
  }

  @Override
  double fanIn(Parameter weight) {
    return (double) kernel * kernel;
  }

  @Override
  double fanOut(Parameter weight) {
    return (double) kernel * kernel;
  }

  @Override
  List<Object> settings() {
    return List.of(kernel, stride);
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

  private static final class Implementation extends FastLayer<FastDepthwiseConvolution> {
    private final ReusedArray output = new ReusedArray();
    private final ReusedArray gradient = new ReusedArray();
    private @Nullable Window window;
    private @Nullable DepthwiseConvolution kernel;

    Implementation(NeuralNetConfiguration conf, DataType dataType) {
      super(conf, dataType);
    }

    private Window window(INDArray in) {
      FastDepthwiseConvolution conf = layerConf();
      return new Window((int) in.size(1), (int) in.size(2), conf.kernel, conf.stride);
    }

    private DepthwiseConvolution kernel(INDArray in) {
      Window needed = window(in);
      DepthwiseConvolution current = kernel;
      if (current == null || !needed.equals(window)) {
        current = new DepthwiseConvolution(needed, (int) layerConf().getNIn());
        window = needed;
        kernel = current;
      }
      return current;
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
      INDArray in = in();
      Window window = window(in);
      INDArray out =
          output.of(in.size(0), window.outHeight(), window.outWidth(), layerConf().getNOut());
      kernel(in).forward(Floats.of(in), parameter(WEIGHTS), Floats.of(out), (int) in.size(0));
      return out;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
        INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
      INDArray in = in();
      INDArray dx = gradient.of(in.shape());
      kernel(in)
          .backward(
              Floats.of(in),
              parameter(WEIGHTS),
              Floats.of(epsilon),
              Floats.of(dx),
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
