package io.edgewise.jobs.command;

import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.export.Delivery;
import io.edgewise.jobs.export.ExportReport;
import io.edgewise.jobs.network.NetworkFile;
import io.edgewise.jobs.nightly.NightExport;
import io.edgewise.search.export.verify.VerificationException;
import io.edgewise.search.trial.SearchId;
import io.edgewise.sim.settings.SettingsException;
import java.util.Optional;

/**
 * The step from a found network to its files. It is a class of its own, so that a search without it
 * loads nothing that exports.
 *
 * @param name of the search, or of all nights: that of the folder
 */
record DeliveryStep(SearchConfig config, SearchId name, Console console) {

  /** Delivers a network, and tells what it is worth; the exit code. */
  int run(NetworkFile best) {
    try {
      Optional<ExportReport> report = delivered(best);
      report.ifPresent(done -> done.lines().forEach(line -> console.line("%s", line)));
      return report.filter(ExportReport::isGood).isPresent() ? ExitCode.OK : ExitCode.FAILED;
    } catch (VerificationException e) {
      console.note("edgewise: export: nothing was written: %s", String.valueOf(e.getMessage()));
      return ExitCode.FAILED;
    }
  }

  /** Delivers the champion of a night; that it cannot be is told in the night's report. */
  NightExport ofNight(NetworkFile champion) {
    try {
      return delivered(champion)
          .map(report -> new NightExport(report.folder().toString(), report.lines()))
          .orElseGet(() -> NightExport.failed("its training came to nothing"));
    } catch (VerificationException | SettingsException e) {
      return NightExport.failed(String.valueOf(e.getMessage()));
    }
  }

  private Optional<ExportReport> delivered(NetworkFile network) {
    return new Delivery(config, config.export().folder(name), console).of(network);
  }
}
