package io.edgewise.jobs.actions;

import io.edgewise.jobs.task.ShardTask;
import io.edgewise.search.dataset.Images;
import io.edgewise.search.proxy.dl4j.ShardTraining;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;

/**
 * The trainings of this JVM that no task has at the moment: to make a network in every round would
 * take longer than to average two. There are never more of them than tasks that ran at a time, and
 * only those of the last shard task. A training is a function of the snapshot it goes on from, so
 * that it does not matter which one a task gets.
 */
final class IdleTrainings {

  /** A training, and the very object that it was made for. */
  private record Idle(ShardTask task, ShardTraining training) {}

  private static final Deque<Idle> IDLE = new ArrayDeque<>();

  private IdleTrainings() {}

  /**
   * Lends a training for one piece of work, an idle one if there is one.
   *
   * @param images all training images of the task
   */
  static <T> T lend(ShardTask task, Images images, Function<ShardTraining, T> work) {
    ShardTraining training =
        take(task)
            .orElseGet(
                () -> new ShardTraining(task.network(), images, task.plan(), task.objective()));
    boolean done = false;
    try {
      T result = work.apply(training);
      done = true;
      return result;
    } finally {
      if (done) {
        giveBack(new Idle(task, training));
      } else {
        training.close();
      }
    }
  }

  private static synchronized Optional<ShardTraining> take(ShardTask task) {
    while (!IDLE.isEmpty()) {
      Idle idle = IDLE.pop();
      if (idle.task == task) {
        return Optional.of(idle.training);
      }
      idle.training.close();
    }
    return Optional.empty();
  }

  private static synchronized void giveBack(Idle idle) {
    IDLE.push(idle);
  }

  /** Frees all of them. */
  static synchronized void close() {
    IDLE.forEach(idle -> idle.training.close());
    IDLE.clear();
  }
}
