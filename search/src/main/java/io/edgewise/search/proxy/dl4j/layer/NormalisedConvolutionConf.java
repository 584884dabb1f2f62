package io.edgewise.search.proxy.dl4j.layer;

import io.edgewise.search.proxy.dl4j.kernel.Activation;
import io.edgewise.search.proxy.dl4j.kernel.Floats;
import io.edgewise.search.proxy.dl4j.kernel.NormalisedConvolution;
import io.edgewise.search.proxy.dl4j.kernel.Window;
import io.edgewise.search.training.MovingDecay;
import java.util.List;
import java.util.Objects;
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
 * Convolution with SAME padding and without bias, batch normalisation, and the activation after it:
 * {@code [N, H, W, nIn]} to {@code [N, H', W', nOut]}.
 *
 * <p>Parameters {@code W}, and {@code gamma, beta, mean, var}, each {@code [nOut]}. As in DL4J's
 * own layer the running statistics are parameters whose gradient is the change to be subtracted,
 * {@code (1 - decay) (running - batch)}, under an updater that does nothing: so they are saved,
 * loaded and averaged with the rest.
 */
public abstract sealed class NormalisedConvolutionConf extends FastLayerConf
    permits FastConvolution, FastDepthwiseConvolution, FastGroupedConvolution {
  private static final String WEIGHTS = "W";
  private static final String GAMMA = "gamma";
  private static final String BETA = "beta";
  private static final String MEAN = "mean";
  private static final String VARIANCE = "var";

  @JsonProperty private int kernel;
  @JsonProperty private int stride;
  @JsonProperty private boolean inputGradient = true;
  @JsonProperty private double decay;
  @JsonProperty private boolean decayRamped;
  @JsonProperty private double epsilon;
  @JsonProperty private Activation activation = Activation.NONE;

  /** This constructor is for JSON. */
  NormalisedConvolutionConf() {}

  NormalisedConvolutionConf(
      String name,
      int channelsIn,
      int channelsOut,
      int kernel,
      int stride,
      boolean inputGradient,
      BatchNorm batchNorm) {
    super(name, channelsIn, channelsOut);
    this.kernel = kernel;
    this.stride = stride;
    this.inputGradient = inputGradient;
    this.decay = batchNorm.statistics().limit();
    this.decayRamped = batchNorm.statistics().ramped();
    this.epsilon = batchNorm.epsilon();
    this.activation = batchNorm.activation();
  }

  /**
   * A batch normalisation with an activation follows the convolution.
   *
   * @param statistics share of the running statistics that a step keeps
   * @param epsilon added to the variance
   */
  public record BatchNorm(MovingDecay statistics, double epsilon, Activation activation) {}

  /** Shape of the weights, {@code [k, k, ...]}. */
  abstract long[] weightShape(int kernel);

  /** Returns what computes, for images of a size. */
  abstract NormalisedConvolution kernel(Window window, double epsilon, Activation activation);

  @Override
  final List<Parameter> parameters() {
    return List.of(
        new Parameter(WEIGHTS, Parameter.Kind.WEIGHT, weightShape(kernel)),
        new Parameter(GAMMA, Parameter.Kind.ONE, getNOut()),
        new Parameter(BETA, Parameter.Kind.ZERO, getNOut()),
        new Parameter(MEAN, Parameter.Kind.STATISTIC_ZERO, getNOut()),
        new Parameter(VARIANCE, Parameter.Kind.STATISTIC_ONE, getNOut()));
  }

  @Override
  List<Object> settings() {
    return List.of(kernel, stride, inputGradient, decay, decayRamped, epsilon, activation);
  }

  private Window window(long height, long width) {
    return new Window((int) height, (int) width, kernel, stride);
  }

  @Override
  public final InputType getOutputType(int layerIndex, InputType inputType) {
    InputType.InputTypeConvolutional in = image(inputType);
    Window window = window(in.getHeight(), in.getWidth());
    return InputType.convolutional(
        window.outHeight(), window.outWidth(), getNOut(), in.getFormat());
  }

  @Override
  final FastLayer<?> create(NeuralNetConfiguration conf, DataType dataType) {
    return new Implementation(conf, dataType);
  }

  private static final class Implementation extends FastLayer<NormalisedConvolutionConf>
      implements Normalised {
    private final ReusedArray convolved = new ReusedArray();
    private final ReusedArray output = new ReusedArray();
    private final ReusedArray gradient = new ReusedArray();
    private @Nullable Window window;
    private @Nullable NormalisedConvolution kernel;

    Implementation(NeuralNetConfiguration conf, DataType dataType) {
      super(conf, dataType);
    }

    private NormalisedConvolution kernel(Window needed) {
      NormalisedConvolution current = kernel;
      if (current == null || !needed.equals(window)) {
        NormalisedConvolutionConf conf = layerConf();
        current = conf.kernel(needed, conf.epsilon, conf.activation);
        window = needed;
        kernel = current;
      }
      return current;
    }

    private NormalisedConvolution.Weights weights() {
      return new NormalisedConvolution.Weights(parameter(WEIGHTS), values(GAMMA), values(BETA));
    }

    private INDArray convolved(INDArray in, Window window) {
      return convolved.of(in.size(0), window.outHeight(), window.outWidth(), layerConf().getNOut());
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
      INDArray in = in();
      Window window = layerConf().window(in.size(1), in.size(2));
      INDArray middle = convolved(in, window);
      INDArray out = output.of(middle.shape());
      Floats x = Floats.of(in);
      Floats y = Floats.of(out);
      int n = (int) in.size(0);
      if (training) {
        kernel(window).forwardTraining(x, weights(), Floats.of(middle), y, n);
      } else {
        kernel(window)
            .forwardInference(
                x, weights(), values(MEAN), values(VARIANCE), Floats.of(middle), y, n);
      }
      return out;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
        INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
      INDArray in = in();
      Window window = layerConf().window(in.size(1), in.size(2));
      int channels = (int) layerConf().getNOut();
      NormalisedConvolution computing = kernel(window);
      NormalisedConvolution.Weights gradients =
          new NormalisedConvolution.Weights(
              gradientOf(WEIGHTS), new float[channels], new float[channels]);
      @Nullable INDArray dx = layerConf().inputGradient ? gradient.of(in.shape()) : null;
      computing.backward(
          Floats.of(in),
          weights(),
          Floats.of(convolved(in, window)),
          Floats.of(epsilon),
          dx == null ? null : Floats.of(dx),
          gradients,
          (int) in.size(0));
      putGradient(GAMMA, gradients.gamma());
      putGradient(BETA, gradients.beta());
      putGradient(MEAN, change(values(MEAN), computing.batchMean()));
      putGradient(VARIANCE, change(values(VARIANCE), computing.batchVariance()));
      return gradients(dx);
    }

    /** Returns what is to be subtracted from the running statistic. */
    private float[] change(float[] running, double[] batch) {
      NormalisedConvolutionConf conf = layerConf();
      double rate = 1.0 - new MovingDecay(conf.decay, conf.decayRamped).after(getIterationCount());
      for (int c = 0; c < running.length; c++) {
        running[c] = (float) (rate * (running[c] - batch[c]));
      }
      return running;
    }

    @Override
    public double[] batchMean() {
      return Objects.requireNonNull(kernel, "no batch yet").batchMean();
    }

    @Override
    public double[] batchVariance() {
      return Objects.requireNonNull(kernel, "no batch yet").batchVariance();
    }

    @Override
    public void setStatistics(double[] mean, double[] variance) {
      put(MEAN, mean);
      put(VARIANCE, variance);
    }

    private void put(String key, double[] values) {
      float[] floats = new float[values.length];
      for (int c = 0; c < floats.length; c++) {
        floats[c] = (float) values[c];
      }
      parameter(key).put(0, floats, 0, floats.length);
    }

    @Override
    public void close() {
      convolved.close();
      output.close();
      gradient.close();
    }
  }
}
