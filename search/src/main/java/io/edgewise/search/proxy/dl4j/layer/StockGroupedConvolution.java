package io.edgewise.search.proxy.dl4j.layer;

import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A grouped convolution with SAME padding and without bias, which DL4J has no layer for: {@code W
 * [groups, k, k, nIn / groups, nOut / groups]}, images NHWC. Made of ND4J's operations and in
 * DL4J's workspaces, so it runs wherever ND4J does.
 *
 * <p>A {@code SameDiffLayer} of the same operations doubles its gradients.
 */
public final class StockGroupedConvolution extends FastLayerConf {
  private static final String WEIGHTS = "W";

  @JsonProperty private int groups = 1;
  @JsonProperty private int kernel = 1;
  @JsonProperty private int stride = 1;

  /** This constructor is for JSON. */
  StockGroupedConvolution() {}

  /**
   * @param groups divides both numbers of channels
   */
  public StockGroupedConvolution(
      String name, int channelsIn, int channelsOut, int groups, int kernel, int stride) {
    super(name, channelsIn, channelsOut);
    this.groups = groups;
    this.kernel = kernel;
    this.stride = stride;
  }

  @Override
  List<Parameter> parameters() {
    return List.of(
        new Parameter(
            WEIGHTS,
            Parameter.Kind.WEIGHT,
            groups,
            kernel,
            kernel,
            getNIn() / groups,
            getNOut() / groups));
  }

  @Override
  double fanIn(Parameter weight) {
    return (double) kernel * kernel * getNIn() / groups;
  }

  @Override
  double fanOut(Parameter weight) {
    return (double) kernel * kernel * getNOut() / groups;
  }

  @Override
  List<Object> settings() {
    return List.of(groups, kernel, stride);
  }

  private long extent(long input) {
    return (input + stride - 1) / stride;
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType inputType) {
    InputType.InputTypeConvolutional in = image(inputType);
    return InputType.convolutional(
        extent(in.getHeight()), extent(in.getWidth()), getNOut(), in.getFormat());
  }

  @Override
  FastLayer<?> create(NeuralNetConfiguration conf, DataType dataType) {
    return new Implementation(conf, dataType);
  }

  private static final class Implementation extends FastLayer<StockGroupedConvolution> {

    Implementation(NeuralNetConfiguration conf, DataType dataType) {
      super(conf, dataType);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
      StockGroupedConvolution conf = layerConf();
      long[] shape = {
        input.size(0), conf.extent(input.size(1)), conf.extent(input.size(2)), conf.getNOut()
      };
      INDArray output =
          workspaceMgr.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape, 'c');
      INDArray weights = weights();
      for (int g = 0; g < conf.groups; g++) {
        INDArray x = channels(input, g).dup('c');
        channels(output, g).assign(run("conv2d", x, group(weights, g)).get(0));
      }
      return output;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
        INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
      INDArray dx =
          workspaceMgr.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
      INDArray weights = weights();
      INDArray dw = weights.ulike();
      for (int g = 0; g < layerConf().groups; g++) {
        INDArray x = channels(input, g).dup('c');
        INDArray dy = channels(epsilon, g).dup('c');
        List<INDArray> gradients = run("conv2d_bp", x, group(weights, g), dy);
        channels(dx, g).assign(gradients.get(0));
        group(dw, g).assign(gradients.get(1));
      }
      Objects.requireNonNull(gradientViews.get(WEIGHTS), WEIGHTS).assign(dw);
      return gradients(dx);
    }

    /** The images must not be views: ND4J's convolutions are wrong on them, and say nothing. */
    private List<INDArray> run(String operation, INDArray... inputs) {
      StockGroupedConvolution conf = layerConf();
      int same = 1;
      int nhwc = 1;
      return List.of(
          Nd4j.exec(
              DynamicCustomOp.builder(operation)
                  .addInputs(inputs)
                  .addIntegerArguments(
                      conf.kernel, conf.kernel, conf.stride, conf.stride, 0, 0, 1, 1, same, nhwc)
                  .build()));
    }

    /**
     * The weights in memory of their own: ND4J takes a part of a view for empty where it starts
     * behind as many numbers as the view has.
     */
    private INDArray weights() {
      return getParam(WEIGHTS).dup('c');
    }

    private static INDArray group(INDArray weights, long g) {
      INDArrayIndex all = NDArrayIndex.all();
      return weights.get(NDArrayIndex.point(g), all, all, all, all);
    }

    /** The channels of one group. */
    private INDArray channels(INDArray images, int g) {
      long channels = images.size(3) / layerConf().groups;
      INDArrayIndex all = NDArrayIndex.all();
      return images.get(all, all, all, NDArrayIndex.interval(g * channels, (g + 1) * channels));
    }

    @Override
    public void close() {
      // Holds no memory.
    }
  }
}
