package io.edgewise.jobs.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.search.dataset.GeneratedShapes;
import io.edgewise.search.dataset.ImageSet;
import io.edgewise.search.network.Block;
import io.edgewise.search.network.BlockNetwork;
import io.edgewise.search.network.BlockNetwork.Stem;
import io.edgewise.search.network.Fused;
import io.edgewise.search.network.Nonlinearity;
import io.edgewise.search.proxy.dl4j.FullNetwork;
import io.edgewise.search.proxy.dl4j.ShardTraining;
import io.edgewise.search.training.Checkpoint;
import io.edgewise.search.training.CheckpointFormat;
import io.edgewise.search.training.FullRecipe;
import io.edgewise.search.training.Objective;
import io.edgewise.search.training.Shards;
import io.edgewise.search.training.Snapshot;
import io.edgewise.search.training.TrainingPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rounds of a small training, stopped after each of them. */
class RoundsTest {

  private static final Objective LABELS = new Objective.Labels();
  private static final int IMAGES = 64;
  private static final ImageSet DATA = new GeneratedShapes(1).training(IMAGES);
  private static final ImageSet VALIDATION = new GeneratedShapes(1).test(16);
  private static final SortedMap<String, String> IDENTITY = new TreeMap<>();
  private static final BlockNetwork NETWORK =
      new BlockNetwork(
          DATA.height(),
          DATA.channels(),
          DATA.classes(),
          new Stem(3, 2, 8, Nonlinearity.RELU),
          List.of(new Block(new Fused(3, 2), 2, 8, 8, Nonlinearity.RELU)),
          16,
          Nonlinearity.RELU);

  @ParameterizedTest(name = "{0} shards")
  @ValueSource(ints = {1, 2})
  void fromWhicheverCheckpointATrainingGoesOnItComesToTheSame(int shards) {
    TrainingPlan plan =
        new TrainingPlan(
            new FullRecipe(3, 8, 0.01, 1, 0.02, 0.1, true, 0, 0.3, 0.9), IMAGES, shards, 11);
    List<byte[]> saved = new ArrayList<>();

    Checkpoint whole = run(plan, start(plan), saved, Integer.MAX_VALUE);

    assertThat(whole.epochs()).hasSize(3);
    assertThat(saved).hasSize(3 * ((plan.stepsAnEpoch() + 2) / 3));
    requireSame(read(saved.get(saved.size() - 1)), whole);
    for (int i = 0; i + 1 < saved.size(); i++) {
      requireSame(read(next(plan, saved.get(i))), read(saved.get(i + 1)));
    }
  }

  /** All but the time that it took. */
  private static void requireSame(Checkpoint one, Checkpoint other) {
    assertThat(one.epochs()).isEqualTo(other.epochs());
    assertThat(one.snapshot().step()).isEqualTo(other.snapshot().step());
    assertThat(Arrays.equals(one.best(), other.best())).isTrue();
    assertThat(Arrays.equals(one.snapshot().parameters(), other.snapshot().parameters())).isTrue();
    assertThat(Arrays.equals(one.snapshot().optimiser(), other.snapshot().optimiser())).isTrue();
  }

  private static Checkpoint read(byte[] bytes) {
    return CheckpointFormat.read(bytes, IDENTITY);
  }

  /** The checkpoint that follows one: from it on, all further ones follow. */
  private static byte[] next(TrainingPlan plan, byte[] from) {
    List<byte[]> saved = new ArrayList<>();
    try {
      run(plan, read(from), saved, 1);
    } catch (Killed e) {
      assertThat(saved).hasSize(1);
    }
    return saved.get(0);
  }

  /** An end in the middle of a training. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static Checkpoint start(TrainingPlan plan) {
    try (ShardTraining training = new ShardTraining(NETWORK, DATA, plan, LABELS)) {
      return Checkpoint.start(training.start());
    }
  }

  /**
   * Rounds of three steps.
   *
   * @param rounds after which it is killed
   */
  private static Checkpoint run(
      TrainingPlan plan, Checkpoint from, List<byte[]> saved, int rounds) {
    try (FullNetwork network = new FullNetwork(NETWORK, 8)) {
      return new Rounds(
              plan,
              new Anew(plan, network),
              3,
              at -> {
                saved.add(CheckpointFormat.write(at, IDENTITY));
                if (saved.size() == rounds) {
                  throw new Killed();
                }
              })
          .from(from);
    }
  }

  /** Shards one after the other, in networks made anew. */
  private record Anew(TrainingPlan plan, FullNetwork network) implements Shards {

    @Override
    public List<Snapshot> train(Snapshot from, int toStep) {
      List<Snapshot> snapshots = new ArrayList<>();
      for (int shard = 0; shard < plan.shards(); shard++) {
        try (ShardTraining training = new ShardTraining(NETWORK, DATA, plan, LABELS)) {
          snapshots.add(training.train(shard, from, toStep));
        }
      }
      return snapshots;
    }

    @Override
    public double accuracy(float[] weights) {
      return network.accuracy(weights, VALIDATION);
    }
  }
}
