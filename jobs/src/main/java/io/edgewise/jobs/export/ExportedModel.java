package io.edgewise.jobs.export;

import io.edgewise.jobs.console.Version;
import io.edgewise.jobs.dataset.DatasetSettings;
import io.edgewise.jobs.network.Finding;
import io.edgewise.jobs.report.CheckReport;
import io.edgewise.search.lowering.Lowering;
import io.edgewise.sim.SimulationResult;
import io.edgewise.sim.SimulationResult.Simulated;
import io.edgewise.sim.SimulationResult.Unmappable;
import io.edgewise.sim.accelerator.AcceleratorSpec;
import io.edgewise.sim.engine.CycleSimulator;
import io.edgewise.sim.settings.Settings;
import io.edgewise.sim.settings.SettingsException;
import io.edgewise.sim.tflite.TfliteReader;
import io.edgewise.sim.workload.LayerGraph;
import java.nio.file.Path;
import java.util.List;

/**
 * A trained model whose files for the device are written: what its card tells.
 *
 * @param labels names of its classes; none if it has none
 * @param dataset where the images came from
 * @param data the images that it was quantised with and held against
 * @param quantized what that came to
 */
record ExportedModel(
    TrainedModel model,
    List<String> labels,
    DatasetSettings dataset,
    CalibrationData data,
    QuantizeReport quantized) {

  /**
   * Simulates the network and writes down all that is known of it.
   *
   * @param files that lie beside the card
   * @param tflite the file for the device
   * @throws SettingsException if the network cannot run on its accelerator
   */
  ModelCard card(List<DeviceFilesReport.File> files, Path tflite) {
    Finding finding = model.finding();
    AcceleratorSpec accelerator = finding.acceleratorSpec();
    return new ModelCard(
        model.network().architecture().id().hex(),
        model.network().network().space(),
        finding.deployed(),
        labels,
        finding.origin().map(origin -> origin.search().value()),
        finding.origin().map(origin -> origin.trial().toString()),
        new ModelCard.Data(
            Settings.label(dataset.kind()),
            Math.min(ModelExport.CALIBRATED, data.images().training().size()),
            data.scored()),
        model.training(),
        accuracy(),
        quantized.answers(),
        accelerator.name(),
        blocks(accelerator),
        DeviceLatency.everywhere(TfliteReader.read(tflite).graph(), accelerator),
        DeviceCheck.of(CheckReport.of(tflite, accelerator).check()),
        files,
        ModelCard.ROUNDING,
        Version.ofParts());
  }

  private ModelCard.Accuracy accuracy() {
    Score.Pair scores = quantized.scores();
    return new ModelCard.Accuracy(
        scores.floats().accuracy(),
        scores.integers().accuracy(),
        scores.integers().agreement(),
        scores.integers().images(),
        model.finding().accuracy(),
        quantized.recipe().toString(),
        quantized.isGood());
  }

  private List<NetworkBlock> blocks(AcceleratorSpec accelerator) {
    LayerGraph graph =
        Lowering.lower(
            model.network().architecture().id().hex(),
            model.finding().deployed().network(model.network().architecture()));
    SimulationResult result = new CycleSimulator(accelerator).simulate(graph);
    if (result instanceof Unmappable unmappable) {
      throw new SettingsException(
          graph.name(), List.of("cannot run on its accelerator: " + unmappable.reason()));
    }
    return NetworkBlock.of(graph, ((Simulated) result).report());
  }
}
