package io.edgewise.jobs.status;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.edgewise.search.evaluation.Candidate;
import io.edgewise.search.history.Generation;
import io.edgewise.search.history.Tally;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Trial;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.source.Source;

/**
 * A search in Spark's metrics system, as the driver's source {@code edgewise}, so that whatever
 * sink the cluster has configured picks it up: Spark's own Prometheus page, Graphite, JMX, CSV.
 *
 * <p>{@link Source} is {@code private[spark]}, which Scala's compiler enforces and the JVM does not
 * know; it has been the way in for sources of applications since Spark 1. The public way, a {@code
 * SparkPlugin}, must be named in the configuration before Spark starts and is loaded by every
 * executor too, before it has the application's jar.
 */
public final class SearchMetrics implements Source, SearchObserver {

  private final MetricRegistry registry = new MetricRegistry();
  private volatile Tally tally = Tally.NONE;
  private final AtomicInteger queue = new AtomicInteger();
  private final AtomicInteger endedNow = new AtomicInteger();
  private final AtomicInteger failedNow = new AtomicInteger();

  /** Makes the metrics known to the running Spark. */
  public static SearchMetrics register() {
    SearchMetrics metrics = new SearchMetrics();
    SparkEnv.get().metricsSystem().registerSource(metrics);
    return metrics;
  }

  private SearchMetrics() {
    gauge("generations", () -> tally.generations());
    gauge("trials", () -> tally.counts().trained() + endedNow.get());
    gauge("failures", () -> tally.counts().failed() + failedNow.get());
    gauge("infeasible", () -> tally.counts().infeasible());
    gauge("repeated", () -> tally.counts().repeated());
    gauge("queue", queue::get);
    // Sinks take numbers only; before the first reward there is none.
    gauge("best_reward", () -> tally.best().map(Trial::reward).orElse(Double.NaN));
  }

  private void gauge(String name, Supplier<Number> value) {
    registry.register(name, (Gauge<Number>) value::get);
  }

  @Override
  public String sourceName() {
    return "edgewise";
  }

  @Override
  public MetricRegistry metricRegistry() {
    return registry;
  }

  @Override
  public void started(Tally committed) {
    tally = committed;
  }

  @Override
  public void training(int generation, int candidates) {
    queue.set(candidates);
  }

  @Override
  public void ended(int generation, Candidate candidate, Evaluation evaluation) {
    queue.decrementAndGet();
    endedNow.incrementAndGet();
    if (evaluation instanceof Evaluation.Failed) {
      failedNow.incrementAndGet();
    }
  }

  @Override
  public void committed(Generation generation, Tally committed) {
    tally = committed;
    queue.set(0);
    endedNow.set(0);
    failedNow.set(0);
  }
}
