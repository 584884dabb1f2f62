package io.edgewise.search.lowering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgewise.search.network.BlockKind;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.network.FusedStrided;
import io.edgewise.search.network.MBConv;
import io.edgewise.search.network.Nonlinearity;
import io.edgewise.search.network.Tucker;
import io.edgewise.search.network.WeightNames;
import io.edgewise.search.network.WeightNames.Weight;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.staged.StagedNetwork;
import io.edgewise.search.space.staged.StagedNetwork.Head;
import io.edgewise.search.space.staged.StagedNetwork.Stage;
import io.edgewise.search.space.staged.StagedNetwork.Stem;
import io.edgewise.sim.workload.LayerGraph.Node;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * MobileDet-EdgeTPU (arXiv 2004.14525; tensorflow/models,
 * research/object_detection/models/ssd_mobiledet_feature_extractor.py).
 */
class MobileDetTest {

  private final List<Stage> stages = new ArrayList<>();

  private void add(BlockKind kind, int stride, int channels, int layers) {
    stages.add(new Stage(kind, stride, channels, layers, Nonlinearity.RELU6));
  }

  /** 1,474 M MACs and 2.78 M trained parameters at 320x320, without a head. */
  @Test
  void itsBackboneCountsAsPublished() {
    add(new Tucker(3, 0.25, 0.75), 1, 16, 1);
    add(new FusedStrided(3, 8), 2, 16, 1);
    add(new FusedStrided(3, 4), 1, 16, 1);
    add(new FusedStrided(3, 8), 1, 16, 1);
    add(new FusedStrided(3, 4), 1, 16, 1);
    add(new FusedStrided(5, 8), 2, 40, 1);
    add(new FusedStrided(3, 4), 1, 40, 3);
    add(new MBConv(3, 8, 0), 2, 72, 2);
    add(new FusedStrided(3, 4), 1, 72, 2);
    add(new MBConv(5, 8, 0), 1, 96, 2);
    add(new MBConv(3, 8, 0), 1, 96, 2);
    add(new MBConv(5, 8, 0), 2, 120, 1);
    add(new MBConv(3, 8, 0), 1, 120, 1);
    add(new MBConv(5, 4, 0), 1, 120, 1);
    add(new MBConv(3, 8, 0), 1, 120, 1);
    add(new MBConv(5, 8, 0), 1, 384, 1);
    StagedNetwork staged =
        new StagedNetwork(
            1.0, new Stem(3, 32, Nonlinearity.RELU6), stages, new Head(8, Nonlinearity.RELU6));
    BlockNetwork network = new DeployView(320, 3, 91).network(new Architecture(List.of(), staged));
    long macs =
        Lowering.lower("mobiledet", network).nodes().stream()
            .takeWhile(node -> !node.name().equals("head"))
            .mapToLong(Node::macs)
            .sum();
    long trained =
        WeightNames.of(network).stream()
            .takeWhile(weight -> !weight.name().startsWith("head."))
            .filter(weight -> !weight.name().contains(".running_"))
            .mapToLong(Weight::size)
            .sum();
    assertThat(macs / 1e6).isCloseTo(1_474, within(0.5));
    assertThat(trained / 1e6).isCloseTo(2.78, within(0.005));
  }
}
