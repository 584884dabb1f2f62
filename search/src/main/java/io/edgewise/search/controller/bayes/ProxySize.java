package io.edgewise.search.controller.bayes;

import io.edgewise.search.space.Architecture;
import java.util.Optional;

/**
 * The size of the network that is trained in an architecture's place. Accuracy is the proxy's: what
 * the surrogate can tell of it before any training is in the proxy's parameters and MACs, while the
 * latency of the reward is the deployed network's. Safe for use by several threads at once.
 */
@FunctionalInterface
public interface ProxySize {

  /** No proxy has a size where the architecture itself is trained, as in a table. */
  ProxySize NONE = architecture -> Optional.empty();

  /** The proxy's size; empty if there is no proxy. */
  Optional<Size> of(Architecture architecture);

  /**
   * A size tells how large a network is.
   *
   * @param parameters trained numbers
   * @param macs multiply-accumulates of one inference
   */
  record Size(long parameters, long macs) {}
}
