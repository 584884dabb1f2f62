package io.edgewise.search.lowering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgewise.search.network.Block;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.network.Fused;
import io.edgewise.search.network.FusedGrouped;
import io.edgewise.search.network.FusedStrided;
import io.edgewise.search.network.Grouped;
import io.edgewise.search.network.MBConv;
import io.edgewise.search.network.Nonlinearity;
import io.edgewise.search.network.Tucker;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.search.space.file.SearchSpaceFile;
import io.edgewise.search.space.staged.StagedNetwork;
import io.edgewise.search.space.staged.StagedNetwork.Head;
import io.edgewise.search.space.staged.StagedNetwork.Stage;
import io.edgewise.search.space.staged.StagedNetwork.Stem;
import io.edgewise.sim.workload.LayerGraph;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyViewTest {

  private static final Nonlinearity RELU = Nonlinearity.RELU;

  private static Architecture architecture(double scale, Stage... stages) {
    return new Architecture(
        List.of(),
        new StagedNetwork(
            scale, new Stem(3, 32, RELU), List.of(stages), new Head(1280, Nonlinearity.SWISH)));
  }

  /**
   * The case is worked by hand at half width and half depth with two strides taken out: the stem's
   * stride and the first stage's become 1, the second stage keeps its own. Three blocks of 48
   * become two, the single one stays.
   *
   * <pre>
   * channels  32 -> 16, 24 -> 12 -> 16 (8 would lose more than 10 %), 48 -> 24, 1280 -> 640
   * squeezed  from 24 * 0.25 = 6: 6 * 16 / 24 = 4;  from 48 * 0.25 = 12: 12 * 24 / 48 = 6
   * </pre>
   */
  @Test
  void theRuleByHand() {
    Architecture architecture =
        architecture(
            1.0,
            new Stage(new Fused(3, 4), 2, 24, 1, RELU),
            new Stage(new MBConv(5, 6, 0.25), 2, 48, 3, RELU));
    assertThat(new ProxyView(32, 3, 10, 0.5, 0.5, 2).network(architecture))
        .isEqualTo(
            new BlockNetwork(
                32,
                3,
                10,
                new BlockNetwork.Stem(3, 1, 16, RELU),
                List.of(
                    new Block(new Fused(3, 4), 1, 16, 16, RELU),
                    new Block(new MBConv.Body(5, 6, 4), 2, 16, 24, RELU),
                    new Block(new MBConv.Body(5, 6, 6), 1, 24, 24, RELU)),
                640,
                Nonlinearity.SWISH));
  }

  /**
   * The case is worked by hand at a quarter of the width: 96 inputs in 6 groups (96 * 4 / 64)
   * become 24, which 6 divide; 80 in 5 become 24 (20 would be 16 and lose more than 10 %), of which
   * 4 groups are the most up to 5. The strided block keeps its kind where a stride is left, and is
   * a fused one where it was taken out.
   */
  @Test
  void groupsDivideTheNarrowerChannels() {
    Architecture architecture =
        architecture(
            1.0,
            new Stage(new FusedStrided(3, 4), 2, 96, 1, RELU),
            new Stage(new FusedGrouped(3, 4, 64), 1, 80, 2, RELU),
            new Stage(new FusedStrided(3, 8), 2, 96, 1, RELU));
    assertThat(new ProxyView(32, 3, 10, 0.25, 1, 2).network(architecture).blocks())
        .containsExactly(
            new Block(new Fused(3, 4), 1, 8, 24, RELU),
            new Block(new FusedGrouped.Body(3, 4, 6), 1, 24, 24, RELU),
            new Block(new FusedGrouped.Body(3, 4, 4), 1, 24, 24, RELU),
            new Block(new FusedStrided.Body(3, 8), 2, 24, 24, RELU));
  }

  /** 96 * 2 / 64 = 3 groups; a quarter of 96 is 24, whose 48 expanded channels 3 divide. */
  @Test
  void aGroupedBlockKeepsItsGroups() {
    Architecture architecture =
        architecture(
            1.0,
            new Stage(new MBConv(3, 4, 0), 2, 96, 1, RELU),
            new Stage(new Grouped(3, 2, 64), 1, 96, 1, RELU));
    assertThat(new ProxyView(32, 3, 10, 0.25, 1, 0).network(architecture).blocks().get(1))
        .isEqualTo(new Block(new Grouped.Body(3, 2, 3), 1, 24, 24, RELU));
  }

  /** Half of 64 and of 48 each: 32 * 32 / 64 = 16, and 40 * 24 / 48 = 20, which is 24. */
  @Test
  void aTuckerBlockKeepsItsShares() {
    Architecture architecture =
        architecture(
            1.0,
            new Stage(new MBConv(3, 4, 0), 2, 64, 1, RELU),
            new Stage(new Tucker(3, 0.5, 0.8), 1, 48, 1, RELU));
    assertThat(new ProxyView(32, 3, 10, 0.5, 1, 0).network(architecture).blocks().get(1))
        .isEqualTo(new Block(new Tucker.Body(3, 16, 24), 1, 32, 24, RELU));
  }

  /** A stage of four: the first, with the stride, and those that repeat it are one run. */
  @Test
  void aStridedBlockAndItsRepeatsAreOneRun() {
    Architecture architecture =
        architecture(1.0, new Stage(new FusedStrided(3, 4), 2, 32, 4, RELU));
    assertThat(new ProxyView(32, 3, 10, 1, 0.5, 0).network(architecture).blocks())
        .containsExactly(
            new Block(new FusedStrided.Body(3, 4), 2, 32, 32, RELU),
            new Block(new Fused(3, 4), 1, 32, 32, RELU));
  }

  @Test
  void theRuleInOneLine() {
    assertThat(new ProxyView(32, 3, 10, 0.5, 0.75, 3).rule())
        .isEqualTo("32x32x3, 10 classes, first 3 strides taken out, width x0.5, depth x0.75");
  }

  @Test
  void theArchitecturesResolutionScaleHoldsForItsProxy() {
    Architecture architecture = architecture(1.143, new Stage(new MBConv(3, 4, 0), 2, 24, 1, RELU));
    assertThat(new ProxyView(32, 3, 10, 1, 1, 0).network(architecture).resolution()).isEqualTo(37);
    assertThat(new DeployView(224, 3, 10).network(architecture).resolution()).isEqualTo(256);
  }

  @ParameterizedTest
  @CsvSource({"224, 32, 3", "224, 224, 0", "224, 64, 2", "224, 28, 3", "32, 224, 0", "4096, 1, 6"})
  void takesOutAsManyStridesAsLieBetweenTheResolutions(int deploy, int proxy, int strides) {
    assertThat(ProxyView.stridesBetween(deploy, proxy)).isEqualTo(strides);
  }

  @ParameterizedTest
  @ValueSource(strings = {"efficientnet-edgetpu", "efficientnet", "mobilenet-edgetpu-v2"})
  void lastFeatureMapsAreAboutAsLargeAsDeployed(String name) {
    SearchSpace space = SearchSpaceFile.find(name);
    Random random = new Random(4);
    ProxyView view = new ProxyView(32, 3, 10, 0.25, 0.5, ProxyView.stridesBetween(224, 32));
    for (int i = 0; i < 100; i++) {
      Architecture architecture = space.sample(random);
      assertThat(lastExtent(view.network(architecture)))
          .isCloseTo(
              lastExtent(new DeployView(224, 3, 10).network(architecture)),
              org.assertj.core.data.Offset.offset(2));
    }
  }

  @Test
  void withNothingReducedTheProxyIsTheNetworkItself() {
    SearchSpace space = SearchSpaceFile.find("efficientnet");
    Random random = new Random(5);
    ProxyView view = new ProxyView(224, 3, 1000, 1, 1, 0);
    for (int i = 0; i < 200; i++) {
      Architecture architecture = space.sample(random);
      assertThat(view.network(architecture))
          .isEqualTo(new DeployView(224, 3, 1000).network(architecture));
    }
  }

  @Test
  void everyStageKeepsALayerAndEveryLayerEightChannels() {
    SearchSpace space = SearchSpaceFile.find("efficientnet");
    Random random = new Random(6);
    ProxyView view = new ProxyView(32, 3, 10, 0.01, 0.01, 3);
    for (int i = 0; i < 200; i++) {
      Architecture architecture = space.sample(random);
      BlockNetwork proxy = view.network(architecture);
      assertThat(proxy.blocks()).allMatch(block -> block.outputChannels() == 8);
      StagedNetwork network = (StagedNetwork) architecture.blueprint();
      assertThat(proxy.blocks()).hasSizeBetween(5, network.stages().size());
    }
  }

  @Test
  void refusesWhatIsNoReduction() {
    assertThatThrownBy(() -> new ProxyView(32, 3, 10, 1.5, 1, 0))
        .hasMessage("width factor = 1.5: allowed is 0.01 to 1.0");
    assertThatThrownBy(() -> new ProxyView(32, 3, 10, 1, 0, 0))
        .hasMessage("depth factor = 0.0: allowed is 0.01 to 1.0");
    assertThatThrownBy(() -> new ProxyView(0, 3, 10, 1, 1, 0))
        .hasMessage("resolution = 0: allowed is 1 to 4096");
    assertThatThrownBy(() -> new DeployView(224, 3, 1))
        .hasMessage("classes = 1: allowed is 2 to 1048576");
  }

  private static int lastExtent(BlockNetwork network) {
    LayerGraph graph = Lowering.lower("n", network);
    return graph.nodes().get(graph.nodes().size() - 3).output().height();
  }
}
