package io.edgewise.jobs.plan;

import io.edgewise.jobs.plan.Schedule.Images;
import io.edgewise.search.evaluation.Constraints;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** This class says what stands against a search, and what to change: one sentence each. */
public final class Verdict {

  /**
   * A smaller share of feasible proposals is told: a search then simulates what it never trains.
   */
  private static final double FEW = 0.01;

  /** An accuracy that is surer than this tells networks of a usual space apart. */
  private static final double TOO_UNSURE = 0.05;

  private static final double SECONDS_A_MILLI = 1e-3;

  private Verdict() {}

  /** Says what an outlook tells. */
  public static List<String> of(Outlook outlook) {
    List<String> sentences = new ArrayList<>();
    space(outlook, sentences);
    target(outlook, sentences);
    outlook.proxies().filter(load -> !load.allFit()).map(Verdict::memory).ifPresent(sentences::add);
    budget(outlook, sentences);
    validation(outlook.schedule().images()).ifPresent(sentences::add);
    return sentences;
  }

  /** Says what a plan tells: its outlook, then what the training that was a check adds. */
  static List<String> of(SearchPlan plan) {
    List<String> sentences = of(plan.outlook());
    plan.check()
        .flatMap(TrainingCheck::failure)
        .ifPresent(why -> sentences.add("the proxy that was trained as a check failed: " + why));
    plan.effort().ifPresent(effort -> time(plan, effort, sentences));
    return sentences;
  }

  private static void space(Outlook outlook, List<String> sentences) {
    SpaceSample sample = outlook.sample();
    double share = sample.feasibleShare();
    if (sample.fastest().isEmpty()) {
      sentences.add(
          "the accelerator runs no network of the space: "
              + sample.first().rejection().map(r -> r.detail()).orElse(""));
    } else if (share < FEW) {
      sentences.add(
          text(
              "%s of %,d networks within the limits (%s); the fastest takes %.3f ms: raise the"
                  + " limits, lower deploy.resolution, or narrow the space to its smaller options",
              share == 0 ? "none" : text("%.2f %%", 100 * share),
              sample.drawn().size(),
              String.join(", ", sample.rejections().keySet()),
              sample.fastest().map(SpaceSample::latencyMillis).orElseThrow()));
    }
  }

  private static void target(Outlook outlook, List<String> sentences) {
    double target = outlook.targetMillis();
    Constraints limits = outlook.deployment().constraints();
    if (target > limits.latencyMillis()) {
      sentences.add(
          text(
              "reward.target-millis is %s, above constraints.latency-millis, which is %s: nothing"
                  + " slower than the limit is trained, so that the target says nothing; aim at the"
                  + " limit or below",
              target, limits.latencyMillis()));
    }
    outlook
        .sample()
        .distribution(metrics -> metrics.latencyMillis())
        .ifPresent(latency -> reach(target, latency, sentences));
  }

  private static void reach(double target, Distribution latency, List<String> sentences) {
    if (latency.largest() < target) {
      sentences.add(
          text(
              "every network is faster than the target of %s ms, the slowest takes %.3f ms: raise"
                  + " deploy.resolution, let the space have wider and deeper networks, or lower"
                  + " reward.target-millis",
              target, latency.largest()));
    } else if (latency.shareUpTo(target) < FEW) {
      sentences.add(
          text(
              "%.2f %% of the networks meet the target of %s ms, the median takes %.3f ms: raise"
                  + " reward.target-millis, lower deploy.resolution, or narrow the space to its"
                  + " smaller options",
              100 * latency.shareUpTo(target), target, latency.quantile(0.5)));
    }
  }

  private static String memory(ProxyLoad load) {
    int batch = load.fittingBatch();
    return text(
        "%d of %d proxies do not fit the executors, where a training may take %,d MB and the largest"
            + " needs %,d MB: lower proxy.width-factor, proxy.depth-factor or proxy.resolution%s, or"
            + " give executors more memory or fewer cores",
        load.needs().size() - load.fitting(),
        load.needs().size(),
        load.limitBytes() >> 20,
        (long) load.bytes().largest() >> 20,
        batch > 0 ? text(", or proxy.batch-size to %d", batch) : "");
  }

  private static void budget(Outlook outlook, List<String> sentences) {
    Schedule schedule = outlook.schedule();
    if (schedule.affordable() < schedule.generations()) {
      sentences.add(
          text(
              "search.budget.trials ends the search after generation %d of %d: raise it, or lower"
                  + " search.generations",
              schedule.affordable(), schedule.generations()));
    }
    long networks = outlook.feasibleNetworks();
    if (networks > 0 && networks <= schedule.trainings()) {
      sentences.add(
          text(
              "the budget of %d trainings exhausts the space, about %d networks are within the"
                  + " limits: lower search.generations, or let the space have more options",
              schedule.trainings(), networks));
    }
  }

  private static Optional<String> validation(Images images) {
    double unsure = images.uncertainty();
    if (unsure <= TOO_UNSURE) {
      return Optional.empty();
    }
    return Optional.of(
        text(
            "%d validation images are too few to rank: an accuracy is sure to ±%.1f points, and"
                + " networks that differ by less are told apart by chance; raise"
                + " dataset.validation-fraction or add images (%d make it ±%.0f)",
            images.validation(),
            100 * unsure,
            (int) Math.ceil(0.25 * Math.pow(1.96 / TOO_UNSURE, 2)),
            100 * TOO_UNSURE));
  }

  private static void time(SearchPlan plan, Effort effort, List<String> sentences) {
    Schedule schedule = plan.outlook().schedule();
    double limit = schedule.recipe().timeLimitMillis() * SECONDS_A_MILLI;
    double longest =
        plan.check().orElseThrow().epochSeconds()
            * schedule.recipe().epochs()
            * plan.outlook().proxies().map(p -> p.macs().largest() / p.macs().mean()).orElse(1.0);
    if (longest > limit) {
      sentences.add(
          text(
              "the largest proxies take about %.0f s, above proxy.time-limit-seconds, which is %.0f:"
                  + " lower proxy.width-factor, proxy.epochs or dataset.examples, or raise the limit",
              longest, limit));
    }
    exceeded("wall-time", schedule.budget().wall(), effort.wallSeconds()).ifPresent(sentences::add);
    exceeded("core-hours", schedule.budget().cores(), effort.coreSeconds())
        .ifPresent(sentences::add);
  }

  private static Optional<String> exceeded(String key, Optional<Duration> limit, double seconds) {
    return limit
        .filter(most -> most.toSeconds() < seconds)
        .map(
            most ->
                text(
                    "search.budget.%s ends the search after about %.0f %% of its generations: raise"
                        + " it, or lower search.generations",
                    key, 100 * most.toSeconds() / seconds));
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
