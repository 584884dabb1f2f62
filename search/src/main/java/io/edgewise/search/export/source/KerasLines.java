package io.edgewise.search.export.source;

import io.edgewise.search.network.Nonlinearity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The statements of a Keras model: one a layer, each of which has its own name there too. */
final class KerasLines extends SourceLines {

  private static final String INDENT = "    ";

  private final List<String> statements = new ArrayList<>();

  @Override
  Map<String, String> byMark(String output) {
    List<String> all = new ArrayList<>(statements);
    all.add(INDENT + "return keras.Model(" + IMAGE + ", " + output + ")");
    return Map.of("FORWARD", String.join("\n", all));
  }

  @Override
  public String convolution(String name, String input, Convolution c) {
    String arguments =
        String.format(
            Locale.ROOT, "%d, kernel=%d, stride=%d", c.outputChannels(), c.kernel(), c.stride());
    return layer(name, "conv", input, arguments + activation(c.activation()));
  }

  @Override
  public String depthwise(String name, String input, DepthwiseConvolution c) {
    String arguments = String.format(Locale.ROOT, "kernel=%d, stride=%d", c.kernel(), c.stride());
    return layer(name, "depthwise", input, arguments + activation(Optional.of(c.activation())));
  }

  @Override
  public String grouped(String name, String input, GroupedConvolution c) {
    String arguments =
        String.format(
            Locale.ROOT,
            "%d, kernel=%d, stride=%d, groups=%d",
            c.outputChannels(),
            c.kernel(),
            c.stride(),
            c.groups());
    return layer(name, "conv", input, arguments + activation(Optional.of(c.activation())));
  }

  @Override
  public String squeezeExcite(String name, String input, SqueezeExcite s) {
    String arguments =
        String.format(Locale.ROOT, "%d, %d", s.channels(), s.squeezed())
            + activation(Optional.of(s.activation()));
    return layer(name, "squeeze_excite", input, arguments);
  }

  @Override
  public String residual(String name, String output, String input) {
    String call = "layers.Add(name=\"" + name + "\")([" + output + ", " + input + "])";
    return assign(name, call);
  }

  @Override
  public String pool(String name, String input, int channels) {
    return assign(name, "layers.GlobalAveragePooling2D(name=\"" + name + "\")(" + input + ")");
  }

  @Override
  public String classifier(String name, String input, Classifier c) {
    return assign(name, "layers.Dense(" + c.classes() + ", name=\"" + name + "\")(" + input + ")");
  }

  private String layer(String name, String function, String input, String arguments) {
    return assign(name, function + "(" + input + ", \"" + name + "\", " + arguments + ")");
  }

  private String assign(String name, String value) {
    statements.add(INDENT + variable(name) + " = " + value);
    return variable(name);
  }

  private static String activation(Optional<Nonlinearity> activation) {
    return activation.map(a -> ", activation=\"" + function(a) + "\"").orElse("");
  }

  private static String function(Nonlinearity activation) {
    return activation.name().toLowerCase(Locale.ROOT);
  }
}
