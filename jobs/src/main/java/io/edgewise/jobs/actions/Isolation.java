package io.edgewise.jobs.actions;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
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

  private final Consumer<List<Integer>> job;
  private final Predicate<Integer> ended;
  private final BiConsumer<Integer, SparkException> atFault;

  /**
   * @param job runs tasks, given by their partitions; throws what Spark throws
   * @param ended whether a task's result has come
   * @param atFault told of each task that loses its executor although it runs alone
   */
  Isolation(
      Consumer<List<Integer>> job,
      Predicate<Integer> ended,
      BiConsumer<Integer, SparkException> atFault) {
    this.job = job;
    this.ended = ended;
    this.atFault = atFault;
  }

  void run(List<Integer> partitions) {
    try {
      job.accept(partitions);
    } catch (Exception e) { // Scala declares no checked exceptions, and this one is.
      if (!(e instanceof SparkException spark) || !isLostExecutor(spark)) {
        throw e;
      }
      List<Integer> left = partitions.stream().filter(ended.negate()).toList();
      if (partitions.size() == 1) {
        left.forEach(partition -> atFault.accept(partition, spark));
      } else if (left.size() == 1) {
        run(left);
      } else if (!left.isEmpty()) {
        run(left.subList(0, left.size() / 2));
        run(left.subList(left.size() / 2, left.size()));
      }
    }
  }

  /** Spark tells it in words only. */
  private static boolean isLostExecutor(SparkException e) {
    return String.valueOf(e.getMessage()).contains("ExecutorLostFailure");
  }
}
