package io.edgewise.search.network;

import java.util.ArrayList;
import java.util.List;

/**
 * The names and shapes of a network's weights, which a trained network, an exported file and a
 * PyTorch {@code state_dict} share. The rule, for a layer called {@code name} in {@link
 * NetworkBuilder}:
 *
 * <pre>
 * convolution      name.conv.weight [out, k, k, in],  name.bn.*
 * depthwise        name.conv.weight [channels, k, k, 1],  name.bn.*
 * grouped          name.conv.weight [out, k, k, in / groups], group after group,  name.bn.*
 * normalisation    name.bn.weight, name.bn.bias, name.bn.running_mean, name.bn.running_var  [out]
 * squeeze-excite   name.reduce.weight [squeezed, 1, 1, channels],  name.reduce.bias [squeezed],
 *                  name.expand.weight [channels, 1, 1, squeezed],  name.expand.bias [channels]
 * classifier       name.weight [classes, in],  name.bias [classes]
 * </pre>
 *
 * <p>Such as {@code block1.expand.bn.running_var}. Kernels are OHWI (output channel, row, column,
 * input channel), for activations that are NHWC; PyTorch holds the same kernels as OIHW.
 */
public final class WeightNames {

  private WeightNames() {}

  /**
   * One array of numbers.
   *
   * @param name unique in its network
   * @param shape in C order
   */
  public record Weight(String name, List<Integer> shape) {

    Weight(String name, Integer... shape) {
      this(name, List.of(shape));
    }

    public Weight {
      shape = List.copyOf(shape);
    }

    /** Returns how many numbers the weight holds. */
    public long size() {
      return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }
  }

  /** Every weight of a network, in the order of its layers. */
  public static List<Weight> of(BlockNetwork network) {
    Lister lister = new Lister();
    network.describe(lister, "image");
    return List.copyOf(lister.weights);
  }

  /**
   * Lists the weights of the layers it is told; a tensor is the name of the layer it comes from.
   */
  private static final class Lister implements NetworkBuilder<String> {
    private final List<Weight> weights = new ArrayList<>();

    private String add(String layer, String weight, Integer... shape) {
      weights.add(new Weight(layer + "." + weight, shape));
      return layer;
    }

    private String normalised(String name, int channels) {
      add(name, "bn.weight", channels);
      add(name, "bn.bias", channels);
      add(name, "bn.running_mean", channels);
      return add(name, "bn.running_var", channels);
    }

    @Override
    public String convolution(String name, String input, Convolution c) {
      add(name, "conv.weight", c.outputChannels(), c.kernel(), c.kernel(), c.inputChannels());
      return normalised(name, c.outputChannels());
    }

    @Override
    public String depthwise(String name, String input, DepthwiseConvolution c) {
      add(name, "conv.weight", c.channels(), c.kernel(), c.kernel(), 1);
      return normalised(name, c.channels());
    }

    @Override
    public String grouped(String name, String input, GroupedConvolution c) {
      int inputs = c.inputChannels() / c.groups();
      add(name, "conv.weight", c.outputChannels(), c.kernel(), c.kernel(), inputs);
      return normalised(name, c.outputChannels());
    }

    @Override
    public String squeezeExcite(String name, String input, SqueezeExcite s) {
      add(name, "reduce.weight", s.squeezed(), 1, 1, s.channels());
      add(name, "reduce.bias", s.squeezed());
      add(name, "expand.weight", s.channels(), 1, 1, s.squeezed());
      return add(name, "expand.bias", s.channels());
    }

    @Override
    public String residual(String name, String output, String input) {
      return name;
    }

    @Override
    public String pool(String name, String input, int channels) {
      return name;
    }

    @Override
    public String classifier(String name, String input, Classifier c) {
      add(name, "weight", c.classes(), c.inputs());
      return add(name, "bias", c.classes());
    }
  }
}
