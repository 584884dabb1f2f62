package io.edgewise.jobs.export;

import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.network.NetworkFile;
import io.edgewise.jobs.training.TrainJob;
import io.edgewise.search.export.tflite.TfliteOptions;
import io.edgewise.search.export.tflite.TfliteOptions.Ends;
import io.edgewise.search.quantization.DeployedGraph.Head;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A delivery takes a network that a search found to the files of a device: it is trained to its end
 * and exported, in a folder of its own. A step that is done stays as it is, so that a delivery that
 * broke off goes on when it is started again.
 */
public final class Delivery {

  private final SearchConfig config;
  private final Path folder;
  private final Console console;

  /**
   * @param config of the search: its section train and its data set
   * @param folder in which every network has one
   */
  public Delivery(SearchConfig config, Path folder, Console console) {
    this.config = config;
    this.folder = folder;
    this.console = console;
  }

  /**
   * Delivers a network.
   *
   * @return empty if its training came to nothing
   * @throws io.edgewise.sim.settings.SettingsException if the network cannot be trained or exported
   *     by these settings
   * @throws io.edgewise.search.export.verify.VerificationException if a runtime is not there
   */
  public Optional<ExportReport> of(NetworkFile network) {
    Path own = folder.resolve(network.architecture().id().hex());
    Path trained = own.resolve("trained");
    console.note("network %s is trained to its end", network.architecture().id());
    return new TrainJob(config, network, trained, console).run() == ExitCode.OK
        ? Optional.of(exported(trained, own.resolve("exported")))
        : Optional.empty();
  }

  private ExportReport exported(Path trained, Path exported) {
    return FinishedExport.in(exported)
        .orElseGet(
            () ->
                new ModelExport(
                        Head.SOFTMAX,
                        new TfliteOptions(Ends.UINT8, null),
                        line -> console.note("%s", line))
                    .write(TrainedModel.in(trained), config.task().data(), exported));
  }
}
