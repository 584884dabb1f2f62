package io.edgewise.search.proxy.dl4j.layer;

import io.edgewise.search.proxy.dl4j.kernel.Floats;
import java.util.Objects;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * This class is what the fast layers have in common.
 *
 * <p>Outputs and gradients live in memory the layer owns and overwrites at the next step. The
 * gradient a layer is given belongs to it alone and may be overwritten: a vertex that hands one
 * gradient to two layers must copy it ({@link ResidualAdd} does).
 */
abstract class FastLayer<C extends FastLayerConf> extends BaseLayer<C> {

  FastLayer(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  /** The input, contiguous in C order. */
  final INDArray in() {
    assertInputSet(false);
    if (!Floats.contiguous(input)) {
      input = input.dup('c');
    }
    return input;
  }

  /** A window on the gradient view of a parameter. */
  final Floats gradientOf(String key) {
    return Floats.of(Objects.requireNonNull(gradientViews.get(key), key));
  }

  /** A window on a parameter. */
  final Floats parameter(String key) {
    return Floats.of(getParam(key));
  }

  /** A copy of a parameter. */
  final float[] values(String key) {
    Floats window = parameter(key);
    float[] values = new float[window.length()];
    window.get(0, values, 0, values.length);
    return values;
  }

  /** Writes the gradient of a parameter. */
  final void putGradient(String key, float[] values) {
    gradientOf(key).put(0, values, 0, values.length);
  }

  /**
   * Returns what {@code backpropGradient} returns: the views written, and the gradient of the
   * input.
   */
  final Pair<Gradient, INDArray> gradients(@Nullable INDArray inputGradient) {
    Gradient gradient = new DefaultGradient();
    if (gradientViews != null) { // null in a layer without parameters
      gradientViews.forEach(gradient::setGradientFor);
    }
    return new Pair<>(gradient, inputGradient);
  }

  @Override
  public boolean updaterDivideByMinibatch(String key) {
    return !layerConf().isStatistic(key);
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }

  @Override
  public void clearNoiseWeightParams() {
    // No weight noise in these layers.
  }

  /** Frees the memory the layer owns; the layer is not used after that. */
  @Override
  public abstract void close();
}
