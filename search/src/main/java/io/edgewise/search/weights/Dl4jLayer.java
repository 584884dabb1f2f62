package io.edgewise.search.weights;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A kind of layer that the file of a network trained here names: the arrays that it has, in the
 * order in which Deeplearning4j stores them. A kind is found by its name and never loaded as a
 * class.
 */
enum Dl4jLayer {
  CONVOLUTION("io.edgewise.search.proxy.dl4j.layer.FastConvolution") {
    @Override
    List<Stored> arrays(String name, JsonNode layer) {
      int out = count(name, layer, "nout");
      int kernel = count(name, layer, "kernel");
      int in = count(name, layer, "nin");
      return normalised(
          name,
          out,
          new Stored(
              name + ".conv.weight",
              List.of(kernel, kernel, in, out),
              List.of(3, 0, 1, 2),
              List.of(out, kernel, kernel, in)));
    }
  },
  DEPTHWISE("io.edgewise.search.proxy.dl4j.layer.FastDepthwiseConvolution") {
    @Override
    List<Stored> arrays(String name, JsonNode layer) {
      int channels = count(name, layer, "nin");
      int kernel = count(name, layer, "kernel");
      return normalised(
          name,
          channels,
          new Stored(
              name + ".conv.weight",
              List.of(kernel, kernel, channels, 1),
              List.of(2, 0, 1, 3),
              List.of(channels, kernel, kernel, 1)));
    }
  },
  GROUPED("io.edgewise.search.proxy.dl4j.layer.FastGroupedConvolution") {
    @Override
    List<Stored> arrays(String name, JsonNode layer) {
      int groups = count(name, layer, "groups");
      int kernel = count(name, layer, "kernel");
      int in = count(name, layer, "nin");
      int out = count(name, layer, "nout");
      if (in % groups != 0 || out % groups != 0) {
        throw new WeightsException(
            "layer " + name + " has groups " + groups + "; allowed is what divides nin and nout");
      }
      return normalised(
          name,
          out,
          new Stored(
              name + ".conv.weight",
              List.of(groups, kernel, kernel, in / groups, out / groups),
              List.of(0, 4, 1, 2, 3),
              List.of(out, kernel, kernel, in / groups)));
    }
  },
  SQUEEZE_EXCITE("io.edgewise.search.proxy.dl4j.layer.FastSqueezeExcite") {
    @Override
    List<Stored> arrays(String name, JsonNode layer) {
      int channels = count(name, layer, "nin");
      int squeezed = count(name, layer, "squeezed");
      return List.of(
          dense(name + ".reduce.weight", channels, squeezed),
          Stored.row(name + ".reduce.bias", squeezed),
          dense(name + ".expand.weight", squeezed, channels),
          Stored.row(name + ".expand.bias", channels));
    }

    private Stored dense(String name, int in, int out) {
      return new Stored(name, List.of(in, out), List.of(1, 0), List.of(out, 1, 1, in));
    }
  },
  POOL("io.edgewise.search.proxy.dl4j.layer.GlobalAveragePool") {
    @Override
    List<Stored> arrays(String name, JsonNode layer) {
      return List.of();
    }
  },
  /** Deeplearning4j lays the weights of its own layers out with the first extent innermost. */
  CLASSIFIER("org.deeplearning4j.nn.conf.layers.OutputLayer") {
    @Override
    List<Stored> arrays(String name, JsonNode layer) {
      int in = count(name, layer, "nin");
      int out = count(name, layer, "nout");
      return List.of(
          new Stored(name + ".weight", List.of(out, in), List.of(0, 1), List.of(out, in)),
          Stored.row(name + ".bias", out));
    }
  };

  private static final int LARGEST_COUNT = 1 << 20;

  private final String type;

  Dl4jLayer(String type) {
    this.type = type;
  }

  /**
   * The arrays of a layer.
   *
   * @param name of the layer
   * @param layer its object
   * @throws WeightsException if a size of it is none
   */
  abstract List<Stored> arrays(String name, JsonNode layer);

  /**
   * Finds the kind of a layer.
   *
   * @throws WeightsException if no network trained here has such a one
   */
  static Dl4jLayer of(String name, JsonNode layer) {
    String type = layer.path("@class").asText();
    Optional<Dl4jLayer> found =
        Arrays.stream(values()).filter(kind -> kind.type.equals(type)).findFirst();
    return found.orElseThrow(
        () ->
            new WeightsException(
                "layer "
                    + name
                    + " is a "
                    + simple(type)
                    + "; allowed are those of a network that edgewise trained, "
                    + Arrays.stream(values())
                        .map(kind -> simple(kind.type))
                        .collect(Collectors.joining(", "))));
  }

  private static String simple(String type) {
    return type.substring(type.lastIndexOf('.') + 1);
  }

  private static int count(String name, JsonNode layer, String key) {
    JsonNode value = layer.path(key);
    if (!value.isInt() || value.intValue() < 1 || value.intValue() > LARGEST_COUNT) {
      throw new WeightsException(
          "layer " + name + " has " + key + " " + value + "; allowed is 1 to " + LARGEST_COUNT);
    }
    return value.intValue();
  }

  private static List<Stored> normalised(String name, int channels, Stored kernels) {
    return List.of(
        kernels,
        Stored.row(name + ".bn.weight", channels),
        Stored.row(name + ".bn.bias", channels),
        Stored.row(name + ".bn.running_mean", channels),
        Stored.row(name + ".bn.running_var", channels));
  }
}
