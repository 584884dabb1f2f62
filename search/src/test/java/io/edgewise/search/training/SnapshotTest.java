package io.edgewise.search.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SnapshotTest {

  @Test
  void theMeanIsThatOfParametersOptimiserAndAverageAlike() {
    Snapshot mean = Snapshot.mean(List.of(shard(4, 1, 2), shard(4, 2, 4)));

    assertThat(mean.step()).isEqualTo(4);
    assertThat(mean.lossSum()).isEqualTo(1.5);
    assertThat(mean.parameters()).containsExactly(3f);
    assertThat(mean.optimiser()).containsExactly(30f);
    assertThat(mean.average()).containsExactly(300f);
  }

  /** 2^24 + 1 is no float: summed in floats, the two ones would be lost one after the other. */
  @Test
  void sumsAreInDouble() {
    List<Snapshot> shards =
        List.of(shard(1, 0, 1 << 24), shard(1, 0, 1), shard(1, 0, 1), shard(1, 0, 0));

    assertThat(Snapshot.mean(shards).parameters()).containsExactly(4_194_304.5f);
  }

  @Test
  void shardsThatAreNotAfterTheSameStepHaveNoMean() {
    assertThatThrownBy(() -> Snapshot.mean(List.of(shard(1, 0, 0), shard(2, 0, 0))))
        .hasMessage("shards are after different steps");
  }

  private static Snapshot shard(int step, double lossSum, float value) {
    return new Snapshot(
        step, lossSum, new float[] {value}, new float[] {10 * value}, new float[] {100 * value});
  }
}
