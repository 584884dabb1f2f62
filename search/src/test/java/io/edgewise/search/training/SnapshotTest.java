package io.edgewise.search.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
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

  @Test
  void itTravelsBitForBit() throws IOException, ClassNotFoundException {
    float[] odd = {-0f, Float.MIN_VALUE, 1 / 3f, Float.POSITIVE_INFINITY, Float.NaN};
    Snapshot sent = new Snapshot(7, 1.5, odd, new float[] {2}, new float[0]);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(sent);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      Snapshot received = (Snapshot) in.readObject();

      assertThat(received.step()).isEqualTo(7);
      assertThat(received.lossSum()).isEqualTo(1.5);
      assertThat(Arrays.equals(received.parameters(), odd)).isTrue(); // -0 is not 0 to it.
      assertThat(received.optimiser()).containsExactly(2);
      assertThat(received.average()).isEmpty();
    }
  }

  private static Snapshot shard(int step, double lossSum, float value) {
    return new Snapshot(
        step, lossSum, new float[] {value}, new float[] {10 * value}, new float[] {100 * value});
  }
}
