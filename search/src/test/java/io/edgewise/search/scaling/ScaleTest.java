package io.edgewise.search.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.edgewise.search.lowering.DeployView;
import io.edgewise.search.lowering.Lowering;
import io.edgewise.search.network.Fused;
import io.edgewise.search.network.MBConv;
import io.edgewise.search.network.Nonlinearity;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.staged.StagedNetwork;
import io.edgewise.search.space.staged.StagedNetwork.Head;
import io.edgewise.search.space.staged.StagedNetwork.Stage;
import io.edgewise.search.space.staged.StagedNetwork.Stem;
import io.edgewise.sim.workload.LayerGraph;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleTest {

  /** EfficientNet-EdgeTPU-S as the search spaces spell it. */
  private static final StagedNetwork S =
      new StagedNetwork(
          1.0,
          new Stem(3, 32, Nonlinearity.RELU),
          List.of(
              new Stage(new Fused(3, 3), 1, 24, 1, Nonlinearity.RELU),
              new Stage(new Fused(3, 8), 2, 32, 2, Nonlinearity.RELU),
              new Stage(new Fused(3, 8), 2, 48, 4, Nonlinearity.RELU),
              new Stage(new MBConv(5, 8, 0), 2, 96, 5, Nonlinearity.RELU),
              new Stage(new MBConv(5, 8, 0), 1, 144, 4, Nonlinearity.RELU),
              new Stage(new MBConv(5, 8, 0), 2, 192, 2, Nonlinearity.RELU)),
          new Head(1280, Nonlinearity.RELU));

  @Test
  void oneChangesNothing() {
    assertThat(Scale.ONE.of(S)).contains(S);
  }

  /** Published: 7.34 G operations and 6.9 M parameters; counted from its builder: 3.660 G MACs. */
  @Test
  void smallScaledByThePublishedCoefficientsIsMedium() {
    LayerGraph medium = lowered(new Scale(1.0, 1.1, 240 / 224.0));
    assertThat(medium.input().height()).isEqualTo(240);
    assertThat(medium.macs()).isCloseTo(3_660_000_000L, within(500_000L));
    assertThat(medium.parameters()).isCloseTo(6_870_000L, within(45_000L));
  }

  /**
   * Published: 19.36 G operations, 10.6 M parameters. The published first block expands from 24
   * channels whatever the stem has, so that it is 128 wide here, where three times 40 are 120: 0.7
   * % of the work.
   */
  @Test
  void smallScaledByThePublishedCoefficientsIsLargeButForItsFirstBlock() {
    LayerGraph large = lowered(new Scale(1.2, 1.4, 300 / 224.0));
    assertThat(large.input().height()).isEqualTo(300);
    long firstBlock = 150L * 150 * (128 - 120) * (9 * 40 + 32);
    assertThat(large.macs() + firstBlock).isCloseTo(9_662_000_000L, within(500_000L));
    assertThat(large.parameters()).isCloseTo(10_550_000L, within(60_000L));
  }

  @Test
  void everyStepOfOneTakesAboutTwiceTheWork() {
    CompoundScaling scaling = CompoundScaling.EFFICIENT_NET;
    assertThat(scaling.growth()).isCloseTo(1.92, within(0.005));
    assertThat(scaling.at(0)).isEqualTo(Scale.ONE);
    double before = lowered(scaling.at(0)).macs();
    for (int phi = 1; phi <= 4; phi++) {
      double after = lowered(scaling.at(phi)).macs();
      assertThat(after / before).isBetween(1.6, 2.4);
      before = after;
    }
  }

  @Test
  void whatNoNetworkMayBeIsLeftOut() {
    assertThat(new Scale(4, 1, 1).of(S)).isEmpty();
    assertThat(new Scale(1, 7, 1).of(S)).isEmpty();
    assertThat(new Scale(1, 1, 4.01).of(S)).isEmpty();
    assertThat(new Scale(1, 1, 0.2).of(S)).isEmpty();
  }

  @Test
  void refusals() {
    assertThatThrownBy(() -> new Scale(0, 1, 1))
        .hasMessage("width = 0.0: allowed is more than 0, at most 100");
    assertThatThrownBy(() -> new CompoundScaling(0.9, 1.1, 1.2))
        .hasMessage("depth = 0.9: allowed is 1 to 2");
    assertThatThrownBy(() -> new CompoundScaling(1.2, 1.2, 1.2))
        .hasMessage(
            "depth x width^2 x resolution^2 = 2.488; allowed is 1.8 to 2.2, so that a step of 1"
                + " takes about twice the work");
  }

  private static LayerGraph lowered(Scale scale) {
    Architecture scaled = new Architecture(List.of(), scale.of(S).orElseThrow());
    return Lowering.lower("scaled", new DeployView(224, 3, 1001).network(scaled));
  }
}
