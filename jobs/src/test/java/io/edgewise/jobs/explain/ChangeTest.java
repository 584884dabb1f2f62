package io.edgewise.jobs.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.jobs.config.Descriptions;
import io.edgewise.search.history.Contents;
import io.edgewise.search.history.Provenance;
import io.edgewise.search.seed.Seeds;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.file.SearchSpaceFile;
import io.edgewise.search.trial.Costs;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Trial;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.Metric;
import io.edgewise.sim.settings.AcceleratorFile;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ChangeTest {

  private static Provenance provenance(Map<String, String> settings) {
    SortedMap<String, String> environment =
        Descriptions.of(
                AcceleratorFile.settings("coral-usb"),
                SearchSpaceFile.settings("efficientnet-edgetpu"))
            .texts();
    return new Provenance(
        "efficientnet-edgetpu",
        "",
        new TreeMap<>(settings),
        Contents.UNKNOWN,
        environment,
        Instant.EPOCH);
  }

  private static final Map<String, String> DEPLOYED =
      Map.of("deploy.resolution", "224", "deploy.channels", "3", "deploy.classes", "10");

  private static Trial trial(Architecture architecture, LatencyReport report) {
    return new Trial(
        0,
        0,
        architecture,
        Costs.of(report.withoutLayers()),
        Optional.empty(),
        new Evaluation.Measured(0.5, List.of(), new Evaluation.Cost(1, "host")),
        0.5,
        Optional.empty());
  }

  @Test
  void eachChangeIsOneOtherChoiceAndTheLatencyIsTheSimulators() {
    Redeployment deployment = Redeployment.of(provenance(DEPLOYED)).orElseThrow();
    Architecture network = deployment.space().sample(new Random(Seeds.mix(1, 0, 0)));
    LatencyReport report = deployment.simulate(network).orElseThrow();

    List<Change> changes = Change.faster(deployment, trial(network, report));

    assertThat(changes).isNotEmpty().hasSizeLessThanOrEqualTo(20);
    assertThat(changes.stream().map(Change::latencyMillis).toList()).isSorted();
    Map<String, String> values = network.valuesByDecision();
    for (Change change : changes) {
      assertThat(change.from()).isEqualTo(values.get(change.decision())).isNotEqualTo(change.to());
      assertThat(change.savedMillis())
          .isPositive()
          .isEqualTo(report.latencyMillis() - change.latencyMillis());
    }
    Change first =
        changes.stream().filter(c -> c.decision().equals("resolution")).findFirst().orElseThrow();
    Map<String, String> changed = new HashMap<>(values);
    changed.put("resolution", first.to());
    assertThat(deployment.simulate(deployment.space().of(changed)).orElseThrow().latencyMillis())
        .isEqualTo(first.latencyMillis());
  }

  @Test
  void aSimulatorThatSaysSomethingElseNowIsNotAskedAbout() {
    Redeployment deployment = Redeployment.of(provenance(DEPLOYED)).orElseThrow();
    Architecture network = deployment.space().first();
    LatencyReport report = deployment.simulate(network).orElseThrow();
    LatencyReport other =
        new LatencyReport(
            report.network(),
            report.metrics().with(Metric.LATENCY, 1.01 * report.latencyMillis()),
            report.bottleneck(),
            List.of());

    assertThat(Change.faster(deployment, trial(network, other))).isEmpty();
  }

  @Test
  void aHistoryThatDoesNotTellHowANetworkIsDeployedHasNoDeployment() {
    assertThat(Redeployment.of(provenance(Map.of()))).isEmpty();
    for (String wrong : List.of("-1", "\"auto\"", "1e99", "{", "")) {
      Map<String, String> settings = new HashMap<>(DEPLOYED);
      settings.put("deploy.resolution", wrong);
      assertThat(Redeployment.of(provenance(settings))).as(wrong).isEmpty();
    }
  }
}
