package io.edgewise.search.quantization;

import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.network.NetworkBuilder;
import io.edgewise.search.network.WeightNames;
import io.edgewise.search.network.WeightNames.Weight;
import io.edgewise.search.weights.NamedArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Turns the trained weights of a described network into the filters of its deployed form: batch
 * normalisation folded, grouped convolutions cut into their groups. Weights have the names and
 * shapes of {@link WeightNames}, filters the names of the lowering.
 */
public final class FoldedFilters implements NetworkBuilder<String> {

  /**
   * PyTorch counts steps under this name beside the running statistics; a deployed network has no
   * use for it.
   */
  private static final String COUNTER = ".num_batches_tracked";

  private final Map<String, NamedArray> weights;
  private final Map<String, FloatFilter> filters = new HashMap<>();

  private FoldedFilters(Map<String, NamedArray> weights) {
    this.weights = weights;
  }

  /**
   * Returns what keeps weights from being those of a network: every missing, surplus or wrongly
   * shaped array, with the shape that is expected. Empty if they fit.
   */
  public static List<String> problems(BlockNetwork network, Map<String, NamedArray> weights) {
    List<String> problems = new ArrayList<>();
    TreeSet<String> surplus = new TreeSet<>(weights.keySet());
    surplus.removeIf(name -> name.endsWith(COUNTER));
    for (Weight expected : WeightNames.of(network)) {
      NamedArray found = weights.get(expected.name());
      surplus.remove(expected.name());
      if (found == null) {
        problems.add(expected.name() + " is missing; its shape is " + expected.shape());
      } else if (!found.shape().equals(expected.shape())) {
        problems.add(wrongShape(expected, found.shape()));
      }
    }
    surplus.forEach(name -> problems.add(name + " is no weight of this network"));
    return problems;
  }

  private static String wrongShape(Weight expected, List<Integer> found) {
    List<Integer> shape = expected.shape();
    boolean swapped =
        shape.size() == 4
            && found.equals(List.of(shape.get(0), shape.get(3), shape.get(1), shape.get(2)));
    return expected.name()
        + " has shape "
        + found
        + "; allowed is "
        + shape
        + (swapped
            ? ": this is the order of NCHW, output and input channel first; permute(0, 2, 3, 1)"
            : "")
        + (isOneOutputOff(shape, found)
            ? ": one output differs; a first class \"background\" may be missing, or one too many"
            : "");
  }

  private static boolean isOneOutputOff(List<Integer> shape, List<Integer> found) {
    return shape.size() == found.size()
        && Math.abs(shape.get(0) - found.get(0)) == 1
        && shape.subList(1, shape.size()).equals(found.subList(1, found.size()));
  }

  /**
   * The filters of a network.
   *
   * @param weights without problems
   * @throws IllegalArgumentException if a running variance is negative or a folded weight is not
   *     finite; the message names the layer
   */
  public static Map<String, FloatFilter> of(BlockNetwork network, Map<String, NamedArray> weights) {
    FoldedFilters folded = new FoldedFilters(weights);
    network.describe(folded, "image");
    return folded.filters;
  }

  @Override
  public String convolution(String name, String input, Convolution c) {
    return put(name, folded(name, FilterLayout.OHWI, values(name + ".conv.weight")));
  }

  /** The file has [channels, k, k, 1], the filter [k, k, channels]. */
  @Override
  public String depthwise(String name, String input, DepthwiseConvolution c) {
    float[] values = values(name + ".conv.weight");
    int positions = c.kernel() * c.kernel();
    float[] reordered = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      reordered[i % positions * c.channels() + i / positions] = values[i];
    }
    return put(name, folded(name, FilterLayout.HWC, reordered));
  }

  @Override
  public String grouped(String name, String input, GroupedConvolution c) {
    FloatFilter whole = folded(name, FilterLayout.OHWI, values(name + ".conv.weight"));
    int channels = c.outputChannels() / c.groups();
    int size = channels * whole.weightsOfChannel();
    for (int g = 0; g < c.groups(); g++) {
      float[] part = new float[size];
      for (int i = 0; i < size; i++) {
        part[i] = whole.weight(g * size + i);
      }
      float[] bias = Arrays.copyOfRange(whole.biases(), g * channels, (g + 1) * channels);
      put(name + ".group" + (g + 1), new FloatFilter(FilterLayout.OHWI, part, bias));
    }
    return name;
  }

  @Override
  public String squeezeExcite(String name, String input, SqueezeExcite s) {
    biased(name + ".reduce");
    biased(name + ".expand");
    return name;
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
    return biased(name);
  }

  private String biased(String name) {
    return put(
        name, new FloatFilter(FilterLayout.OHWI, values(name + ".weight"), values(name + ".bias")));
  }

  private FloatFilter folded(String name, FilterLayout layout, float[] values) {
    try {
      return new BatchNormalization(
              values(name + ".bn.weight"),
              values(name + ".bn.bias"),
              values(name + ".bn.running_mean"),
              values(name + ".bn.running_var"),
              BATCH_NORM_EPSILON)
          .foldInto(layout, values);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("layer " + name + ": " + e.getMessage(), e);
    }
  }

  private float[] values(String name) {
    NamedArray array = weights.get(name);
    if (array == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return array.values();
  }

  private String put(String name, FloatFilter filter) {
    filters.put(name, filter);
    return name;
  }
}
