package io.edgewise.jobs.actions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Evaluation.Cost;
import io.edgewise.search.trial.Evaluation.Failed;
import io.edgewise.search.trial.Evaluation.Measured;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Jobs with a stand-in for Spark. */
@Timeout(60)
class ConcurrentJobsTest {

  private static final String LOST =
      "Job aborted due to stage failure: Task 3 in stage 1.0 failed 4 times, most recent failure:"
          + " Lost task 3.3 (TID 9) (host executor 1): ExecutorLostFailure (executor 1 exited)";

  private static final Evaluation DONE = new Measured(0.5, List.of(), new Cost(1, "here"));

  private final List<String> jobs = Collections.synchronizedList(new ArrayList<>());
  private final List<RungTask> arrived = new ArrayList<>();
  private final List<RungTask> failed = new ArrayList<>();

  private void run(
      ConcurrentJobs.Job job, BiFunction<RungTask, Evaluation, List<RungTask>> follow) {
    try (ConcurrentJobs concurrent =
        new ConcurrentJobs(
            (rung, partitions, onEnd) -> {
              jobs.add(rung + ": " + partitions);
              job.run(rung, partitions, onEnd);
            },
            (task, evaluation) -> {
              (evaluation instanceof Failed ? failed : arrived).add(task);
              return follow.apply(task, evaluation);
            },
            e -> new Failed("executor-lost", "", new Cost(0, "unknown")))) {
      concurrent.run(List.of(new RungTask(0, 0), new RungTask(0, 1), new RungTask(0, 2)));
    }
  }

  private static List<RungTask> toTheNextRung(RungTask task, int rungs) {
    return task.rung() + 1 < rungs
        ? List.of(new RungTask(task.rung() + 1, task.partition()))
        : List.of();
  }

  @Test
  void whatFollowsFromAResultRunsBesideTheRest() {
    CountDownLatch reached = new CountDownLatch(1);
    run(
        (rung, partitions, onEnd) -> {
          if (rung == 1) {
            reached.countDown();
          }
          onEnd.accept(partitions.get(0), DONE);
          for (int partition : partitions.subList(1, partitions.size())) {
            await(reached); // until a training that ended before is on its way to the next rung
            onEnd.accept(partition, DONE);
          }
        },
        (task, evaluation) -> toTheNextRung(task, 2));

    assertThat(jobs).containsExactlyInAnyOrder("0: [0, 1, 2]", "1: [0]", "1: [1]", "1: [2]");
    assertThat(arrived).hasSize(6);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Partition 1 takes its executor down at rung 0, and partition 2 at rung 1. */
  @Test
  void whatTakesItsExecutorDownFailsAndTheRestGoOn() {
    Set<RungTask> deadly = Set.of(new RungTask(0, 1), new RungTask(1, 2));

    run(
        (rung, partitions, onEnd) -> {
          for (int partition : partitions) {
            if (deadly.contains(new RungTask(rung, partition))) {
              throwAnyway(new SparkException(LOST));
            }
            onEnd.accept(partition, DONE);
          }
        },
        (task, evaluation) -> evaluation instanceof Failed ? List.of() : toTheNextRung(task, 2));

    assertThat(failed).containsExactlyInAnyOrderElementsOf(deadly);
    assertThat(arrived)
        .containsExactlyInAnyOrder(new RungTask(0, 0), new RungTask(0, 2), new RungTask(1, 0));
  }

  /** One whose executor was lost with another's is tried again with nothing beside it. */
  @Test
  void whatIsLostIsTriedAgainAlone() {
    Set<Integer> running = Collections.synchronizedSet(new HashSet<>());
    CountDownLatch together = new CountDownLatch(1);
    BiConsumer<Integer, Integer> mayLose =
        (rung, partition) -> {
          if (rung == 1 && together.getCount() > 0) {
            together.countDown();
            throwAnyway(new SparkException(LOST));
          }
        };
    run(
        (rung, partitions, onEnd) -> {
          running.add(rung);
          if (jobs.size() > 4) { // the first job and three that followed: this one is again
            assertThat(running).containsExactly(rung);
          }
          try {
            for (int partition : partitions) {
              mayLose.accept(rung, partition);
              onEnd.accept(partition, DONE);
            }
          } finally {
            running.remove(rung);
          }
        },
        (task, evaluation) -> toTheNextRung(task, 2));

    assertThat(failed).isEmpty();
    assertThat(arrived).hasSize(6);
    assertThat(jobs).hasSize(5);
  }

  @Test
  void otherFailuresArePassedOn() {
    assertThatThrownBy(
            () ->
                run(
                    (rung, partitions, onEnd) ->
                        throwAnyway(new SparkException("Task not serializable")),
                    (task, evaluation) -> List.of()))
        .isInstanceOf(SparkException.class)
        .hasMessage("Task not serializable");
    assertThat(arrived).isEmpty();
  }

  /** Throws as Scala does, which has no checked exceptions. */
  @SuppressWarnings("unchecked")
  private static <E extends Exception> void throwAnyway(Exception e) throws E {
    throw (E) e;
  }
}
