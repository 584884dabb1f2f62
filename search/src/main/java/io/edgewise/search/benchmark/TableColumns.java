package io.edgewise.search.benchmark;

import java.util.Optional;

/**
 * Which columns of a table mean what.
 *
 * @param objective what is made large
 * @param report what is reported of the network that the objective chose; the objective itself if
 *     empty
 * @param latency milliseconds; rows without one are left out
 */
public record TableColumns(String objective, Optional<String> report, Optional<String> latency) {}
