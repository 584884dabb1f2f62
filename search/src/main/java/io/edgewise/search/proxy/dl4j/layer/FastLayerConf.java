package io.edgewise.search.proxy.dl4j.layer;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * This class is what the configurations of the fast layers have in common: FLOAT, NHWC, and
 * parameters that {@link ParameterLayout} lays out.
 *
 * <p>The network's workspace modes must be NONE where layers hold their own memory: all of them do
 * but {@link StockGroupedConvolution}.
 */
public abstract class FastLayerConf extends FeedForwardLayer {

  /** This constructor is for JSON. */
  protected FastLayerConf() {}

  /**
   * @param name unique in the network
   * @param channelsIn channels of the input
   * @param channelsOut channels of the output
   */
  protected FastLayerConf(String name, int channelsIn, int channelsOut) {
    setLayerName(name);
    setNIn(channelsIn);
    setNOut(channelsOut);
  }

  /** The layer's parameters in the order they are stored in. */
  abstract List<Parameter> parameters();

  /** The implementation, without parameters yet. */
  abstract FastLayer<?> create(NeuralNetConfiguration conf, DataType dataType);

  /** Number of inputs that one output of {@code weight} sums over, for its initialisation. */
  double fanIn(Parameter weight) {
    return getNIn();
  }

  /** Number of outputs that one input of {@code weight} reaches, for its initialisation. */
  double fanOut(Parameter weight) {
    return getNOut();
  }

  @Override
  public org.deeplearning4j.nn.api.Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int layerIndex,
      INDArray paramsView,
      boolean initializeParams,
      DataType networkDataType) {
    if (networkDataType != DataType.FLOAT) {
      throw new IllegalArgumentException(
          "layer " + getLayerName() + " computes in FLOAT, the network is " + networkDataType);
    }
    FastLayer<?> layer = create(conf, networkDataType);
    layer.setListeners(listeners);
    layer.setIndex(layerIndex);
    layer.setParamsViewArray(paramsView);
    layer.setParamTable(initializer().init(conf, paramsView, initializeParams));
    layer.setConf(conf);
    return layer;
  }

  @Override
  public ParamInitializer initializer() {
    return ParameterLayout.INSTANCE;
  }

  private Parameter parameter(String key) {
    return parameters().stream()
        .filter(p -> p.key().equals(key))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("layer " + getLayerName() + " has no " + key));
  }

  /** Returns whether {@code key} is a running statistic, whose gradient is applied as it is. */
  boolean isStatistic(String key) {
    return parameter(key).kind().isStatistic();
  }

  @Override
  public IUpdater getUpdaterByParam(String key) {
    return isStatistic(key) ? new NoOp() : getIUpdater();
  }

  @Override
  public @Nullable List<Regularization> getRegularizationByParam(String key) {
    return parameter(key).kind() == Parameter.Kind.WEIGHT ? getRegularization() : null;
  }

  @Override
  public @Nullable InputPreProcessor getPreProcessorForInputType(InputType inputType) {
    return null;
  }

  @Override
  public void setNIn(InputType inputType, boolean override) {
    // Channels are given when the configuration is made.
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType inputType) {
    return new LayerMemoryReport.Builder(
            getLayerName(), getClass(), inputType, getOutputType(-1, inputType))
        .standardMemory(initializer().numParams(this), 0)
        .workingMemory(0, 0, 0, getOutputType(-1, inputType).arrayElementsPerExample())
        .build();
  }

  /** The image this layer is given. */
  InputType.InputTypeConvolutional image(@Nullable InputType inputType) {
    if (inputType instanceof InputType.InputTypeConvolutional image) {
      return image;
    }
    throw new IllegalStateException(
        "layer " + getLayerName() + " needs an image [N, H, W, C], got " + inputType);
  }

  /** The fields of the subclass, for comparison and for messages. */
  abstract List<Object> settings();

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FastLayerConf that
        && getClass() == that.getClass()
        && getNIn() == that.getNIn()
        && getNOut() == that.getNOut()
        && Objects.equals(getLayerName(), that.getLayerName())
        && Objects.equals(getIUpdater(), that.getIUpdater())
        && settings().equals(that.settings());
  }

  @Override
  public int hashCode() {
    return Objects.hash(getClass(), getNIn(), getNOut(), getLayerName(), settings());
  }
}
