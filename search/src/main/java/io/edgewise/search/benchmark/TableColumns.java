package io.edgewise.search.benchmark;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The columns say which of a table's mean what.
 *
 * @param objective what is made large
 * @param report what is reported of the network that the objective chose; the objective itself if
 *     empty
 * @param latency milliseconds; rows without one are left out
 */
public record TableColumns(String objective, Optional<String> report, Optional<String> latency) {

  /** The column that is reported. */
  String reported() {
    return report.orElse(objective);
  }

  /** All columns that a table must have, that of the networks' names among them. */
  List<String> needed(String networks) {
    return Stream.concat(Stream.of(networks, objective, reported()), latency.stream())
        .distinct()
        .toList();
  }
}
