package io.edgewise.jobs.search;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigRenderOptions;
import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.latency.Agreement;
import io.edgewise.jobs.network.DeployedArchitecture;
import io.edgewise.jobs.report.CalibrationText;
import io.edgewise.search.evaluation.Fleet;
import io.edgewise.search.evaluation.Screener;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.ArchitectureId;
import io.edgewise.search.trial.Screening;
import io.edgewise.search.trial.Trial;
import io.edgewise.sim.SimulationResult;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.accelerator.Uncertainty;
import io.edgewise.sim.calibration.Calibration;
import io.edgewise.sim.calibration.Calibrator;
import io.edgewise.sim.calibration.Predictor;
import io.edgewise.sim.engine.CycleSimulator;
import io.edgewise.sim.settings.SettingsException;
import io.edgewise.sim.workload.LayerGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The accelerator in force is what a search simulates with: the one that its settings name, until
 * the device disagrees and the search is told to follow it. It is then fitted to what was measured,
 * always from the settings' own, so that it follows from the history alone.
 */
final class AcceleratorInForce {

  private final SearchConfig original;
  private final Function<Fleet, Screener> screeners;
  private final Console console;
  private SearchConfig config;
  private Screener screener;

  /**
   * @param screeners simulate for a fleet
   */
  AcceleratorInForce(SearchConfig config, Function<Fleet, Screener> screeners, Console console) {
    this.original = config;
    this.screeners = screeners;
    this.console = console;
    this.config = config;
    this.screener = screeners.apply(config.fleet());
  }

  /** The search's configuration with this accelerator. */
  SearchConfig config() {
    return config;
  }

  Screener screener() {
    return screener;
  }

  /**
   * Goes on with an accelerator that was fitted before.
   *
   * @param description as {@link #fitted} gave it
   */
  void recall(String description) {
    config = original.calibrated(description);
    screener = screeners.apply(config.fleet());
  }

  /**
   * Fits the accelerator to the device where they disagree, and goes on with it.
   *
   * @param trials all so far
   * @return its description as JSON; empty if it stays as it is
   */
  Optional<String> fitted(List<Trial> trials) {
    List<Trial> timed = trials.stream().filter(trial -> trial.timed().isPresent()).toList();
    Agreement agreement =
        Agreement.of(rescreened(timed), config.deployment().accelerator().uncertainty());
    if (agreement.compared().size() < Calibrator.LEAST_ROWS || !agreement.isBroken()) {
      return Optional.empty();
    }
    try {
      String description = fit(agreement.compared());
      recall(description);
      return Optional.of(description);
    } catch (SettingsException e) {
      console.note("recalibration: left as it is: %s", String.join("; ", e.problems()));
      return Optional.empty();
    }
  }

  private String fit(List<Trial> timed) {
    Config file = original.descriptions().accelerator();
    Calibrator calibrator = Calibrator.choosing(original.deployment().accelerator().name(), file);
    List<String> names = timed.stream().map(trial -> trial.architecture().id().hex()).toList();
    double[] measured =
        timed.stream().mapToDouble(t -> t.timed().orElseThrow().medianMillis()).toArray();
    Calibration calibration =
        calibrator.run(names, predictor(timed.stream().map(this::graph).toList()), measured);
    Uncertainty uncertainty = calibration.uncertainty(measured);
    console.note("recalibrated by %d measured latencies:", measured.length);
    CalibrationText.lines(calibration, uncertainty).forEach(line -> console.note("%s", line));
    return calibrator
        .settings(calibration, uncertainty)
        .root()
        .render(ConfigRenderOptions.concise());
  }

  private LayerGraph graph(Trial trial) {
    return DeployedArchitecture.graph(trial.architecture(), original.deployment().view());
  }

  private static Predictor predictor(List<LayerGraph> graphs) {
    return accelerators -> {
      List<double[]> all = new ArrayList<>();
      for (AcceleratorSpec accelerator : accelerators) {
        CycleSimulator simulator = new CycleSimulator(accelerator);
        all.add(graphs.stream().mapToDouble(graph -> millis(simulator, graph)).toArray());
      }
      return all.toArray(double[][]::new);
    };
  }

  private static double millis(CycleSimulator simulator, LayerGraph graph) {
    SimulationResult result = simulator.simulate(graph);
    if (result instanceof SimulationResult.Unmappable unmappable) {
      throw new SettingsException(graph.name(), List.of(unmappable.reason()));
    }
    return ((SimulationResult.Simulated) result).report().latencyMillis();
  }

  /**
   * Trials as they are on this accelerator. They stay as they are while it is the settings' own;
   * what was rejected on that and would not be any more is left out.
   */
  List<Trial> rescreened(List<Trial> trials) {
    if (config == original) {
      return trials;
    }
    Map<ArchitectureId, Architecture> distinct = new LinkedHashMap<>();
    trials.forEach(t -> distinct.putIfAbsent(t.architecture().id(), t.architecture()));
    Map<ArchitectureId, Screening> screenings = new HashMap<>();
    screener
        .screen(List.copyOf(distinct.values()))
        .forEach(screening -> screenings.put(screening.architecture().id(), screening));
    return trials.stream()
        .flatMap(
            trial ->
                trial
                    .rescreened(
                        Objects.requireNonNull(screenings.get(trial.architecture().id())),
                        config.reward().plan())
                    .stream())
        .toList();
  }
}
