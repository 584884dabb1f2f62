package io.edgewise.jobs.actions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks that take down their executors, among others. */
class IsolationTest {

  private static final String LOST =
      "Job aborted due to stage failure: Task 3 in stage 1.0 failed 4 times, most recent failure:"
          + " Lost task 3.3 (TID 9) (host executor 1): ExecutorLostFailure (executor 1 exited)";

  private final List<List<Integer>> jobs = new ArrayList<>();
  private final Set<Integer> ended = new HashSet<>();
  private final Set<Integer> atFault = new TreeSet<>();

  /** Runs tasks of which some are deadly, on executors of so many cores. */
  private void run(int tasks, Set<Integer> deadly, int cores) {
    new Isolation(
            partitions -> {
              jobs.add(partitions);
              for (int i = 0; i < partitions.size(); i += cores) {
                List<Integer> together =
                    partitions.subList(i, Math.min(i + cores, partitions.size()));
                if (together.stream().anyMatch(deadly::contains)) {
                  throwAnyway(new SparkException(LOST));
                }
                ended.addAll(together);
              }
            },
            ended::contains,
            (partition, e) -> atFault.add(partition))
        .run(IntStream.range(0, tasks).boxed().toList());
  }

  @Test
  void withoutALossThereIsOneJob() {
    run(5, Set.of(), 1);

    assertThat(jobs).containsExactly(List.of(0, 1, 2, 3, 4));
    assertThat(ended).hasSize(5);
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

  @Test
  void otherFailuresArePassedOn() {
    assertThatThrownBy(
            () ->
                new Isolation(
                        partitions -> throwAnyway(new SparkException("Task not serializable")),
                        ended::contains,
                        (partition, e) -> atFault.add(partition))
                    .run(List.of(0, 1)))
        .hasMessage("Task not serializable");
    assertThat(atFault).isEmpty();
  }

  /** As Scala does, which has no checked exceptions. */
  @SuppressWarnings("unchecked")
  private static <E extends Exception> void throwAnyway(Exception e) throws E {
    throw (E) e;
  }
}
