package io.edgewise.jobs.actions;

import io.edgewise.jobs.dataset.DatasetLoader;
import io.edgewise.jobs.task.TrainingTask;
import io.edgewise.jobs.trainer.Place;
import io.edgewise.jobs.trainer.Trainers;
import io.edgewise.search.evaluation.Candidate;
import io.edgewise.search.evaluation.CandidateTrainer;
import io.edgewise.search.evaluation.ProxyEvaluation;
import io.edgewise.search.evaluation.Standing;
import io.edgewise.search.evaluation.SuccessiveHalving;
import io.edgewise.search.lowering.ProxyView;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.sim.settings.Secrets;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkEnv;
import org.apache.spark.SparkException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.resource.ResourceInformation;
import org.apache.spark.storage.StorageLevel;
import scala.Function2;
import scala.collection.Iterator;
import scala.collection.JavaConverters;
import scala.reflect.ClassTag$;
import scala.runtime.BoxedUnit;

/**
 * The trainings of one generation over the executors, one candidate a task, the largest proxies
 * first so that no long training starts last.
 *
 * <p>Each rung is an RDD over the one before. Paused trainings are its persisted partitions: they
 * stay on the executor that made them, which Spark prefers for the next rung, and go to its disk
 * when memory is short. Where an executor is lost Spark makes them again from their lineage, that
 * is, from the initial weights: a training is a function of its candidate, so nothing changes but
 * the time. Where every executor is lost that a training runs on, it fails ({@link Isolation}) and
 * the others go on. The data set is read once an executor JVM and shared by its tasks.
 *
 * <p>What goes on to a rung is a Spark job beside those before, so a core that has nothing left to
 * do on one rung works on the next.
 */
final class SparkTrainings implements SuccessiveHalving.Trainings, AutoCloseable {

  private final JavaSparkContext spark;
  private final TrainingTask task;
  private final ProxyView view;
  private final List<Candidate> candidates;
  private final BiConsumer<Candidate, Evaluation> ended;

  /** Place in the generation of each partition, and back. */
  private final List<Integer> longestFirst;

  private final Map<Integer, Integer> partitionOf = new HashMap<>();
  private final List<JavaRDD<Standing>> rungs = new ArrayList<>();
  private final String group = "trainings-" + UUID.randomUUID();

  /**
   * @param view how proxies follow from architectures on the task's data set
   * @param ended told, on the driver, of each candidate that has reached the recipe's last epoch or
   *     came to nothing, in the order in which they do
   */
  SparkTrainings(
      JavaSparkContext spark,
      TrainingTask task,
      ProxyView view,
      List<Candidate> candidates,
      BiConsumer<Candidate, Evaluation> ended) {
    this.spark = spark;
    this.task = task;
    this.view = view;
    this.candidates = candidates;
    this.ended = ended;
    this.longestFirst = longestFirst(candidates);
    for (int partition = 0; partition < longestFirst.size(); partition++) {
      partitionOf.put(longestFirst.get(partition), partition);
    }
  }

  @Override
  public List<Integer> order() {
    return longestFirst;
  }

  @Override
  public void train(List<Integer> epochs, SuccessiveHalving.Decisions decisions) {
    if (candidates.isEmpty()) {
      return;
    }
    List<Standing> starts =
        longestFirst.stream().map(place -> Standing.start(candidates.get(place))).toList();
    JavaRDD<Standing> before = spark.parallelize(starts, starts.size());
    for (int rung = 0; rung < epochs.size(); rung++) {
      before = before.map(training(task, view, epochs.get(rung)));
      if (rung + 1 < epochs.size()) {
        before.persist(StorageLevel.MEMORY_AND_DISK());
      }
      rungs.add(before);
    }
    try (ConcurrentJobs jobs =
        new ConcurrentJobs(
            this::runJob,
            (task, evaluation) -> arrived(task, evaluation, decisions),
            this::executorLost)) {
      jobs.run(IntStream.range(0, starts.size()).mapToObj(p -> new RungTask(0, p)).toList());
    }
  }

