package io.edgewise.jobs.plan;

import io.edgewise.jobs.actions.SparkProxyNeeds.Need;
import io.edgewise.jobs.plan.Schedule.Images;
import io.edgewise.search.evaluation.Constraints;
import io.edgewise.search.evaluation.Deployment;
import io.edgewise.search.evaluation.Halving;
import io.edgewise.search.evaluation.Proxy;
import io.edgewise.search.lowering.DeployView;
import io.edgewise.search.proxy.TrainingRecipe;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.Decision;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.search.space.TableRow;
import io.edgewise.search.stopping.Budget;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Screening;
import io.edgewise.sim.Bottleneck;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.Metric;
import io.edgewise.sim.Metrics;
import io.edgewise.sim.settings.AcceleratorFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * A space of two decisions whose networks take 1, 2 or 3 ms by their size, and 10 ms more where
 * their kernel is 5: 1, 11, 2, 12, 3 and 13 ms.
 */
final class PlanSamples {

  static final SearchSpace SPACE =
      new SearchSpace(
          "six",
          List.of(
              new Decision("size", List.of("1", "2", "3"), List.of()),
              new Decision("kernel", List.of("3", "5"), List.of())),
          values -> new TableRow(values.get("size") + "/" + values.get("kernel")));

  private static final long MEGABYTE = 1 << 20;

  private PlanSamples() {}

  /** Each of the six networks once, with a limit on the latency. */
  static SpaceSample everyNetwork(double limitMillis) {
    List<Screening> all = SPACE.enumerate().map(a -> screen(a, limitMillis)).toList();
    return new SpaceSample(SPACE, all.get(0), all);
  }

  static Screening screen(Architecture architecture, double limitMillis) {
    Map<String, String> values = architecture.valuesByDecision();
    double millis =
        Integer.parseInt(values.getOrDefault("size", "0")) + (values.containsValue("5") ? 10 : 0);
    LatencyReport report =
        new LatencyReport(
            architecture.id().hex(),
            Metrics.NONE.with(Metric.LATENCY, millis),
            Bottleneck.COMPUTE,
            List.of());
    return millis > limitMillis
        ? Screening.rejected(architecture, report, new Evaluation.Infeasible("latency", "slow"))
        : Screening.feasible(architecture, report);
  }

  static Outlook outlook(
      SpaceSample sample, double targetMillis, double limitMillis, Schedule schedule) {
    return new Outlook(
        "trial",
        sample,
        new Deployment(
            new DeployView(224, 3, 10),
            AcceleratorFile.find("coral-usb"),
            new Constraints(limitMillis, Long.MAX_VALUE, Long.MAX_VALUE)),
        targetMillis,
        sample.feasible().isEmpty() ? Optional.empty() : Optional.of(load(sample.feasible(), 1000)),
        schedule);
  }

  /** Proxies of 100 MB, 200 MB and so on. */
  static ProxyLoad load(List<Screening> screenings, long limitMegabytes) {
    long[] places = LongStream.rangeClosed(1, screenings.size()).toArray();
    return new ProxyLoad(
        screenings,
        LongStream.of(places).mapToObj(n -> new Proxy("rule", n, n * 1_000_000)).toList(),
        LongStream.of(places)
            .mapToObj(n -> new Need(100 * n * MEGABYTE, limitMegabytes * MEGABYTE))
            .toList(),
        32);
  }

  /** Two generations of two candidates on two slots, three epochs, 2,000 validation images. */
  static Schedule schedule(Halving halving, Budget budget) {
    return new Schedule(
        2,
        2,
        2,
        new TrainingRecipe(3, 32, 0.003, 0.1, false, 600_000),
        halving,
        budget,
        new Images(1000, 2000, 10));
  }
}
