package io.edgewise.search.export.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgewise.search.lowering.DeployView;
import io.edgewise.search.network.Block;
import io.edgewise.search.network.BlockKind;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.network.BlockNetwork.Stem;
import io.edgewise.search.network.FusedGrouped;
import io.edgewise.search.network.MBConv;
import io.edgewise.search.network.Nonlinearity;
import io.edgewise.search.network.WeightNames;
import io.edgewise.search.network.WeightNames.Weight;
import io.edgewise.search.space.file.SearchSpaceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A network as source of a framework. That the program computes what it should is seen where the
 * framework is: {@code jobs/src/bench/round-trip.sh}.
 */
class SourceFileTest {

  private static final Pattern CONVOLUTION =
      Pattern.compile(
          "self\\.(\\S+) = Conv\\((\\d+), (\\d+), kernel=(\\d+), stride=\\d(?:, groups=(\\d+))?.*");
  private static final Pattern SQUEEZE_EXCITE =
      Pattern.compile("self\\.(\\S+) = SqueezeExcite\\((\\d+), (\\d+), .*");
  private static final Pattern LINEAR =
      Pattern.compile("self\\.(\\S+) = nn\\.Linear\\((\\d+), (\\d+)\\)");

  /** A stem, a block with squeeze-excite and its skip, one of two groups, the head. */
  private static BlockNetwork small() {
    return new BlockNetwork(
        32,
        3,
        10,
        new Stem(3, 2, 16, Nonlinearity.SWISH),
        List.of(
            block(new MBConv(5, 2, 0.25), 1, 16, 16, Nonlinearity.SWISH),
            block(new FusedGrouped(3, 4, 32), 2, 16, 24, Nonlinearity.RELU6)),
        64,
        Nonlinearity.RELU);
  }

  private static Block block(
      BlockKind kind, int stride, int inputs, int outputs, Nonlinearity activation) {
    return new Block(kind.at(stride, inputs, outputs), stride, inputs, outputs, activation);
  }

  @Test
  void aLayerOfPyTorchIsAnAttributeUnderItsOwnName() {
    assertThat(new SourceFile("small", 32, small()).text(Framework.PYTORCH))
        .contains(
            """
                    self.stem = Conv(3, 16, kernel=3, stride=2, activation=F.silu)
                    self.block1 = nn.Module()
                    self.block1.expand = Conv(16, 32, kernel=1, stride=1, activation=F.silu)
                    self.block1.depthwise = Conv(32, 32, kernel=5, stride=1, groups=32, activation=F.silu)
                    self.block1.se = SqueezeExcite(32, 4, activation=F.silu)
                    self.block1.project = Conv(32, 16, kernel=1, stride=1)
                    self.block2 = nn.Module()
                    self.block2.expand = Conv(16, 64, kernel=3, stride=2, groups=2, activation=F.relu6)
                    self.block2.project = Conv(64, 24, kernel=1, stride=1)
                    self.head = Conv(24, 64, kernel=1, stride=1, activation=F.relu)
                    self.classes = nn.Linear(64, 10)

                def forward(self, image):
                    stem = self.stem(image)
                    block1_expand = self.block1.expand(stem)
                    block1_depthwise = self.block1.depthwise(block1_expand)
                    block1_se = self.block1.se(block1_depthwise)
                    block1_project = self.block1.project(block1_se)
                    block1_add = block1_project + stem
                    block2_expand = self.block2.expand(block1_add)
                    block2_project = self.block2.project(block2_expand)
                    head = self.head(block2_project)
                    pool = head.mean((2, 3))
                    classes = self.classes(pool)
                    return classes
            """
                .indent(0));
  }

