package io.edgewise.search.space.staged;

import static io.edgewise.search.space.staged.Networks.of;
import static io.edgewise.search.space.staged.Networks.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgewise.search.network.Channels;
import io.edgewise.search.network.Fused;
import io.edgewise.search.network.MBConv;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StagedNetworkTest {

  @Test
  void theBorderBetweenEqualStagesIsNoPartOfTheNetwork() {
    assertThat(of(stage(3, 24, 5, 0)).canonicalForm())
        .isEqualTo(of(stage(3, 24, 2, 0), stage(3, 24, 3, 0)).canonicalForm());
    assertThat(of(stage(3, 24, 5, 0)).canonicalForm())
        .isNotEqualTo(of(stage(3, 24, 2, 0), stage(5, 24, 3, 0)).canonicalForm());
  }

  @Test
  void squeezeExciteRatiosThatSqueezeAlikeAreOneNetwork() {
    // From 8 and 24 input channels: 0.25 squeezes to 2 and 6, 0.26 to 2.08 and 6.24, the same; 0.3
    // to 2.4 and 7.2.
    String quarter = of(stage(3, 24, 2, 0.25)).canonicalForm();
    assertThat(of(stage(3, 24, 2, 0.26)).canonicalForm()).isEqualTo(quarter);
    assertThat(of(stage(3, 24, 2, 0.3)).canonicalForm()).isNotEqualTo(quarter);
  }

  /** round_filters: the nearest multiple of 8, one more step up if that loses more than 10 %. */
  @ParameterizedTest
  @CsvSource({
    "24, 24",
    "18, 24",
    "30, 32",
    "20, 24",
    "19.9, 24",
    "11, 16",
    "12, 16",
    "1, 8",
    "36, 40",
    "35.9, 40",
    "108, 112",
    "180, 184",
    "99.9, 96"
  })
  void roundsChannelsLikeEfficientNet(double channels, int rounded) {
    assertThat(Channels.round(channels)).isEqualTo(rounded);
  }

  /** 24 x 0.75 = 18 would lose more than 10 % at 16 channels; 4,096 is the most that may be. */
  @Test
  void someStagesCanBeMadeWiderOrNarrower() {
    StagedNetwork base = of(stage(3, 24, 2, 0), stage(5, 24, 1, 0), stage(3, 4096, 1, 0));

    assertThat(base.withStageWidth(0.75, stage -> stage == 1))
        .isEqualTo(of(stage(3, 24, 2, 0), stage(5, 24, 1, 0), stage(3, 4096, 1, 0)));
    assertThat(base.withStageWidth(0.5, stage -> stage != 1))
        .isEqualTo(of(stage(3, 16, 2, 0), stage(5, 24, 1, 0), stage(3, 2048, 1, 0)));
    assertThat(base.withStageWidth(2, stage -> true))
        .isEqualTo(of(stage(3, 48, 2, 0), stage(5, 48, 1, 0), stage(3, 4096, 1, 0)));
  }

  @Test
  void refusesWhatIsNotOfTheFamily() {
    assertThatThrownBy(() -> stage(4, 24, 1, 0))
        .hasMessage("stage kernel = 4: allowed is one of [3, 5, 7]");
    assertThatThrownBy(() -> stage(3, 5000, 1, 0))
        .hasMessage("stage channels = 5000: allowed is 1 to 4096");
    assertThatThrownBy(() -> stage(3, 24, 0, 0)).hasMessage("stage layers = 0: allowed is 1 to 32");
    assertThatThrownBy(() -> new MBConv(3, 4, 1.25))
        .hasMessage("stage squeeze-excite = 1.25: allowed is 0.0 to 1.0");
    assertThatThrownBy(() -> new Fused(3, 17))
        .hasMessage("stage expansion = 17: allowed is 1 to 16");
    assertThatThrownBy(() -> of()).hasMessage("number of stages = 0: allowed is 1 to 32");
  }
}
