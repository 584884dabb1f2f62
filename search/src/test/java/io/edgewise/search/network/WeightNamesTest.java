package io.edgewise.search.network;

import static io.edgewise.search.network.Nonlinearity.RELU;
import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.search.lowering.DeployView;
import io.edgewise.search.lowering.Lowering;
import io.edgewise.search.network.BlockNetwork.Stem;
import io.edgewise.search.network.WeightNames.Weight;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.search.space.file.SearchSpaceFile;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightNamesTest {

  @Test
  void namesAndShapesByHand() {
    BlockNetwork network =
        new BlockNetwork(
            8,
            3,
            10,
            new Stem(3, 2, 8, RELU),
            List.of(new Block(new MBConv.Body(5, 4, 2), 1, 8, 8, RELU)),
            16,
            RELU);
    assertThat(WeightNames.of(network))
        .extracting(weight -> weight.name() + " " + weight.shape())
        .containsExactly(
            "stem.conv.weight [8, 3, 3, 3]",
            "stem.bn.weight [8]",
            "stem.bn.bias [8]",
            "stem.bn.running_mean [8]",
            "stem.bn.running_var [8]",
            "block1.expand.conv.weight [32, 1, 1, 8]",
            "block1.expand.bn.weight [32]",
            "block1.expand.bn.bias [32]",
            "block1.expand.bn.running_mean [32]",
            "block1.expand.bn.running_var [32]",
            "block1.depthwise.conv.weight [32, 5, 5, 1]",
            "block1.depthwise.bn.weight [32]",
            "block1.depthwise.bn.bias [32]",
            "block1.depthwise.bn.running_mean [32]",
            "block1.depthwise.bn.running_var [32]",
            "block1.se.reduce.weight [2, 1, 1, 32]",
            "block1.se.reduce.bias [2]",
            "block1.se.expand.weight [32, 1, 1, 2]",
            "block1.se.expand.bias [32]",
            "block1.project.conv.weight [8, 1, 1, 32]",
            "block1.project.bn.weight [8]",
            "block1.project.bn.bias [8]",
            "block1.project.bn.running_mean [8]",
            "block1.project.bn.running_var [8]",
            "head.conv.weight [16, 1, 1, 8]",
            "head.bn.weight [16]",
            "head.bn.bias [16]",
            "head.bn.running_mean [16]",
            "head.bn.running_var [16]",
            "classes.weight [10, 16]",
            "classes.bias [10]");
  }

  /** Folding makes one bias of the four numbers that normalise a channel. */
  @ParameterizedTest
  @ValueSource(strings = {"efficientnet-edgetpu", "efficientnet", "mobilenet-edgetpu-v2"})
  void noWeightOfTheDeployedNetworkIsMissing(String name) {
    SearchSpace space = SearchSpaceFile.find(name);
    DeployView view = new DeployView(224, 3, 1000);
    Random random = new Random(3);
    for (int i = 0; i < 50; i++) {
      BlockNetwork network = view.network(space.sample(random));
      List<Weight> weights = WeightNames.of(network);
      assertThat(weights).extracting(Weight::name).doesNotHaveDuplicates();
      long folded =
          weights.stream()
              .filter(w -> !w.name().contains(".bn.") || w.name().endsWith(".bn.bias"))
              .mapToLong(Weight::size)
              .sum();
      assertThat(folded).isEqualTo(Lowering.lower("n", network).parameters());
    }
  }
}
