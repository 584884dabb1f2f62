package io.edgewise.search.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes down what it is told, a line a layer: name, inputs, layer. */
final class Transcript implements NetworkBuilder<String> {
  private final List<String> lines = new ArrayList<>();

  static List<String> of(BlockNetwork network) {
    Transcript transcript = new Transcript();
    network.describe(transcript, "image");
    return transcript.lines;
  }

  /**
   * Returns what a network of 8x8x3 images and one block between a stem and a head of 8 and 16
   * tells.
   */
  static List<String> of(Block block) {
    List<String> lines =
        of(
            new BlockNetwork(
                8,
                3,
                10,
                new BlockNetwork.Stem(3, 2, block.inputChannels(), Nonlinearity.RELU),
                List.of(block),
                16,
                Nonlinearity.RELU));
    return lines.subList(1, lines.size() - 3);
  }

  private String add(String name, String inputs, String layer) {
    lines.add(name + " (" + inputs + ") " + layer);
    return name;
  }

  private static String window(int kernel, int stride) {
    return kernel + "x" + kernel + " s" + stride;
  }

  private static String label(Nonlinearity activation) {
    return " " + activation.name().toLowerCase(Locale.ROOT);
  }

  private static String label(Optional<Nonlinearity> activation) {
    return activation.map(Transcript::label).orElse("");
  }

  @Override
  public String convolution(String name, String input, Convolution c) {
    return add(
        name,
        input,
        "conv "
            + window(c.kernel(), c.stride())
            + String.format(Locale.ROOT, " %d->%d", c.inputChannels(), c.outputChannels())
            + label(c.activation()));
  }

  @Override
  public String depthwise(String name, String input, DepthwiseConvolution c) {
    return add(
        name,
        input,
        "depthwise " + window(c.kernel(), c.stride()) + " " + c.channels() + label(c.activation()));
  }

  @Override
  public String grouped(String name, String input, GroupedConvolution c) {
    return add(
        name,
        input,
        "grouped "
            + window(c.kernel(), c.stride())
            + String.format(
                Locale.ROOT, " %d->%d g%d", c.inputChannels(), c.outputChannels(), c.groups())
            + label(c.activation()));
  }

  @Override
  public String squeezeExcite(String name, String input, SqueezeExcite s) {
    return add(name, input, "se " + s.channels() + "->" + s.squeezed() + label(s.activation()));
  }

  @Override
  public String residual(String name, String output, String input) {
    return add(name, output + " " + input, "add");
  }

  @Override
  public String pool(String name, String input, int channels) {
    return add(name, input, "pool " + channels);
  }

  @Override
  public String classifier(String name, String input, Classifier c) {
    return add(name, input, "classes " + c.inputs() + "->" + c.classes());
  }
}
