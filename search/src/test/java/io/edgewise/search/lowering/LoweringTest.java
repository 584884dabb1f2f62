package io.edgewise.search.lowering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgewise.search.network.Block;
import io.edgewise.search.network.BlockKind;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.network.BlockNetwork.Stem;
import io.edgewise.search.network.Channels;
import io.edgewise.search.network.Fused;
import io.edgewise.search.network.FusedGrouped;
import io.edgewise.search.network.MBConv;
import io.edgewise.search.network.Nonlinearity;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.search.space.file.SearchSpaceFile;
import io.edgewise.search.space.staged.StagedNetwork;
import io.edgewise.search.space.staged.StagedNetwork.Stage;
import io.edgewise.sim.workload.Layer;
import io.edgewise.sim.workload.LayerGraph;
import io.edgewise.sim.workload.LayerGraph.Node;
import io.edgewise.sim.workload.networks.Networks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoweringTest {

  /**
   * 8x8x3, stem 3x3 stride 2 to 8, then
   *
   * <pre>
   * layer               output  MACs                      parameters (with bias)
   * stem                4x4x8   16*8*27        = 3,456    27*8+8    = 224
   * block1.expand      4x4x16  16*16*9*8      = 18,432   72*16+16  = 1,168   fused, expansion 2, stride 2
   * block1.project     2x2x8   4*8*16         = 512      16*8+8    = 136     carries the stride
   * block2.expand      2x2x24  4*24*8         = 768      8*24+24   = 216     mbconv, expansion 3
   * block2.depthwise   2x2x24  4*24*25        = 2,400    25*24+24  = 624     5x5
   * block2.se.pool     24      0                         0
   * block2.se.reduce   2       24*2           = 48       24*2+2    = 50      squeeze-excite
   * block2.se.expand   24      2*24           = 48       2*24+24   = 72
   * block2.se.scale    2x2x24  0                         0
   * block2.project     2x2x8   4*8*24         = 768      24*8+8    = 200
   * block2.add         2x2x8   0                         0                   residual
   * head                2x2x16  4*16*8         = 512      8*16+16   = 144
   * pool                16      0                         0
   * classes             10      160            = 160      160+10    = 170
   *                                     sum      27,104             3,004
   * </pre>
   */
  @Test
  void aSmallNetworkByHand() {
    BlockNetwork network =
        new BlockNetwork(
            8,
            3,
            10,
            new Stem(3, 2, 8, Nonlinearity.RELU),
            List.of(
                new Block(new Fused(3, 2), 2, 8, 8, Nonlinearity.RELU),
                new Block(new MBConv.Body(5, 3, 2), 1, 8, 8, Nonlinearity.RELU6)),
            16,
            Nonlinearity.RELU);
    LayerGraph graph = Lowering.lower("by hand", network);
    assertThat(graph.nodes().stream().map(LoweringTest::line))
        .containsExactly(
            "input 8x8x3 0 0",
            "stem 4x4x8 3456 224",
            "block1.expand 4x4x16 18432 1168",
            "block1.project 2x2x8 512 136",
            "block2.expand 2x2x24 768 216",
            "block2.depthwise 2x2x24 2400 624",
            "block2.se.pool 1x1x24 0 0",
            "block2.se.reduce 1x1x2 48 50",
            "block2.se.expand 1x1x24 48 72",
            "block2.se.expand.sigmoid 1x1x24 0 0",
            "block2.se.scale 2x2x24 0 0",
            "block2.project 2x2x8 768 200",
            "block2.add 2x2x8 0 0",
            "head 2x2x16 512 144",
            "pool 1x1x16 0 0",
            "classes 1x1x10 160 170");
    assertThat(graph.macs()).isEqualTo(27_104);
    assertThat(graph.parameters()).isEqualTo(3_004);
  }

  @Test
  void swishIsALogisticAndAProductAndExpansionOneHasNoExpansion() {
    BlockNetwork network =
        new BlockNetwork(
            8,
            1,
            2,
            new Stem(3, 2, 8, Nonlinearity.SWISH),
            List.of(
                new Block(new MBConv.Body(3, 1, 0), 1, 8, 16, Nonlinearity.SWISH),
                new Block(new Fused(3, 1), 1, 16, 16, Nonlinearity.SWISH)),
            16,
            Nonlinearity.SWISH);
    assertThat(Lowering.lower("swish", network).nodes().stream().map(Node::name))
        .containsExactly(
            "input",
            "stem",
            "stem.swish.sigmoid",
            "stem.swish",
            "block1.depthwise",
            "block1.depthwise.swish.sigmoid",
            "block1.depthwise.swish",
            "block1.project",
            "block2.spatial",
            "block2.spatial.swish.sigmoid",
            "block2.spatial.swish",
            "block2.add",
            "head",
            "head.swish.sigmoid",
            "head.swish",
            "pool",
            "classes");
  }

  /**
   * 8x8x16 to 4x4x32 in two groups of 8 inputs and 32 expanded channels:
   *
   * <pre>
   * layer                   output  MACs                      parameters (with bias)
   * block1.expand.split1    4x4x8   0                         0
   * block1.expand.group1    4x4x32  16*32*9*8  = 36,864       72*32+32  = 2,336
   * block1.expand           4x4x64  0                         0
   * block1.project          4x4x16  16*16*64   = 16,384       64*16+16  = 1,040
   * </pre>
   */
  @Test
  void aGroupedConvolutionIsSplitConvolutionsAndConcatenation() {
    BlockNetwork network =
        new BlockNetwork(
            8,
            3,
            10,
            new Stem(3, 2, 16, Nonlinearity.RELU),
            List.of(
                new Block(new FusedGrouped.Body(3, 4, 2), 1, 16, 16, Nonlinearity.RELU),
                new Block(new FusedGrouped.Body(3, 4, 2), 2, 16, 16, Nonlinearity.SWISH)),
            16,
            Nonlinearity.RELU);
    LayerGraph graph = Lowering.lower("groups", network);
    assertThat(graph.nodes().subList(2, 9).stream().map(LoweringTest::line))
        .containsExactly(
            "block1.expand.split1 4x4x8 0 0",
            "block1.expand.group1 4x4x32 36864 2336",
            "block1.expand.split2 4x4x8 0 0",
            "block1.expand.group2 4x4x32 36864 2336",
            "block1.expand 4x4x64 0 0",
            "block1.project 4x4x16 16384 1040",
            "block1.add 4x4x16 0 0");
    assertThat(graph.nodes().subList(9, 18).stream().map(Node::name))
        .containsExactly(
            "block2.expand.split1",
            "block2.expand.group1",
            "block2.expand.group1.swish.sigmoid",
            "block2.expand.group1.swish",
            "block2.expand.split2",
            "block2.expand.group2",
            "block2.expand.group2.swish.sigmoid",
            "block2.expand.group2.swish",
            "block2.expand");
  }

  /**
   * EfficientNet-EdgeTPU-S as published (tensorflow/tpu, efficientnet/edgetpu): 4.72 G operations
   * of two a MAC and 5.4 M parameters at 224x224 with 1,001 classes; 2.352 G MAC and 5.41 M by
   * count. Its first block is 32 -> 96 -> 24, an expansion of 3.
   */
  @Test
  void efficientNetEdgeTpuSmallLiesInItsSpace() {
    Architecture small =
        architecture(
            "efficientnet-edgetpu",
            Map.of("resolution", "1.0"),
            List.of(
                "1 fused 3 3",
                "2 fused 3 8",
                "4 fused 3 8",
                "5 mbconv 5 8",
                "4 mbconv 5 8",
                "2 mbconv 5 8"),
            Map.of());
    LayerGraph graph = Lowering.lower("edgetpu-s", new DeployView(224, 3, 1001).network(small));
    assertThat(graph.macs()).isCloseTo(2_352_000_000L, within(500_000L));
    assertThat(graph.parameters()).isCloseTo(5_410_000L, within(35_000L));
    assertThat(operators(graph)).isEqualTo(operators(Networks.find("efficientnet-edgetpu-s")));
  }

  /**
   * Compound scaling as tensorflow/tpu does it: channels times width, repeats times depth. Compared
   * behind the first stage, whose expansion counts from 24 channels whatever the stem has, and
   * whose second block, where there is one, has no skip.
   */
  @ParameterizedTest
  @CsvSource({
    "efficientnet-edgetpu-s, 1.0, 1.0, 224",
    "efficientnet-edgetpu-m, 1.0, 1.1, 240",
    "efficientnet-edgetpu-l, 1.2, 1.4, 300"
  })
  void efficientNetEdgeTpuIsTheOneOfTheSimulator(
      String name, double width, double depth, int resolution) {
    List<Stage> stages =
        List.of(
            edgeTpuStage(new Fused(3, 3), 1, 24, 1, width, depth),
            edgeTpuStage(new Fused(3, 8), 2, 32, 2, width, depth),
            edgeTpuStage(new Fused(3, 8), 2, 48, 4, width, depth),
            edgeTpuStage(new MBConv(5, 8, 0), 2, 96, 5, width, depth),
            edgeTpuStage(new MBConv(5, 8, 0), 1, 144, 4, width, depth),
            edgeTpuStage(new MBConv(5, 8, 0), 2, 192, 2, width, depth));
    StagedNetwork staged =
        new StagedNetwork(
            1.0,
            new StagedNetwork.Stem(3, Channels.round(32 * width), Nonlinearity.RELU),
            stages,
            new StagedNetwork.Head(Channels.round(1280 * width), Nonlinearity.RELU));
    LayerGraph graph =
        Lowering.lower(
            name, new DeployView(resolution, 3, 1001).network(new Architecture(List.of(), staged)));
    String second = "block" + (stages.get(0).layers() + 1) + ".expand";
    List<String> behind =
        operators(graph.nodes().stream().dropWhile(n -> !n.name().equals(second)));
    List<String> oracle = operators(Networks.find(name));
    assertThat(behind).hasSizeGreaterThan(50);
    assertThat(oracle.subList(oracle.size() - behind.size(), oracle.size())).isEqualTo(behind);
  }

  private static Stage edgeTpuStage(
      BlockKind kind, int stride, int channels, int layers, double width, double depth) {
    return new Stage(
        kind,
        stride,
        Channels.round(channels * width),
        (int) Math.ceil(layers * depth),
        Nonlinearity.RELU);
  }

  /**
   * EfficientNet-B0 has 5,288,548 trained parameters (Keras applications: 5,330,571 less 42,023 of
   * moving averages and input normalisation), of them 2 for each of 21,008 normalised channels;
   * folding leaves 1.
   */
  @Test
  void efficientNetB0LiesInItsSpace() {
    Architecture b0 =
        architecture(
            "efficientnet",
            Map.of("resolution", "1.0"),
            List.of(
                "1 mbconv 3 1",
                "2 mbconv 3 6",
                "2 mbconv 5 6",
                "3 mbconv 3 6",
                "3 mbconv 5 6",
                "4 mbconv 5 6",
                "1 mbconv 3 6"),
            Map.of("squeeze-excite", "0.25", "activation", "swish"));
    LayerGraph graph = Lowering.lower("b0", new DeployView(224, 3, 1000).network(b0));
    assertThat(graph.parameters()).isEqualTo(5_288_548L - 21_008L);
    assertThat(operators(graph)).isEqualTo(operators(Networks.find("efficientnet-b0")));
  }

  /** Stages written as "layers block kernel expansion", at width 1. */
  private static Architecture architecture(
      String spaceName, Map<String, String> root, List<String> stages, Map<String, String> each) {
    SearchSpace space = SearchSpaceFile.find(spaceName);
    Map<String, String> values = new HashMap<>(root);
    for (int i = 0; i < stages.size(); i++) {
      String[] words = stages.get(i).split(" ");
      String prefix = "stage" + (i + 1) + ".";
      values.put(prefix + "layers", words[0]);
      values.put(prefix + "block", words[1]);
      values.put(prefix + words[1] + ".kernel", words[2]);
      values.put(prefix + "expansion", words[3]);
      values.put(prefix + "width", "1.0");
      each.forEach((key, value) -> values.put(prefix + key, value));
    }
    return space.of(values);
  }

  /**
   * Returns what is counted in the same order in both, whatever it is called: activations are
   * operators of their own here, and the reference networks end in a softmax.
   */
  private static List<String> operators(LayerGraph graph) {
    return operators(graph.nodes().stream());
  }

  /** A published classifier is a dense layer and a softmax, ours a 1x1 convolution. */
  private static List<String> operators(Stream<Node> nodes) {
    return nodes
        .filter(n -> !(n.layer() instanceof Layer.Softmax))
        .map(
            n ->
                n.layer().operator().replace("fully connected", "conv 1x1")
                    + " "
                    + n.output()
                    + " "
                    + n.macs()
                    + " "
                    + n.parameters())
        .toList();
  }

  private static String line(Node node) {
    return node.name() + " " + node.output() + " " + node.macs() + " " + node.parameters();
  }
}
