package io.edgewise.jobs.scaling;

import io.edgewise.jobs.console.TextTable;
import io.edgewise.jobs.scaling.Selection.Named;
import io.edgewise.search.scaling.Family;
import io.edgewise.search.scaling.Family.Member;
import io.edgewise.search.table.CsvWriter;
import io.edgewise.sim.Metrics;
import java.util.List;
import java.util.Locale;

/** Families as tables: for eyes, and as CSV. */
final class FamilyText {

  private static final List<String> COLUMNS =
      List.of(
          "architecture",
          "width",
          "depth",
          "resolution",
          "pixels",
          "latency_ms",
          "macs",
          "parameters",
          "cached_parameter_bytes",
          "streamed_parameter_bytes",
          "chosen_as");

  private FamilyText() {}

  static List<String> lines(Selection selection) {
    TextTable table =
        new TextTable()
            .left("member")
            .right(
                "width", "depth", "pixels", "latency", "M MAC", "M params", "MB kept", "streamed");
    for (Named named : selection.chosen()) {
      Member member = named.member();
      Metrics metrics = member.metrics();
      table.row(
          named.name(),
          format("%.2f", member.scale().width()),
          format("%.2f", member.scale().depth()),
          String.valueOf(member.pixels()),
          format("%.3f ms", metrics.latencyMillis()),
          format("%.0f", metrics.macs() / 1e6),
          format("%.2f", metrics.parameters() / 1e6),
          format("%.2f", metrics.cachedParameterBytes() / 1e6),
          format("%.2f", metrics.streamedParameterBytes() / 1e6));
    }
    return table.lines();
  }

  static String csv(Family family, Selection selection) {
    return CsvWriter.text(
        COLUMNS,
        family.members().stream()
            .map(
                member ->
                    List.of(
                        member.architecture().id().hex(),
                        format("%.6f", member.scale().width()),
                        format("%.6f", member.scale().depth()),
                        format("%.6f", member.scale().resolution()),
                        String.valueOf(member.pixels()),
                        format("%.6f", member.metrics().latencyMillis()),
                        String.valueOf(member.metrics().macs()),
                        String.valueOf(member.metrics().parameters()),
                        String.valueOf(member.metrics().cachedParameterBytes()),
                        String.valueOf(member.metrics().streamedParameterBytes()),
                        chosenAs(member, selection)))
            .toList());
  }

  private static String chosenAs(Member member, Selection selection) {
    return String.join(
        " ",
        selection.chosen().stream()
            .filter(named -> named.member().equals(member))
            .map(Named::name)
            .toList());
  }

  private static String format(String pattern, double value) {
    return String.format(Locale.ROOT, pattern, value);
  }
}
