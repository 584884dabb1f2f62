package io.edgewise.jobs.report;

import io.edgewise.jobs.console.TextTable;
import io.edgewise.sim.Metrics;
import io.edgewise.sim.check.FileCheck;
import io.edgewise.sim.check.FileCheck.Verdict;
import io.edgewise.sim.check.Finding;
import io.edgewise.sim.placement.FileOperator;
import io.edgewise.sim.placement.Judgement.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The check of a file in words: a table of its operators, then what they come to. */
public final class CheckText {

  private static final double MEBI = 1 << 20;

  private CheckText() {}

  /** The lines of one file. */
  public static List<String> lines(CheckReport report) {
    FileCheck check = report.check();
    List<String> lines = new ArrayList<>();
    lines.add(
        text(
            "%s: %d operators: %d device, %d host, %d not known",
            check.file().name(),
            check.operators().size(),
            check.count(Place.DEVICE),
            check.count(Place.HOST),
            check.count(Place.NOT_KNOWN)));
    table(check).lines().forEach(line -> lines.add("  " + line));
    check
        .dependent()
        .forEach((cause, verdicts) -> lines.add("  " + dependent(report, cause, verdicts)));
    report.cost().ifPresent(cost -> lines.add("  " + memory(cost.latency().metrics())));
    if (!report.unsimulated().isEmpty()) {
      lines.add("  not simulated: " + report.unsimulated());
    }
    check.findings().forEach(finding -> lines.add("  " + line(finding)));
    sources(check).forEach(source -> lines.add("  source: " + source));
    return lines;
  }

  private static TextTable table(FileCheck check) {
    TextTable table =
        new TextTable()
            .right("no.")
            .left("operator")
            .right("version")
            .left("output", "runs on", "why", "what to change");
    for (Verdict verdict : check.operators()) {
      FileOperator operator = verdict.operator();
      table.row(
          String.valueOf(operator.index()),
          operator.kind(),
          String.valueOf(operator.version()),
          operator.outputs().isEmpty() ? "" : operator.outputs().get(0).shapeText(),
          verdict.judgement().place().label(),
          verdict.judgement().reason(),
          verdict.judgement().change());
    }
    return table;
  }

  private static String dependent(CheckReport report, int cause, List<Verdict> verdicts) {
    String count =
        verdicts.size() == 1
            ? "1 operator is on the host only because of "
            : verdicts.size() + " operators are on the host only because of ";
    List<Integer> operators = verdicts.stream().map(v -> v.operator().index()).toList();
    String label = report.check().operators().get(cause).operator().label();
    return count
        + label
        + report
            .cost()
            .map(
                cost ->
                    text(
                        ": %.3f of %.3f ms",
                        cost.millis(operators), cost.latency().latencyMillis()))
            .orElse("");
  }

  private static String memory(Metrics metrics) {
    return text(
        "parameters: %.2f MiB resident, %.2f MiB streamed at every inference",
        metrics.cachedParameterBytes() / MEBI, metrics.streamedParameterBytes() / MEBI);
  }

  private static String line(Finding finding) {
    return finding.problem() + "; " + finding.change() + " (" + finding.source() + ")";
  }

  private static List<String> sources(FileCheck check) {
    return check.operators().stream()
        .map(verdict -> verdict.judgement().source())
        .filter(source -> !source.isEmpty())
        .distinct()
        .collect(Collectors.toList());
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
