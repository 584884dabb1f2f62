package io.edgewise.jobs.report;

import io.edgewise.jobs.console.TextTable;
import io.edgewise.jobs.plan.Distribution;
import io.edgewise.jobs.plan.Effort;
import io.edgewise.jobs.plan.MarginalEffect;
import io.edgewise.jobs.plan.Outlook;
import io.edgewise.jobs.plan.ProxyLoad;
import io.edgewise.jobs.plan.Schedule;
import io.edgewise.jobs.plan.SearchPlan;
import io.edgewise.jobs.plan.SpaceSample;
import io.edgewise.jobs.plan.TrainingCheck;
import io.edgewise.jobs.plan.Verdict;
import io.edgewise.search.trial.Screening;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A plan for people: whole for the command, and the few lines that stand before every search. */
public final class PlanText {

  private static final int EFFECTS = 10;
  private static final int BINS = 8;
  private static final int BAR = 40;

  private PlanText() {}

  /** The head of a search: what it is, and what stands against it. */
  public static List<String> brief(Outlook outlook) {
    List<String> lines = new ArrayList<>();
    lines.add("plan: " + space(outlook));
    lines.addAll(latency(outlook).stream().map(line -> "  " + line).toList());
    lines.add("  " + share(outlook.sample()));
    outlook.proxies().map(PlanText::proxies).ifPresent(line -> lines.add("  " + line));
    lines.add("  " + schedule(outlook.schedule()));
    Verdict.of(outlook).forEach(sentence -> lines.add("  note: " + sentence));
    return lines;
  }

  /** Everything that a plan tells, in 80 columns but for its sentences. */
  public static List<String> lines(SearchPlan plan) {
    Outlook outlook = plan.outlook();
    List<String> lines = new ArrayList<>();
    lines.add("space: " + space(outlook));
    lines.addAll(SpaceText.lines(outlook.sample().space()));
    lines.add("");
    lines.add("limits: " + share(outlook.sample()));
    lines.addAll(latency(outlook));
    for (PlanQuantity quantity : PlanQuantity.values()) {
      quantity.of(outlook.sample()).ifPresent(values -> histogram(quantity, values, lines));
    }
    effects(outlook.sample().effects(), lines);
    lines.add("");
    outlook.proxies().map(PlanText::proxies).ifPresent(lines::add);
    lines.add(schedule(outlook.schedule()));
    plan.check().ifPresent(check -> lines.add(check(check, outlook.schedule())));
    plan.effort().ifPresent(effort -> lines.add(effort(effort)));
    lines.add("");
    lines.addAll(verdict(plan));
    return lines;
  }

  private static List<String> verdict(SearchPlan plan) {
    List<String> sentences = plan.verdict();
    return sentences.isEmpty()
        ? List.of("verdict: nothing stands against it")
        : sentences.stream().map(sentence -> "verdict: " + sentence).toList();
  }

  private static String space(Outlook outlook) {
    SpaceSample sample = outlook.sample();
    return text(
        "%s, %d decisions, %s networks; %,d of them simulated on %s",
        sample.space().name(),
        sample.space().decisions().size(),
        SpaceText.size(sample.space()),
        sample.drawn().size(),
        outlook.deployment().accelerator().name());
  }

  private static String share(SpaceSample sample) {
    String out =
        sample.rejections().entrySet().stream()
            .map(e -> text("%s %.1f %%", e.getKey(), 100.0 * e.getValue() / sample.drawn().size()))
            .collect(Collectors.joining(", "));
    return text("%.1f %% are within the limits", 100 * sample.feasibleShare())
        + (out.isEmpty() ? "" : "; out for " + out);
  }

  private static List<String> latency(Outlook outlook) {
    SpaceSample sample = outlook.sample();
    Optional<Screening> fastest = sample.fastest();
    Optional<Screening> slowest = sample.slowest();
    if (fastest.isEmpty() || slowest.isEmpty()) {
      return List.of();
    }
    double limit = outlook.deployment().constraints().latencyMillis();
    return List.of(
        text(
            "fastest %.3f ms (%s), slowest %.3f ms (%s); target %s ms%s",
            SpaceSample.latencyMillis(fastest.get()),
            fastest.get().architecture().id(),
            SpaceSample.latencyMillis(slowest.get()),
            slowest.get().architecture().id(),
            outlook.targetMillis(),
            Double.isInfinite(limit) ? "" : ", limit " + limit + " ms"));
  }

