package io.edgewise.jobs.command;

import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.export.Delivery;
import io.edgewise.jobs.export.ExportReport;
import io.edgewise.jobs.network.NetworkFile;
import io.edgewise.search.export.verify.VerificationException;
import java.util.Optional;

/**
 * The step from a found network to its files. It is a class of its own, so that a search without it
 * loads nothing that exports.
 */
record DeliveryStep(SearchConfig config, Console console) {

  /** Delivers a network, and tells what it is worth; the exit code. */
  int run(NetworkFile best) {
    try {
      Optional<ExportReport> report = new Delivery(config, console).of(best);
      report.ifPresent(done -> done.lines().forEach(line -> console.line("%s", line)));
      return report.filter(ExportReport::isGood).isPresent() ? ExitCode.OK : ExitCode.FAILED;
    } catch (VerificationException e) {
      console.note("edgewise: export: nothing was written: %s", String.valueOf(e.getMessage()));
      return ExitCode.FAILED;
    }
  }
}
