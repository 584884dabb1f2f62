package io.edgewise.jobs.proxycheck;

import io.edgewise.jobs.config.ProxySettings;
import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.search.lowering.ProxyView;
import io.edgewise.search.proxy.TrainingRecipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The ways in which proxy-check trains each network: at full length, and as cheaper proxies.
 *
 * @param epochs of the proxies, in order; the last is also tried at half the width
 * @param fullEpochs of a training at full length
 * @param fullWidth width factor at full length; null for the proxy's own
 * @param fullDepth depth factor at full length; null for the proxy's own
 */
public record ProxyVariants(
    SearchConfig config,
    List<Integer> epochs,
    int fullEpochs,
    @Nullable Double fullWidth,
    @Nullable Double fullDepth) {

  private static final double NARROWEST = 0.01;

  /** One way to train a network. */
  record Variant(String name, ProxyView view, TrainingRecipe recipe) {}

  /** At full length, for data of these channels and classes. */
  Variant full(int channels, int classes) {
    ProxySettings own = config.proxy();
    return variant(
        fullEpochs,
        fullWidth == null ? own.widthFactor() : fullWidth,
        fullDepth == null ? own.depthFactor() : fullDepth,
        channels,
        classes);
  }

  /** The proxies, for data of these channels and classes. */
  List<Variant> proxies(int channels, int classes) {
    ProxySettings own = config.proxy();
    List<Variant> proxies = new ArrayList<>();
    for (int e : epochs) {
      proxies.add(variant(e, own.widthFactor(), own.depthFactor(), channels, classes));
    }
    double narrow = own.widthFactor() / 2;
    if (narrow >= NARROWEST) {
      int last = epochs.get(epochs.size() - 1);
      proxies.add(variant(last, narrow, own.depthFactor(), channels, classes));
    }
    return proxies;
  }

  private Variant variant(int epochs, double width, double depth, int channels, int classes) {
    ProxySettings own = config.proxy();
    ProxyView view =
        new ProxySettings(own.resolution(), width, depth, own.stridesTakenOut())
            .view(channels, classes);
    return new Variant(
        String.format(Locale.ROOT, "proxy.epochs=%d width x%s depth x%s", epochs, width, depth),
        view,
        config.recipe().withEpochs(epochs));
  }
}