  private static String proxies(ProxyLoad load) {
    if (!load.isMemoryKnown()) {
      return text(
          "proxies: %s to %s M MAC, trained as proxy.trainer says",
          millions(load.macs().least()), millions(load.macs().largest()));
    }
    return text(
        "proxies: %s to %s M MAC, %,d to %,d MB of the %,d MB that a training may take: %s",
        millions(load.macs().least()),
        millions(load.macs().largest()),
        (long) load.bytes().least() >> 20,
        (long) load.bytes().largest() >> 20,
        load.limitBytes() >> 20,
        load.allFit()
            ? "all " + load.needs().size() + " fit"
            : load.fitting() + " of " + load.needs().size() + " fit");
  }

  private static String schedule(Schedule schedule) {
    return text(
        "trainings: %,d (%d generations of %d), %d at a time, %d steps an epoch, %s epochs;"
            + " validated on %,d images: accuracy is sure to ±%.1f points",
        schedule.trainings(),
        schedule.affordable(),
        schedule.candidates(),
        schedule.slots(),
        schedule.stepsAnEpoch(),
        trimmed(schedule.meanEpochs()),
        schedule.images().validation(),
        100 * schedule.images().uncertainty());
  }

  private static String check(TrainingCheck check, Schedule schedule) {
    return check.failure().isPresent()
        ? "check: one proxy was trained, and failed"
        : text(
            "check: one proxy of the mean size was trained, %.1f s an epoch; accuracy %.1f %% after"
                + " %d (guessing: %.1f %%)",
            check.epochSeconds(),
            100 * check.accuracy(),
            check.epochs(),
            100.0 / schedule.images().classes());
  }

  private static String effort(Effort effort) {
    return text(
        "time: about %s and %s for %,d trainings",
        hours(effort.wallSeconds(), "h"),
        hours(effort.coreSeconds(), "core-hours"),
        effort.trainings());
  }

  private static String hours(double seconds, String unit) {
    String number = text(seconds < 3600 ? "%.2f" : "%.1f", seconds / 3600);
    return number + " " + unit + (seconds < 5400 ? text(" (%.1f min)", seconds / 60) : "");
  }

  private static void histogram(PlanQuantity quantity, Distribution values, List<String> lines) {
    lines.add("");
    lines.add(
        text(
            "%s: median %s, nine in ten up to %s",
            quantity.title(),
            quantity.text(values.quantile(0.5)),
            quantity.text(values.quantile(0.9))));
    List<Distribution.Bin> bins = values.bins(BINS);
    long most = bins.stream().mapToLong(Distribution.Bin::count).max().orElse(1);
    TextTable table = new TextTable().right("", "", "").left("");
    for (Distribution.Bin bin : bins) {
      table.row(
          "  " + quantity.text(bin.from()),
          quantity.text(bin.to()),
          text("%.1f %%", 100.0 * bin.count() / values.sorted().size()),
          "#".repeat((int) Math.ceil((double) BAR * bin.count() / most)));
    }
    lines.addAll(table.lines());
  }

  private static void effects(List<MarginalEffect> effects, List<String> lines) {
    if (effects.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add("what each decision does to the latency, ms against the mean, the largest first:");
    TextTable table = new TextTable().left("  decision").right("range").left("by option");
    for (MarginalEffect effect : effects.subList(0, Math.min(EFFECTS, effects.size()))) {
      table.row("  " + effect.decision(), text("%.3f", effect.rangeMillis()), byOption(effect));
    }
    lines.addAll(table.lines());
    if (effects.size() > EFFECTS) {
      lines.add(text("  and %d more, in --json", effects.size() - EFFECTS));
    }
  }

  private static String byOption(MarginalEffect effect) {
    return effect.millisByOption().entrySet().stream()
        .map((Map.Entry<String, Double> e) -> text("%s %+.2f", e.getKey(), e.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String millions(double number) {
    return text(number < 1e7 ? "%.1f" : "%.0f", number / 1e6);
  }

  private static String trimmed(double number) {
    return number == Math.rint(number) ? text("%.0f", number) : text("%.1f", number);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
