package io.edgewise.search.evaluation;

import io.edgewise.search.lowering.Lowering;
import io.edgewise.search.lowering.ProxyView;
import io.edgewise.search.space.Architecture;
import io.edgewise.sim.workload.LayerGraph;
import java.io.Serializable;

/**
 * A proxy is what is trained in an architecture's place, but for its weights.
 *
 * @param rule how it follows from the deployed network, in words, such as {@code 32x32x3, 10
 *     classes, first 3 strides taken out, width x0.25, depth x0.5}
 * @param parameters trained numbers
 * @param macs multiply-accumulate operations of one inference
 */
public record Proxy(String rule, long parameters, long macs) implements Serializable {

  /** The proxy of an architecture under a view. */
  public static Proxy of(Architecture architecture, ProxyView view) {
    LayerGraph graph = Lowering.lower(architecture.id().hex(), view.network(architecture));
    return new Proxy(view.rule(), graph.parameters(), graph.macs());
  }
}
