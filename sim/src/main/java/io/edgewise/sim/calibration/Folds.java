package io.edgewise.sim.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The parts of a cross-validation.
 *
 * @param of the fold of each row; equal networks, whatever their resolution, are in one
 */
record Folds(int[] of) {

  private static final int FOLDS = 4;

  /** A fold of fewer networks than this would hold too few: each is left out by itself. */
  private static final int FEW = 40;

  private static final long SHUFFLE_SEED = 1;

  static Folds of(List<String> networks) {
    int groups = (int) networks.stream().map(Folds::base).distinct().count();
    return of(networks, groups < FEW ? groups : FOLDS);
  }

  static Folds of(List<String> networks, int folds) {
    List<String> groups = new ArrayList<>(networks.stream().map(Folds::base).distinct().toList());
    Collections.shuffle(groups, new Random(SHUFFLE_SEED));
    Map<String, Integer> foldOf = new LinkedHashMap<>();
    for (int i = 0; i < groups.size(); i++) {
      foldOf.put(groups.get(i), i % folds);
    }
    return new Folds(
        networks.stream().mapToInt(network -> foldOf.getOrDefault(base(network), 0)).toArray());
  }

  int count() {
    return Arrays.stream(of).max().orElse(0) + 1;
  }

  /** Marks the rows that are not in a fold. */
  boolean[] outside(int fold) {
    boolean[] outside = new boolean[of.length];
    for (int i = 0; i < of.length; i++) {
      outside[i] = of[i] != fold;
    }
    return outside;
  }

  private static String base(String network) {
    int at = network.lastIndexOf('@');
    return at < 0 ? network : network.substring(0, at);
  }
}
