package io.edgewise.jobs.plan;

import io.edgewise.jobs.actions.SparkProxyNeeds.Need;
import io.edgewise.search.evaluation.Proxy;
import io.edgewise.search.trial.Screening;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A load is what the trainings of a sample of feasible networks take.
 *
 * @param screenings the networks, at least one
 * @param proxies what is trained in their places, in the same order
 * @param needs the memory of each training, in the same order
 * @param batchSize images of a step, which the memory is in proportion to
 */
public record ProxyLoad(
    List<Screening> screenings, List<Proxy> proxies, List<Need> needs, int batchSize) {

  public ProxyLoad {
    screenings = List.copyOf(screenings);
    proxies = List.copyOf(proxies);
    needs = List.copyOf(needs);
  }

  /** Multiply-accumulates of one inference. */
  public Distribution macs() {
    return Distribution.of(proxies.stream().mapToDouble(Proxy::macs));
  }

  /** Bytes of memory of one training. */
  public Distribution bytes() {
    return Distribution.of(needs.stream().mapToDouble(Need::bytes));
  }

  /** The bytes that one training may take on the executor that has least. */
  public long limitBytes() {
    return needs.stream().mapToLong(Need::limitBytes).min().orElse(0);
  }

  /** Returns whether it is known what trainings need: those of a foreign trainer are not. */
  public boolean isMemoryKnown() {
    return !needs.contains(Need.UNKNOWN);
  }

  /** Returns how many fit every executor. */
  public long fitting() {
    return needs.stream().filter(need -> need.bytes() <= limitBytes()).count();
  }

  public boolean allFit() {
    return fitting() == needs.size();
  }

  /** Returns the largest batch with which all of them fit; 0 if there is none. */
  public int fittingBatch() {
    return (int) Math.min(batchSize, (long) (batchSize * (limitBytes() / bytes().largest())));
  }

  /** The place of the network, of those that fit, whose proxy is nearest to the mean in size. */
  int typical() {
    double mean = macs().mean();
    return IntStream.range(0, proxies.size())
        .filter(i -> allFit() || needs.get(i).bytes() <= limitBytes())
        .boxed()
        .min(
            (a, b) ->
                Double.compare(
                    Math.abs(proxies.get(a).macs() - mean), Math.abs(proxies.get(b).macs() - mean)))
        .orElse(0);
  }
}