  @Test
  void aLayerOfKerasHasItsOwnName() {
    assertThat(new SourceFile("small", 32, small()).text(Framework.KERAS))
        .contains(
            """
            def network():
                image = keras.Input((32, 32, 3))
                stem = conv(image, "stem", 16, kernel=3, stride=2, activation="swish")
                block1_expand = conv(stem, "block1.expand", 32, kernel=1, stride=1, activation="swish")
                block1_depthwise = depthwise(block1_expand, "block1.depthwise", kernel=5, stride=1, activation="swish")
                block1_se = squeeze_excite(block1_depthwise, "block1.se", 32, 4, activation="swish")
                block1_project = conv(block1_se, "block1.project", 16, kernel=1, stride=1)
                block1_add = layers.Add(name="block1.add")([block1_project, stem])
                block2_expand = conv(block1_add, "block2.expand", 64, kernel=3, stride=2, groups=2, activation="relu6")
                block2_project = conv(block2_expand, "block2.project", 24, kernel=1, stride=1)
                head = conv(block2_project, "head", 64, kernel=1, stride=1, activation="relu")
                pool = layers.GlobalAveragePooling2D(name="pool")(head)
                classes = layers.Dense(10, name="classes")(pool)
                return keras.Model(image, classes)
            """);
  }

  /**
   * The names that {@code state_dict} of the PyTorch module holds are told from its constructors.
   */
  @ParameterizedTest
  @ValueSource(strings = {"efficientnet-edgetpu", "efficientnet", "mobilenet-edgetpu-v2"})
  void theWeightsOfPyTorchAreThoseOfTheNetworkInNameShapeAndOrder(String space) {
    Random random = new Random(3);
    IntStream.range(0, 10)
        .mapToObj(i -> SearchSpaceFile.find(space).sample(random))
        .map(architecture -> new DeployView(64, 3, 10).network(architecture))
        .forEach(
            network ->
                assertThat(declared(new SourceFile("drawn", 64, network).text(Framework.PYTORCH)))
                    .isEqualTo(WeightNames.of(network)));
  }

  @ParameterizedTest
  @EnumSource
  void everyMarkIsReplacedAndTheTextIsAlwaysTheSame(Framework framework) {
    String text = new SourceFile("small", 48, small()).text(framework);

    assertThat(text)
        .doesNotContainPattern("@[A-Z_]+@")
        .contains("eps", "(pixel - 128) / 128", "--weights small.safetensors", "--resolution 48")
        .isEqualTo(new SourceFile("small", 48, small()).text(framework));
  }

  @Test
  void aNameThatWouldBeMoreThanANameIsRefused() {
    assertThatThrownBy(() -> new SourceFile("\"\"\"\nimport os", 32, small()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "network \"\"\"\"\nimport os\": allowed are letters, digits, dots, dashes and underscores");
  }

  private static List<Weight> declared(String program) {
    List<Weight> weights = new ArrayList<>();
    for (String line : program.lines().map(String::strip).toList()) {
      Matcher convolution = CONVOLUTION.matcher(line);
      Matcher excite = SQUEEZE_EXCITE.matcher(line);
      Matcher linear = LINEAR.matcher(line);
      if (convolution.matches()) {
        int groups = convolution.group(5) == null ? 1 : number(convolution, 5);
        int kernel = number(convolution, 4);
        String name = convolution.group(1);
        int outputs = number(convolution, 3);
        add(
            weights,
            name + ".conv.weight",
            outputs,
            kernel,
            kernel,
            number(convolution, 2) / groups);
        for (String statistic : List.of("weight", "bias", "running_mean", "running_var")) {
          add(weights, name + ".bn." + statistic, outputs);
        }
      } else if (excite.matches()) {
        int channels = number(excite, 2);
        int squeezed = number(excite, 3);
        add(weights, excite.group(1) + ".reduce.weight", squeezed, 1, 1, channels);
        add(weights, excite.group(1) + ".reduce.bias", squeezed);
        add(weights, excite.group(1) + ".expand.weight", channels, 1, 1, squeezed);
        add(weights, excite.group(1) + ".expand.bias", channels);
      } else if (linear.matches()) {
        add(weights, linear.group(1) + ".weight", number(linear, 3), number(linear, 2));
        add(weights, linear.group(1) + ".bias", number(linear, 3));
      }
    }
    return weights;
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }

  private static void add(List<Weight> weights, String name, Integer... shape) {
    weights.add(new Weight(name, List.of(shape)));
  }
}
