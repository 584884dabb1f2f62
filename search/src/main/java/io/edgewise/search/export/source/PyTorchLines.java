package io.edgewise.search.export.source;

import io.edgewise.search.network.Nonlinearity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The two halves of a PyTorch module: its layers, and what is done with them. A layer is an
 * attribute under its own name, so that the keys of {@code state_dict} are those of {@link
 * io.edgewise.search.network.WeightNames}.
 */
final class PyTorchLines extends SourceLines {

  private static final String INDENT = "        ";

  private final List<String> layers = new ArrayList<>();
  private final List<String> forward = new ArrayList<>();
  private final Set<String> parents = new HashSet<>();

  @Override
  Map<String, String> byMark(String output) {
    List<String> statements = new ArrayList<>(forward);
    statements.add(INDENT + "return " + output);
    return Map.of("LAYERS", String.join("\n", layers), "FORWARD", String.join("\n", statements));
  }

  @Override
  public String convolution(String name, String input, Convolution c) {
    String arguments = window(c.inputChannels(), c.outputChannels(), c.kernel(), c.stride());
    return layer(name, "Conv(" + arguments + activation(c.activation()) + ")", input);
  }

  @Override
  public String depthwise(String name, String input, DepthwiseConvolution c) {
    String arguments = window(c.channels(), c.channels(), c.kernel(), c.stride());
    return grouped(name, arguments, c.channels(), c.activation(), input);
  }

  @Override
  public String grouped(String name, String input, GroupedConvolution c) {
    String arguments = window(c.inputChannels(), c.outputChannels(), c.kernel(), c.stride());
    return grouped(name, arguments, c.groups(), c.activation(), input);
  }

  private String grouped(
      String name, String arguments, int groups, Nonlinearity activation, String input) {
    String constructor =
        "Conv(" + arguments + ", groups=" + groups + activation(Optional.of(activation)) + ")";
    return layer(name, constructor, input);
  }

  @Override
  public String squeezeExcite(String name, String input, SqueezeExcite s) {
    String constructor =
        String.format(
            Locale.ROOT,
            "SqueezeExcite(%d, %d, activation=%s)",
            s.channels(),
            s.squeezed(),
            function(s.activation()));
    return layer(name, constructor, input);
  }

  @Override
  public String residual(String name, String output, String input) {
    return assign(name, output + " + " + input);
  }

  @Override
  public String pool(String name, String input, int channels) {
    return assign(name, input + ".mean((2, 3))");
  }

  @Override
  public String classifier(String name, String input, Classifier c) {
    return layer(name, "nn.Linear(" + c.inputs() + ", " + c.classes() + ")", input);
  }

  private String layer(String name, String constructor, String input) {
    for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
      String parent = name.substring(0, dot);
      if (parents.add(parent)) {
        layers.add(INDENT + "self." + parent + " = nn.Module()");
      }
    }
    layers.add(INDENT + "self." + name + " = " + constructor);
    return assign(name, "self." + name + "(" + input + ")");
  }

  private String assign(String name, String value) {
    forward.add(INDENT + variable(name) + " = " + value);
    return variable(name);
  }

  private static String window(int inputs, int outputs, int kernel, int stride) {
    return String.format(
        Locale.ROOT, "%d, %d, kernel=%d, stride=%d", inputs, outputs, kernel, stride);
  }

  private static String activation(Optional<Nonlinearity> activation) {
    return activation.map(a -> ", activation=" + function(a)).orElse("");
  }

  private static String function(Nonlinearity activation) {
    return switch (activation) {
      case RELU -> "F.relu";
      case RELU6 -> "F.relu6";
      case SWISH -> "F.silu";
    };
  }
}
