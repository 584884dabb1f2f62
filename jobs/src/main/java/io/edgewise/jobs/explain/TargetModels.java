package io.edgewise.jobs.explain;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The target models are what was learned of each target from a search's measured networks.
 *
 * @param models of the targets that vary
 * @param explanation what they say of the search
 */
public record TargetModels(Map<Target, TargetModel> models, SearchExplanation explanation) {

  /** The explanation of one target. */
  Explanation explanation(Target target) {
    return explanation.targets().get(target.ordinal());
  }

  /** The model of a target of which something is said. */
  TargetModel model(Target target) {
    return Objects.requireNonNull(models.get(target), "what is told has a model");
  }

  /** Learns each target that varies, if any decision does. */
  public static TargetModels of(JavaSparkContext spark, MeasuredNetworks networks) {
    Map<Target, TargetModel> models = new EnumMap<>(Target.class);
    for (Target target : Target.values()) {
      double[] values = networks.values(target);
      if (!networks.factors().isEmpty() && Arrays.stream(values).distinct().count() > 1) {
        models.put(target, TargetModel.of(spark, target, networks.factors(), values));
      }
    }
    List<Explanation> targets =
        Arrays.stream(Target.values())
            .map(
                target ->
                    models.containsKey(target)
                        ? models.get(target).explanation()
                        : new Explanation(target, 0, false, List.of()))
            .toList();
    return new TargetModels(
        models,
        new SearchExplanation(
            networks.search(),
            networks.trials().size(),
            networks.learned().size(),
            networks.decisions(),
            networks.factors().size(),
            targets));
  }
}
