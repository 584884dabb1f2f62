package io.edgewise.jobs.plan;

import io.edgewise.search.evaluation.Deployment;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * An outlook is what can be told of a search without training anything.
 *
 * @param search its id
 * @param sample of its space
 * @param deployment where its networks are to run, and the limits there
 * @param targetMillis latency aimed at
 * @param proxies of the feasible networks of the sample; empty if none is feasible
 * @param schedule what it will do
 */
public record Outlook(
    String search,
    SpaceSample sample,
    Deployment deployment,
    double targetMillis,
    Optional<ProxyLoad> proxies,
    Schedule schedule) {

  /**
   * Returns about how many networks of the space are within the limits, at most {@link
   * Long#MAX_VALUE}: the spellings times the share of the sample.
   */
  public long feasibleNetworks() {
    BigDecimal networks =
        new BigDecimal(sample.space().size()).multiply(BigDecimal.valueOf(sample.feasibleShare()));
    return networks.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue();
  }
}
