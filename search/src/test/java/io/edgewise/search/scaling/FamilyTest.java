package io.edgewise.search.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.search.lowering.DeployView;
import io.edgewise.search.network.Fused;
import io.edgewise.search.network.MBConv;
import io.edgewise.search.network.Nonlinearity;
import io.edgewise.search.scaling.Family.Member;
import io.edgewise.search.space.staged.StagedNetwork;
import io.edgewise.search.space.staged.StagedNetwork.Head;
import io.edgewise.search.space.staged.StagedNetwork.Stage;
import io.edgewise.search.space.staged.StagedNetwork.Stem;
import io.edgewise.sim.engine.CycleSimulator;
import io.edgewise.sim.settings.AcceleratorFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FamilyTest {

  private static final StagedNetwork BASE =
      new StagedNetwork(
          1.0,
          new Stem(3, 32, Nonlinearity.RELU),
          List.of(
              new Stage(new Fused(3, 3), 1, 24, 1, Nonlinearity.RELU),
              new Stage(new Fused(3, 8), 2, 48, 3, Nonlinearity.RELU),
              new Stage(new MBConv(5, 8, 0), 2, 96, 4, Nonlinearity.RELU)),
          new Head(1280, Nonlinearity.RELU));

  private static final Family FAMILY =
      Family.of(
          BASE,
          CompoundScaling.EFFICIENT_NET,
          new DeployView(160, 3, 100),
          new CycleSimulator(AcceleratorFile.find("coral-usb")));

  @Test
  void theNetworkItselfIsAMember() {
    assertThat(FAMILY.members())
        .anySatisfy(
            member -> {
              assertThat(member.scale()).isEqualTo(Scale.ONE);
              assertThat(member.architecture().blueprint()).isEqualTo(BASE);
              assertThat(member.pixels()).isEqualTo(160);
            });
  }

  /** A step that adds a block to every stage at once would leave nothing between. */
  @Test
  void aLittleMoreThanTheNetworkIsALittleMore() {
    Member base =
        FAMILY.members().stream()
            .filter(m -> m.scale().equals(Scale.ONE))
            .findFirst()
            .orElseThrow();
    assertThat(FAMILY.members())
        .map(Member::metrics)
        .anyMatch(
            metrics ->
                metrics.macs() > base.metrics().macs()
                    && metrics.parameters() < 1.3 * base.metrics().parameters());
  }

  @Test
  void noMemberIsThereTwice() {
    assertThat(FAMILY.members().stream().map(m -> m.architecture().id()).distinct())
        .hasSameSizeAs(FAMILY.members())
        .hasSizeGreaterThan(50);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.5, 3, 5, 8, 20})
  void noOtherMemberIsLargerAndStillWithinTheTarget(double target) {
    Member member = FAMILY.largest(m -> m.metrics().latencyMillis() <= target).orElseThrow();
    assertThat(member.metrics().latencyMillis()).isLessThanOrEqualTo(target);
    assertThat(FAMILY.members())
        .noneMatch(
            other ->
                other.metrics().latencyMillis() <= target
                    && other.metrics().macs() > member.metrics().macs());
  }

  @Test
  void aTargetThatNoMemberMeetsHasNone() {
    double fastest = FAMILY.fastest().orElseThrow().metrics().latencyMillis();
    assertThat(FAMILY.largest(m -> m.metrics().latencyMillis() < fastest)).isEmpty();
  }

  @Test
  void aMemberIsResidentIfNothingIsStreamed() {
    assertThat(FAMILY.largest(Member::isResident).orElseThrow().metrics().residentShare())
        .isEqualTo(1);
    assertThat(FAMILY.largest(m -> true).orElseThrow().isResident()).isFalse();
  }
}
