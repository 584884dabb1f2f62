package io.edgewise.jobs.actions;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.spark.SparkException;

/**
 * Finds the task that takes down every executor it runs on, so that the others come to their end.
 *
 * <p>Spark gives up a job when one of its tasks has lost its executor {@code
 * spark.task.maxFailures} times. That need not be the task at fault: what ran beside it on the same
 * executor counts the loss as well. So what has not ended is tried again in halves, until the one
 * is alone.
 */
final class Isolation {

  private final Function<List<Integer>, Optional<SparkException>> job;
  private final Predicate<Integer> ended;
  private final BiConsumer<Integer, SparkException> atFault;

  /**
   * @param job runs tasks, given by their partitions, with nothing beside them; returns why Spark
   *     gave them up if it was for lost executors
   * @param ended whether a task's result has come
   * @param atFault told of each task that loses its executor although it runs alone
   */
  Isolation(
      Function<List<Integer>, Optional<SparkException>> job,
      Predicate<Integer> ended,
      BiConsumer<Integer, SparkException> atFault) {
    this.job = job;
    this.ended = ended;
    this.atFault = atFault;
  }

  /** Ends tasks of which Spark has given up one for lost executors. */
  void end(List<Integer> partitions) {
    List<Integer> left = partitions.stream().filter(ended.negate()).toList();
    if (left.size() == 1) {
      run(left);
    } else if (!left.isEmpty()) {
      run(left.subList(0, left.size() / 2));
      run(left.subList(left.size() / 2, left.size()));
    }
  }

  private void run(List<Integer> partitions) {
    Optional<SparkException> lost = job.apply(partitions);
    if (lost.isEmpty()) {
      return;
    }
    if (partitions.size() > 1) {
      end(partitions);
    } else if (!ended.test(partitions.get(0))) {
      atFault.accept(partitions.get(0), lost.get());
    }
  }
}
