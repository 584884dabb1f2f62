package io.edgewise.search.proxy.dl4j.layer;

import io.edgewise.search.proxy.dl4j.kernel.Activation;
import io.edgewise.search.proxy.dl4j.kernel.BatchNormalization;
import io.edgewise.search.proxy.dl4j.kernel.Floats;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Batch normalisation and the activation after it, on {@code [N, H, W, C]}.
 *
 * <p>Parameters {@code gamma, beta, mean, var}, each {@code [C]}. As in DL4J's own layer the
 * running statistics are parameters whose gradient is the change to be subtracted, {@code (1 -
 * decay) (running - batch)}, under an updater that does nothing: so they are saved, loaded and
 * averaged with the rest.
 */
public final class FastBatchNormalization extends FastLayerConf {
  private static final String GAMMA = "gamma";
  private static final String BETA = "beta";
  private static final String MEAN = "mean";
  private static final String VARIANCE = "var";

  @JsonProperty private double decay;
  @JsonProperty private double epsilon;
  @JsonProperty private Activation activation = Activation.NONE;

  /** For JSON. */
  FastBatchNormalization() {}

  /**
   * @param decay share of the running statistics that a step keeps, in [0, 1)
   * @param epsilon added to the variance
   */
  public FastBatchNormalization(
      String name, int channels, double decay, double epsilon, Activation activation) {
    super(name, channels, channels);
    this.decay = decay;
    this.epsilon = epsilon;
    this.activation = activation;
  }

  @Override
  List<Parameter> parameters() {
    return List.of(
        new Parameter(GAMMA, Parameter.Kind.ONE, getNOut()),
        new Parameter(BETA, Parameter.Kind.ZERO, getNOut()),
        new Parameter(MEAN, Parameter.Kind.STATISTIC_ZERO, getNOut()),
        new Parameter(VARIANCE, Parameter.Kind.STATISTIC_ONE, getNOut()));
  }

  @Override
  List<Object> settings() {
    return List.of(decay, epsilon, activation);
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType inputType) {
    return image(inputType);
  }

  @Override
  FastLayer<?> create(NeuralNetConfiguration conf, DataType dataType) {
    return new Implementation(conf, dataType);
  }

  private static final class Implementation extends FastLayer<FastBatchNormalization> {
    private final ReusedArray output = new ReusedArray();
    private final BatchNormalization kernel;

    Implementation(NeuralNetConfiguration conf, DataType dataType) {
      super(conf, dataType);
      FastBatchNormalization layer = layerConf();
      this.kernel = new BatchNormalization((int) layer.getNOut(), layer.epsilon, layer.activation);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
      INDArray in = in();
      INDArray out = output.of(in.shape());
      float[] gamma = values(GAMMA);
      float[] beta = values(BETA);
      if (training) {
        kernel.forwardTraining(Floats.of(in), gamma, beta, Floats.of(out));
      } else {
        kernel.forwardInference(
            Floats.of(in), gamma, beta, values(MEAN), values(VARIANCE), Floats.of(out));
      }
      return out;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
        INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
      float[] gamma = values(GAMMA);
      float[] dGamma = new float[gamma.length];
      float[] dBeta = new float[gamma.length];
      kernel.backward(Floats.of(in()), Floats.of(epsilon), gamma, values(BETA), dGamma, dBeta);
      putGradient(GAMMA, dGamma);
      putGradient(BETA, dBeta);
      putGradient(MEAN, change(values(MEAN), kernel.batchMean()));
      putGradient(VARIANCE, change(values(VARIANCE), kernel.batchVariance()));
      return gradients(epsilon);
    }

    /** What is to be subtracted from the running statistic. */
    private float[] change(float[] running, double[] batch) {
      double rate = 1.0 - layerConf().decay;
      for (int c = 0; c < running.length; c++) {
        running[c] = (float) (rate * (running[c] - batch[c]));
      }
      return running;
    }

    @Override
    public void close() {
      output.close();
    }
  }
}
