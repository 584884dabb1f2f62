package io.edgewise.jobs.actions;

import io.edgewise.search.trial.Evaluation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.SparkException;
import org.jspecify.annotations.Nullable;

/**
 * Spark jobs side by side, each begun by the results of others, which are handled one at a time on
 * the caller's thread.
 */
final class ConcurrentJobs implements AutoCloseable {

  /** Runs tasks of one rung, and tells each partition's result; returns when all have ended. */
  interface Job {
    void run(int rung, List<Integer> partitions, BiConsumer<Integer, Evaluation> onEnd);
  }

  private sealed interface Event {
    record Result(RungTask task, Evaluation evaluation) implements Event {}

    record JobEnded(List<RungTask> tasks, @Nullable Throwable failure) implements Event {}
  }

  private final Job job;
  private final BiFunction<RungTask, Evaluation, List<RungTask>> arrived;
  private final Function<SparkException, Evaluation> executorLost;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "trainings");
            thread.setDaemon(true);
            return thread;
          });
  private final Set<RungTask> ended = new HashSet<>();
  private int underway;

  /**
   * @param arrived told of each result; returns the tasks to run then
   * @param executorLost the result of a task that loses every executor it runs on
   */
  ConcurrentJobs(
      Job job,
      BiFunction<RungTask, Evaluation, List<RungTask>> arrived,
      Function<SparkException, Evaluation> executorLost) {
    this.job = job;
    this.arrived = arrived;
    this.executorLost = executorLost;
  }

  /** Runs these tasks and all that follow from them. */
  void run(List<RungTask> tasks) {
    List<RungTask> next = tasks;
    while (!next.isEmpty()) {
      begin(next);
      List<RungTask> lost = new ArrayList<>();
      drain(this::begin, (task, e) -> lost.add(task));
      next = isolated(lost);
    }
  }

  /** One job a rung. */
  private void begin(List<RungTask> tasks) {
    byRung(tasks)
        .forEach(
            (rung, partitions) -> {
              underway++;
              threads.execute(() -> runJob(rung, partitions));
            });
  }

  private static Map<Integer, List<Integer>> byRung(List<RungTask> tasks) {
    return tasks.stream()
        .collect(
            Collectors.groupingBy(
                RungTask::rung,
                TreeMap::new,
                Collectors.mapping(RungTask::partition, Collectors.toList())));
  }

  private void runJob(int rung, List<Integer> partitions) {
    @Nullable Throwable failure = null;
    try {
      job.run(
          rung,
          partitions,
          (partition, evaluation) ->
              events.add(new Event.Result(new RungTask(rung, partition), evaluation)));
    } catch (Throwable e) { // It is thrown where the events are handled.
      failure = e;
    }
    events.add(
        new Event.JobEnded(partitions.stream().map(p -> new RungTask(rung, p)).toList(), failure));
  }

  /**
   * Handles events until no job is underway.
   *
   * @param follow given the tasks that follow from a result
   * @param lost told of tasks that Spark has given up for lost executors, and why
   */
  private void drain(Consumer<List<RungTask>> follow, BiConsumer<RungTask, SparkException> lost) {
    while (underway > 0) {
      Event event = take();
      if (event instanceof Event.Result result) {
        follow.accept(arrive(result.task, result.evaluation));
      } else if (event instanceof Event.JobEnded job) {
        underway--;
        if (job.failure != null) {
          SparkException why = lostExecutor(job.failure);
          job.tasks.stream().filter(t -> !ended.contains(t)).forEach(t -> lost.accept(t, why));
        }
      }
    }
  }

  private List<RungTask> arrive(RungTask task, Evaluation evaluation) {
    ended.add(task);
    return arrived.apply(task, evaluation);
  }

  private Event take() {
    try {
      return events.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while training");
    }
  }

  /** The failure if it is a lost executor, which Spark tells in words only; throws any other. */
  private static SparkException lostExecutor(Throwable failure) {
    if (failure instanceof SparkException spark
        && String.valueOf(spark.getMessage()).contains("ExecutorLostFailure")) {
      return spark;
    }
    throw unchecked(failure);
  }

  /** Throws the failure as it is, because Scala declares no checked exceptions. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> RuntimeException unchecked(Throwable failure) throws E {
    throw (E) failure;
  }

  /** Ends tasks of which some lose their executors, a few at a time; returns what follows. */
  private List<RungTask> isolated(List<RungTask> lost) {
    List<RungTask> next = new ArrayList<>();
    byRung(lost)
        .forEach(
            (rung, partitions) ->
                new Isolation(
                        some -> alone(rung, some, next::addAll),
                        partition -> ended.contains(new RungTask(rung, partition)),
                        (partition, e) ->
                            next.addAll(
                                arrive(new RungTask(rung, partition), executorLost.apply(e))))
                    .end(partitions));
    return next;
  }

  private Optional<SparkException> alone(
      int rung, List<Integer> partitions, Consumer<List<RungTask>> follow) {
    begin(partitions.stream().map(p -> new RungTask(rung, p)).toList());
    List<SparkException> losses = new ArrayList<>();
    drain(follow, (task, e) -> losses.add(e));
    return losses.stream().findFirst();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
