package io.edgewise.search.evaluation;

import io.edgewise.search.space.Architecture;
import io.edgewise.search.trial.Screening;
import java.util.List;

/**
 * Simulates architectures as they will be deployed and holds them against the constraints: here, or
 * on a cluster.
 */
@FunctionalInterface
public interface Screener {

  /** One screening an architecture, in the same order. */
  List<Screening> screen(List<Architecture> architectures);
}
