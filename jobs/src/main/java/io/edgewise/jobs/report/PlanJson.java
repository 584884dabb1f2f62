package io.edgewise.jobs.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.edgewise.jobs.plan.Distribution;
import io.edgewise.jobs.plan.Effort;
import io.edgewise.jobs.plan.MarginalEffect;
import io.edgewise.jobs.plan.Outlook;
import io.edgewise.jobs.plan.ProxyLoad;
import io.edgewise.jobs.plan.Schedule;
import io.edgewise.jobs.plan.SearchPlan;
import io.edgewise.jobs.plan.SpaceSample;
import io.edgewise.jobs.plan.TrainingCheck;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.search.trial.Screening;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** A plan as JSON: the numbers of {@link PlanText}, all of them, to six digits. */
public final class PlanJson {

  private static final JsonMapper JSON = new JsonMapper();
  private static final MathContext DIGITS = new MathContext(6);

  private PlanJson() {}

  /**
   * {@code {"search", "space", "sample", "distributions", "effects", "proxies", "schedule",
   * "check", "effort", "verdict"}}; what is not known has no key.
   */
  public static String of(SearchPlan plan) {
    Outlook outlook = plan.outlook();
    ObjectNode root = JSON.createObjectNode();
    root.put("search", outlook.search());
    space(outlook.sample().space(), root.putObject("space"));
    sample(outlook, root.putObject("sample"));
    ObjectNode distributions = root.putObject("distributions");
    for (PlanQuantity quantity : PlanQuantity.values()) {
      quantity
          .of(outlook.sample())
          .ifPresent(
              values ->
                  distribution(
                          values, distributions.putObject(quantity.name().toLowerCase(Locale.ROOT)))
                      .put("quantity", quantity.title()));
    }
    ArrayNode effects = root.putArray("effects");
    outlook.sample().effects().forEach(effect -> effect(effect, effects.addObject()));
    outlook.proxies().ifPresent(load -> proxies(load, root.putObject("proxies")));
    schedule(outlook.schedule(), root.putObject("schedule"));
    plan.check().ifPresent(check -> check(check, root.putObject("check")));
    plan.effort().ifPresent(effort -> effort(effort, root.putObject("effort")));
    ArrayNode verdict = root.putArray("verdict");
    plan.verdict().forEach(verdict::add);
    return root.toPrettyString();
  }

  private static void space(SearchSpace space, ObjectNode node) {
    node.put("name", space.name()).put("networks", space.size());
    ObjectNode open = node.putObject("decisions");
    space
        .decisions()
        .forEach(decision -> decision.options().forEach(open.withArray(decision.name())::add));
    ObjectNode fixed = node.putObject("fixed");
    space.fixed().forEach(choice -> fixed.put(choice.decision(), choice.value()));
  }

  private static void sample(Outlook outlook, ObjectNode node) {
    SpaceSample sample = outlook.sample();
    node.put("accelerator", outlook.deployment().accelerator().name());
    node.put("simulated", sample.drawn().size());
    node.put("feasible_share", rounded(sample.feasibleShare()));
    ObjectNode rejections = node.putObject("rejections");
    sample.rejections().forEach(rejections::put);
    node.put("target_ms", outlook.targetMillis());
    sample.fastest().ifPresent(network -> network(network, node.putObject("fastest")));
    sample.slowest().ifPresent(network -> network(network, node.putObject("slowest")));
  }

  private static void network(Screening screening, ObjectNode node) {
    node.put("architecture_id", screening.architecture().id().hex());
    node.put("latency_ms", rounded(SpaceSample.latencyMillis(screening)));
    ObjectNode choices = node.putObject("choices");
    screening
        .architecture()
        .choices()
        .forEach(choice -> choices.put(choice.decision(), choice.value()));
  }

  private static ObjectNode distribution(Distribution values, ObjectNode node) {
    node.put("least", rounded(values.least()));
    for (int percent : new int[] {10, 25, 50, 75, 90}) {
      node.put("p" + percent, rounded(values.quantile(percent / 100.0)));
    }
    return node.put("largest", rounded(values.largest())).put("mean", rounded(values.mean()));
  }

  private static void effect(MarginalEffect effect, ObjectNode node) {
    node.put("decision", effect.decision()).put("range_ms", rounded(effect.rangeMillis()));
    ObjectNode options = node.putObject("by_option_ms");
    effect.millisByOption().forEach((option, millis) -> options.put(option, rounded(millis)));
  }

  private static void proxies(ProxyLoad load, ObjectNode node) {
    node.put("sampled", load.needs().size()).put("fitting", load.fitting());
    node.put("limit_bytes", load.limitBytes());
    distribution(load.bytes(), node.putObject("bytes"));
    distribution(load.macs(), node.putObject("macs"));
  }

  private static void schedule(Schedule schedule, ObjectNode node) {
    node.put("generations", schedule.affordable()).put("candidates", schedule.candidates());
    node.put("trainings", schedule.trainings()).put("slots", schedule.slots());
    node.put("steps_an_epoch", schedule.stepsAnEpoch());
    node.put("mean_epochs", rounded(schedule.meanEpochs()));
    node.put("training_images", schedule.images().training());
    node.put("validation_images", schedule.images().validation());
    node.put("classes", schedule.images().classes());
    node.put("accuracy_uncertainty", rounded(schedule.images().uncertainty()));
  }

  private static void check(TrainingCheck check, ObjectNode node) {
    check.failure().ifPresent(why -> node.put("failure", why));
    node.put("accuracy", rounded(check.accuracy())).put("epochs", check.epochs());
    node.put("first_seconds", rounded(check.firstSeconds()));
    node.put("epoch_seconds", rounded(check.epochSeconds()));
    node.put("generation_seconds", rounded(check.generationSeconds()));
  }

  private static void effort(Effort effort, ObjectNode node) {
    node.put("trainings", effort.trainings());
    node.put("hours", rounded(effort.hours())).put("core_hours", rounded(effort.coreHours()));
  }

  private static double rounded(double number) {
    return new BigDecimal(number).round(DIGITS).doubleValue();
  }
}
