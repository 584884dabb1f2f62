package io.edgewise.jobs.actions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks that take down their executors, among others. */
class IsolationTest {

  private static final SparkException LOST = new SparkException("ExecutorLostFailure");

  private final List<List<Integer>> jobs = new ArrayList<>();
  private final Set<Integer> ended = new HashSet<>();
  private final Set<Integer> atFault = new TreeSet<>();

  /** Runs tasks of which some are deadly, on executors of so many cores. */
  private Optional<SparkException> job(List<Integer> partitions, Set<Integer> deadly, int cores) {
    jobs.add(partitions);
    for (int i = 0; i < partitions.size(); i += cores) {
      List<Integer> together = partitions.subList(i, Math.min(i + cores, partitions.size()));
      if (together.stream().anyMatch(deadly::contains)) {
        return Optional.of(LOST);
      }
      ended.addAll(together);
    }
    return Optional.empty();
  }

  /** Runs tasks and, if they lose their executors, ends them. */
  private void run(int tasks, Set<Integer> deadly, int cores) {
    List<Integer> all = IntStream.range(0, tasks).boxed().toList();
    if (job(all, deadly, cores).isPresent()) {
      new Isolation(
              partitions -> job(partitions, deadly, cores),
              ended::contains,
              (partition, e) -> atFault.add(partition))
          .end(all);
    }
  }

  @Test
  void whatIsLeftIsTriedInHalves() {
    run(5, Set.of(2), 1);

    assertThat(jobs).containsExactly(List.of(0, 1, 2, 3, 4), List.of(2), List.of(3, 4));
    assertThat(atFault).containsExactly(2);
    assertThat(ended).containsExactlyInAnyOrder(0, 1, 3, 4);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void onlyTheGuiltyFailHoweverManyRunBesideThem(int cores) {
    Set<Integer> deadly = Set.of(0, 7, 8, 22);

    run(23, deadly, cores);

    assertThat(atFault).containsExactlyInAnyOrderElementsOf(deadly);
    assertThat(ended).hasSize(19).doesNotContainAnyElementsOf(deadly);
  }
}
