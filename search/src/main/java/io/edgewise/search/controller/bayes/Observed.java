package io.edgewise.search.controller.bayes;

import io.edgewise.search.controller.archive.Archive;
import io.edgewise.search.controller.archive.Archive.Entry;
import io.edgewise.search.gp.GaussianProcess.Data;
import io.edgewise.search.gp.Network;
import io.edgewise.search.gp.NormalScores;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The archive as observations of a Gaussian process. */
final class Observed {

  private Observed() {}

  /** The scores of this search's own trials, by which its values are read. */
  static NormalScores scores(Archive archive) {
    return NormalScores.of(
        archive.entries().stream().filter(e -> e.trust() == 1).mapToDouble(Entry::value).toArray());
  }

  /**
   * Scores are taken among trials of equal trust: accuracies of another data set are only compared
   * with each other. When there are too many, the better half of what fits is kept whole, and the
   * rest thinned evenly.
   *
   * @param sizes standardised, one an entry
   */
  static Data data(Archive archive, List<double[]> sizes, int most) {
    List<Entry> entries = archive.entries();
    double[] scores = scoresByTrust(entries);
    List<Integer> kept = kept(scores, most);
    return new Data(
        kept.stream().map(i -> new Network(entries.get(i).spelling(), sizes.get(i))).toList(),
        kept.stream().mapToDouble(i -> scores[i]).toArray(),
        kept.stream().mapToDouble(i -> entries.get(i).trust()).toArray());
  }

  private static double[] scoresByTrust(List<Entry> entries) {
    TreeMap<Double, List<Integer>> places = new TreeMap<>();
    for (int i = 0; i < entries.size(); i++) {
      places.computeIfAbsent(entries.get(i).trust(), t -> new ArrayList<>()).add(i);
    }
    double[] scores = new double[entries.size()];
    for (List<Integer> group : places.values()) {
      double[] values = group.stream().mapToDouble(i -> entries.get(i).value()).toArray();
      double[] groupScores = NormalScores.of(values).scores();
      IntStream.range(0, values.length).forEach(i -> scores[group.get(i)] = groupScores[i]);
    }
    return scores;
  }

  private static List<Integer> kept(double[] scores, int most) {
    int n = scores.length;
    if (n <= most) {
      return IntStream.range(0, n).boxed().toList();
    }
    List<Integer> byScore = Surrogate.largest(scores, n);
    List<Integer> kept = new ArrayList<>(byScore.subList(0, most / 2));
    List<Integer> rest = byScore.subList(most / 2, n);
    int places = most - most / 2;
    for (int i = 0; i < places; i++) {
      kept.add(rest.get((int) ((long) i * rest.size() / places)));
    }
    kept.sort(Comparator.naturalOrder());
    return kept;
  }
}
