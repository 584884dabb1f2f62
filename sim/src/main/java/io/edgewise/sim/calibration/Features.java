package io.edgewise.sim.calibration;

import io.edgewise.sim.Bottleneck;
import io.edgewise.sim.LatencyReport;
import io.edgewise.sim.LayerLatency;
import java.util.ArrayList;
import java.util.List;

/**
 * A network as numbers for a regressor that learns what the physical model leaves over: the parts
 * of its time, how many operators of each kind run and how long, and how often one kind follows
 * another. Nothing names the network.
 */
public final class Features {

  private static final List<String> KINDS =
      List.of("conv 1x1", "conv", "depthwise", "average pool", "max pool", "add", "concat", "relu");

  private static final int OTHER = KINDS.size();
  private static final int COUNT = KINDS.size() + 1;

  private Features() {}

  /** The names of the features, in their order. */
  public static List<String> names() {
    List<String> names = new ArrayList<>(List.of("latency ms", "parameters resident"));
    for (Bottleneck part : Bottleneck.values()) {
      names.add(part.label() + " ms");
    }
    List<String> kinds = new ArrayList<>(KINDS);
    kinds.add("other");
    kinds.forEach(kind -> names.add(kind + " count"));
    kinds.forEach(kind -> names.add(kind + " ms"));
    for (String from : kinds) {
      kinds.forEach(to -> names.add(from + " then " + to));
    }
    return names;
  }

  /** The features of one network. */
  public static double[] of(LatencyReport report) {
    double[] features = new double[names().size()];
    int next = 0;
    features[next++] = report.latencyMillis();
    features[next++] = report.metrics().residentShare();
    for (Bottleneck part : Bottleneck.values()) {
      features[next++] = report.breakdown().of(part);
    }
    int previous = OTHER;
    for (LayerLatency layer : report.layers()) {
      int kind = kind(layer.operator());
      features[next + kind]++;
      features[next + COUNT + kind] += layer.millis();
      features[next + 2 * COUNT + previous * COUNT + kind]++;
      previous = kind;
    }
    return features;
  }

  private static int kind(String operator) {
    for (int kind = 0; kind < KINDS.size(); kind++) {
      if (operator.startsWith(KINDS.get(kind))) {
        return kind;
      }
    }
    return OTHER;
  }
}
