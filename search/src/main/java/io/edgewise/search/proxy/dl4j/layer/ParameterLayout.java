package io.edgewise.search.proxy.dl4j.layer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Lays the {@link FastLayerConf#parameters()} of a layer out in DL4J's flat parameter and gradient
 * arrays, one after another in C order.
 */
final class ParameterLayout implements ParamInitializer {
  static final ParameterLayout INSTANCE = new ParameterLayout();

  private ParameterLayout() {}

  private static List<Parameter> parameters(Layer layer) {
    return ((FastLayerConf) layer).parameters();
  }

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    return parameters(layer).stream().mapToLong(Parameter::length).sum();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return parameters(layer).stream().map(Parameter::key).toList();
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return parameters(layer).stream()
        .filter(p -> p.kind() == Parameter.Kind.WEIGHT)
        .map(Parameter::key)
        .toList();
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return List.of();
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return weightKeys(layer).contains(key);
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return false;
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, @Nullable INDArray paramsView, boolean initializeParams) {
    FastLayerConf layer = (FastLayerConf) conf.getLayer();
    Map<String, INDArray> views = views(layer, paramsView);
    for (Parameter parameter : layer.parameters()) {
      conf.addVariable(parameter.key());
      if (initializeParams) {
        initialise(layer, parameter, Objects.requireNonNull(views.get(parameter.key())));
      }
    }
    return Collections.synchronizedMap(views);
  }

  private static void initialise(FastLayerConf layer, Parameter parameter, INDArray view) {
    switch (parameter.kind()) {
      case WEIGHT ->
          layer
              .getWeightInitFn()
              .init(layer.fanIn(parameter), layer.fanOut(parameter), parameter.shape(), 'c', view);
      case ZERO, STATISTIC_ZERO -> view.assign(0);
      case ONE, STATISTIC_ONE -> view.assign(1);
    }
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray gradientView) {
    return views(conf.getLayer(), gradientView);
  }

  private static Map<String, INDArray> views(Layer layer, @Nullable INDArray flat) {
    Map<String, INDArray> views = new LinkedHashMap<>();
    if (flat == null) { // DL4J has no array for a layer without parameters.
      return views;
    }
    INDArray row = flat.reshape(flat.length());
    long at = 0;
    for (Parameter parameter : parameters(layer)) {
      long end = at + parameter.length();
      views.put(
          parameter.key(), row.get(NDArrayIndex.interval(at, end)).reshape('c', parameter.shape()));
      at = end;
    }
    return views;
  }
}
