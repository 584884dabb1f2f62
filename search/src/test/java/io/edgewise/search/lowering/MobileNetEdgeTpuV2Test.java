package io.edgewise.search.lowering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgewise.search.network.BlockKind;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.network.FusedGrouped;
import io.edgewise.search.network.FusedStrided;
import io.edgewise.search.network.MBConv;
import io.edgewise.search.network.Nonlinearity;
import io.edgewise.search.network.WeightNames;
import io.edgewise.search.network.WeightNames.Weight;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.search.space.file.SearchSpaceFile;
import io.edgewise.search.space.staged.StagedNetwork;
import io.edgewise.search.space.staged.StagedNetwork.Head;
import io.edgewise.search.space.staged.StagedNetwork.Stage;
import io.edgewise.search.space.staged.StagedNetwork.Stem;
import io.edgewise.sim.SimulationResult.Simulated;
import io.edgewise.sim.Simulator;
import io.edgewise.sim.engine.CycleSimulator;
import io.edgewise.sim.settings.AcceleratorFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MobileNet-EdgeTPU v2 and the space around it. */
class MobileNetEdgeTpuV2Test {

  private static final DeployView DEPLOYED = new DeployView(224, 3, 1001);

  /**
   * Published (tensorflow/models, official/projects/edgetpu/vision/README.md), in millions: MACs
   * and trained parameters. Stem, output channels of the seven groups of blocks, group size, head.
   */
  @ParameterizedTest
  @CsvSource({
    "32, 5, 16 32 48 96 144 160 192, 64, 1280, 707, 4.46",
    "64, 5, 24 48 64 128 160 192 256, 64, 1280, 1198, 5.99",
    "64, 5, 32 64 80 160 192 240 320, 64, 1344, 1836, 8.46",
    "64, 7, 32 64 96 192 240 256 384, 128, 1408, 2531, 10.92"
  })
  void networksCountAsPublished(
      int stem,
      int kernel,
      String channels,
      int groupSize,
      int head,
      double macs,
      double parameters) {
    int[] c = Arrays.stream(channels.split(" ")).mapToInt(Integer::parseInt).toArray();
    BlockKind grouped = new FusedGrouped(3, 4, groupSize);
    List<Stage> stages = new ArrayList<>();
    stages.add(stage(new FusedStrided(3, 1), 1, c[0], 1));
    stages.add(stage(new FusedStrided(3, 8), 2, c[1], 1));
    stages.add(stage(grouped, 1, c[1], 1));
    stages.add(stage(new FusedStrided(3, 8), 2, c[2], 1));
    stages.add(stage(grouped, 1, c[2], 1));
    stages.add(stage(new FusedStrided(3, 4), 1, c[2], 1));
    stages.add(stage(grouped, 1, c[2], 1));
    stages.add(stage(new FusedStrided(3, 8), 2, c[3], 1));
    stages.add(stage(new MBConv(3, 4, 0), 1, c[3], 3));
    stages.add(stage(new MBConv(3, 8, 0), 1, c[4], 1));
    stages.add(stage(new MBConv(3, 4, 0), 1, c[4], 3));
    stages.add(stage(new MBConv(3, 8, 0), 2, c[5], 1));
    stages.add(stage(new MBConv(3, 4, 0), 1, c[5], 3));
    stages.add(stage(new MBConv(3, 8, 0), 1, c[6], 1));
    StagedNetwork network =
        new StagedNetwork(
            1.0,
            new Stem(kernel, stem, Nonlinearity.RELU),
            stages,
            new Head(head, Nonlinearity.RELU));
    assertCounts(new Architecture(List.of(), network), macs, parameters);
  }

  private static Stage stage(BlockKind kind, int stride, int channels, int layers) {
    return new Stage(kind, stride, channels, layers, Nonlinearity.RELU);
  }

  @Test
  void sLiesInItsSpace() {
    Map<String, String> values = new HashMap<>();
    values.put("resolution", "1.0");
    values.put("stem.kernel", "5");
    values.put("stem.channels", "64");
    for (int stage = 1; stage <= 14; stage++) {
      values.put("stage" + stage + ".width", "1.0");
    }
    values.put("stage1.expansion", "1");
    Map.of(2, "fused-strided", 4, "fused-strided", 8, "fused-strided")
        .forEach((stage, block) -> values.put("stage" + stage + ".block", block));
    Map.of(3, "fused-grouped", 5, "fused-grouped", 6, "fused-strided", 7, "fused-grouped")
        .forEach((stage, block) -> values.put("stage" + stage + ".block", block));
    List.of(2, 4, 8, 10, 12, 14).forEach(stage -> values.put("stage" + stage + ".expansion", "8"));
    List.of(3, 5, 6, 7).forEach(stage -> values.put("stage" + stage + ".layers", "1"));
    List.of(9, 11, 13).forEach(stage -> values.put("stage" + stage + ".layers", "3"));
    List.of(9, 10, 11, 12, 13, 14).forEach(stage -> values.put("stage" + stage + ".kernel", "3"));
    SearchSpace space = SearchSpaceFile.find("mobilenet-edgetpu-v2");
    assertCounts(space.of(values), 1198, 5.99);
  }

  @Test
  void theSpacesNetworksAreSimulatedAndHaveProxies() {
    SearchSpace space = SearchSpaceFile.find("mobilenet-edgetpu-v2");
    Simulator simulator = new CycleSimulator(AcceleratorFile.find("coral-usb"));
    ProxyView view = new ProxyView(32, 3, 10, 0.25, 0.5, 3);
    Random random = new Random(8);
    for (int i = 0; i < 50; i++) {
      Architecture architecture = space.sample(random);
      assertThat(simulator.simulate(Lowering.lower("network", DEPLOYED.network(architecture))))
          .isInstanceOf(Simulated.class);
      BlockNetwork proxy = view.network(architecture);
      assertThat(Lowering.lower("proxy", proxy).macs()).isPositive();
    }
  }

  private static void assertCounts(Architecture architecture, double macs, double parameters) {
    BlockNetwork network = DEPLOYED.network(architecture);
    assertThat(Lowering.lower("v2", network).macs() / 1e6).isCloseTo(macs, within(0.5));
    long trained =
        WeightNames.of(network).stream()
            .filter(weight -> !weight.name().contains(".running_"))
            .mapToLong(Weight::size)
            .sum();
    assertThat(trained / 1e6).isCloseTo(parameters, within(0.005));
  }
}
