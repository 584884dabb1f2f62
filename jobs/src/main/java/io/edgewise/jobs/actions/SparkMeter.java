package io.edgewise.jobs.actions;

import io.edgewise.jobs.latency.DeviceMeter;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.trial.DeviceLatency;
import io.edgewise.search.trial.DeviceLatency.Untimed;
import io.edgewise.sim.settings.Secrets;
import io.edgewise.sim.settings.SettingsException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.resource.ResourceInformation;
import org.apache.spark.resource.ResourceProfile;
import org.apache.spark.resource.ResourceProfileBuilder;
import org.apache.spark.resource.TaskResourceRequests;
import org.jspecify.annotations.Nullable;

/**
 * Measures on an executor that has a device, which is a resource of Spark's: a task has it for
 * itself. Trainings need none, and go on beside it on the executor's other cores.
 */
public final class SparkMeter {

  /** Time for a task to begin, and for the file to be made, beside the command's own limit. */
  private static final long START_MILLIS = 120_000;

  private final JavaSparkContext spark;
  private final DeviceMeter meter;
  private final String resource;

  /** The profile asks for a device; null where Spark's settings give every task one. */
  private final @Nullable ResourceProfile profile;

  /**
   * @param resource the device's name in Spark's settings
   * @throws SettingsException if Spark was told of no executor that has one
   */
  public SparkMeter(JavaSparkContext spark, DeviceMeter meter, String resource) {
    this.spark = spark;
    this.meter = meter;
    this.resource = resource;
    String amount = "spark.executor.resource." + resource + ".amount";
    if (!spark.getConf().contains(amount)) {
      throw new SettingsException(
          "Spark's settings",
          List.of(
              "latency.resource: is "
                  + resource
                  + ", but "
                  + amount
                  + " is not set; allowed is a resource that executors have, or none for a device at"
                  + " the driver"));
    }
    this.profile =
        spark.getConf().contains("spark.task.resource." + resource + ".amount")
            ? null
            : new ResourceProfileBuilder()
                .require(new TaskResourceRequests().cpus(1).resource(resource, 1))
                .build();
  }

  /**
   * Measures one network.
   *
   * @throws CancellationException if this thread is interrupted meanwhile
   */
  public DeviceLatency measure(Architecture architecture) {
    spark.setJobDescription(JobNames.name(spark, "measuring " + architecture.id()));
    JavaFutureAction<List<DeviceLatency>> job =
        onDevice(spark.parallelize(List.of(architecture), 1))
            .map(measuring(meter, resource))
            .collectAsync();
    try {
      return job.get(patienceMillis(), TimeUnit.MILLISECONDS).get(0);
    } catch (TimeoutException e) {
      job.cancel(true);
      return new Untimed(
          "no-device",
          "no executor with the resource "
              + resource
              + " has measured it within "
              + patienceMillis() / 1000
              + " s");
    } catch (ExecutionException e) {
      return new Untimed("executor-lost", Secrets.hiddenIn(firstLine(e)));
    } catch (InterruptedException e) {
      job.cancel(true);
      Thread.currentThread().interrupt();
      throw new CancellationException("measuring was interrupted");
    }
  }

  private JavaRDD<Architecture> onDevice(JavaRDD<Architecture> networks) {
    return profile == null ? networks : networks.withResources(profile);
  }

  private long patienceMillis() {
    return START_MILLIS + (1L + meter.settings().retries()) * meter.settings().timeLimitMillis();
  }

  private static String firstLine(ExecutionException e) {
    return Optional.ofNullable(e.getCause())
        .map(Throwable::getMessage)
        .flatMap(message -> message.lines().findFirst())
        .orElse("");
  }

  /** Static, so that the task carries the description and not this object. */
  private static Function<Architecture, DeviceLatency> measuring(
      DeviceMeter meter, String resource) {
    return architecture -> {
      TaskContext context = TaskContext.get();
      ResourceInformation devices = context.resourcesJMap().get(resource);
      return meter.measure(
          architecture,
          devices == null ? List.of() : List.of(devices.addresses()),
          context::isInterrupted);
    };
  }
}