  /** Tells that a training has come to a rung; returns what goes on. */
  private List<RungTask> arrived(
      RungTask rungTask, Evaluation evaluation, SuccessiveHalving.Decisions decisions) {
    int place = longestFirst.get(rungTask.partition());
    if (rungTask.rung() == rungs.size() - 1 || evaluation instanceof Evaluation.Failed) {
      ended.accept(candidates.get(place), evaluation);
    }
    return decisions.reached(rungTask.rung(), place, evaluation).stream()
        .map(p -> new RungTask(p.rung(), Objects.requireNonNull(partitionOf.get(p.place()))))
        .toList();
  }

  /** Runs tasks of one rung; results are told on a thread of Spark's. */
  private void runJob(int rung, List<Integer> partitions, BiConsumer<Integer, Evaluation> onEnd) {
    Function2<Object, Evaluation, BoxedUnit> onResult =
        (index, evaluation) -> {
          onEnd.accept(partitions.get((Integer) index), evaluation);
          return BoxedUnit.UNIT;
        };
    spark.setJobGroup(group, JobNames.name(spark, description(rung, partitions.size())));
    spark
        .sc()
        .runJob(
            rungs.get(rung).rdd(),
            EVALUATION,
            JavaConverters.asScalaBuffer(new ArrayList<Object>(partitions)).toSeq(),
            onResult,
            ClassTag$.MODULE$.apply(Evaluation.class));
  }

  private String description(int rung, int trainings) {
    return String.format(
        Locale.ROOT,
        "training %d of %d%s",
        trainings,
        candidates.size(),
        rungs.size() == 1
            ? ""
            : String.format(Locale.ROOT, ", rung %d of %d", rung + 1, rungs.size()));
  }

  /** A training that no executor survives, as when a container's memory does not suffice. */
  private Evaluation executorLost(SparkException e) {
    int attempts = spark.getConf().getInt("spark.task.maxFailures", 4);
    return new Evaluation.Failed(
        "executor-lost",
        Secrets.hiddenIn(String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
        new Evaluation.Cost(0, "unknown", attempts - 1));
  }

  /** This function makes what goes back to the driver: a few numbers, and not the weights. */
  private interface ToEvaluation
      extends Function2<TaskContext, Iterator<Standing>, Evaluation>, Serializable {}

  private static final ToEvaluation EVALUATION =
      (context, standings) -> Objects.requireNonNull(standings.next().evaluation());

  /** Places of the candidates, by multiply-accumulates of their proxies, most first. */
  private static List<Integer> longestFirst(List<Candidate> candidates) {
    return IntStream.range(0, candidates.size())
        .boxed()
        .sorted(
            Comparator.<Integer>comparingLong(i -> -candidates.get(i).proxy().macs())
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  /** Static, so that the task carries the descriptions and not this object. */
  private static Function<Standing, Standing> training(
      TrainingTask task, ProxyView view, int epochs) {
    return standing ->
        new ProxyEvaluation(
                trainer(task, view),
                task.scoring(),
                System::currentTimeMillis,
                SparkEvaluator.host(),
                TaskContext.get().attemptNumber())
            .advance(standing, epochs);
  }

  private static CandidateTrainer trainer(TrainingTask task, ProxyView view) {
    TaskContext context = TaskContext.get();
    ResourceInformation gpus = context.resourcesJMap().get("gpu");
    Configuration hadoop = hadoopConfiguration();
    return Trainers.of(
        task,
        view,
        () -> DatasetLoader.load(task.data(), hadoop),
        new Place(gpus == null ? List.of() : List.of(gpus.addresses()), context::isInterrupted),
        hadoop);
  }

  /** Returns what Spark was told about file systems, on an executor too. */
  private static Configuration hadoopConfiguration() {
    return SparkHadoopUtil.get().newConfiguration(SparkEnv.get().conf());
  }

  /** Gives up what is still underway, and what has paused. */
  @Override
  public void close() {
    spark.cancelJobGroup(group);
    rungs.forEach(rung -> rung.unpersist(false));
  }
}
