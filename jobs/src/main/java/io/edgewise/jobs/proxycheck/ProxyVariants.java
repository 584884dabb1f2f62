package io.edgewise.jobs.proxycheck;

import io.edgewise.jobs.task.ProxySettings;
import io.edgewise.jobs.task.TrainingTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The ways in which proxy-check trains each network: at full length, and as cheaper proxies.
 *
 * @param own the search's own task
 * @param epochs of the proxies, in order; the last is also tried at half the width
 * @param fullEpochs of a training at full length
 * @param fullWidth width factor at full length; null for the proxy's own
 * @param fullDepth depth factor at full length; null for the proxy's own
 */
public record ProxyVariants(
    TrainingTask own,
    List<Integer> epochs,
    int fullEpochs,
    @Nullable Double fullWidth,
    @Nullable Double fullDepth) {

  private static final double NARROWEST = 0.01;

  /** One way to train a network. */
  record Variant(String name, TrainingTask task) {}

  /** The way at full length. */
  Variant full() {
    ProxySettings proxy = own.proxy();
    return variant(
        fullEpochs,
        fullWidth == null ? proxy.widthFactor() : fullWidth,
        fullDepth == null ? proxy.depthFactor() : fullDepth);
  }

  /** The cheaper ways. */
  List<Variant> proxies() {
    ProxySettings proxy = own.proxy();
    List<Variant> proxies = new ArrayList<>();
    for (int e : epochs) {
      proxies.add(variant(e, proxy.widthFactor(), proxy.depthFactor()));
    }
    double narrow = proxy.widthFactor() / 2;
    if (narrow >= NARROWEST) {
      int last = epochs.get(epochs.size() - 1);
      proxies.add(variant(last, narrow, proxy.depthFactor()));
    }
    return proxies;
  }

  private Variant variant(int epochs, double width, double depth) {
    return new Variant(
        String.format(Locale.ROOT, "proxy.epochs=%d width x%s depth x%s", epochs, width, depth),
        own.toTheEnd().unconstrained().with(own.proxy().scaled(width, depth), epochs));
  }
}
