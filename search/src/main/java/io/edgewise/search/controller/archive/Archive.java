package io.edgewise.search.controller.archive;

import io.edgewise.search.controller.ControllerState;
import io.edgewise.search.trial.Trial;
import io.edgewise.sim.LatencyReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The measured trials that a controller remembers, oldest first. Immutable.
 *
 * @param entries none of the same spelling twice
 */
public record Archive(List<Entry> entries) {

  /** This many numbers describe a network's size: see {@link #sizes}. */
  public static final int SIZES = 3;

  /** The MACs lie at this place among the sizes. */
  public static final int MACS = 1;

  /** The latency lies at this place among the sizes. */
  public static final int LATENCY = 2;

  private static final String SPELLINGS = "spellings";
  private static final String VALUES = "values";
  private static final String SIZE_LOGS = "sizes";
  private static final String TRUST = "trust";

  /**
   * One measured trial.
   *
   * @param spelling as {@link Spellings#of}
   * @param values as {@link Goal#values}
   * @param sizes as {@link Archive#sizes}
   * @param trust 1 for a trial of this search, less for one of an earlier search on other data, in
   *     (0, 1]
   */
  public record Entry(int[] spelling, double[] values, double[] sizes, double trust) {

    /** The first of the values: the reward, or the first objective. */
    public double value() {
      return values[0];
    }
  }

  public Archive {
    entries = List.copyOf(entries);
  }

  /** Returns the archive as it is before the first trial. */
  public static Archive empty() {
    return new Archive(List.of());
  }

  /** Natural logarithms of a network's parameters, MACs and latency in milliseconds. */
  public static double[] sizes(LatencyReport report) {
    return new double[] {
      Math.log1p(report.metrics().parameters()),
      Math.log1p(report.metrics().macs()),
      Math.log(Math.max(report.latencyMillis(), 1e-6))
    };
  }

  /**
   * Takes in the measured among the trials. Those that repeat an earlier one are left out, for a
   * pool may hold thousands of them. A spelling that is there already is replaced if it is trusted
   * less.
   */
  public Archive with(List<Trial> trials, Spellings spellings, Goal goal, double trust) {
    Map<List<Integer>, Integer> places = new HashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      places.put(boxed(entries.get(i).spelling()), i);
    }
    List<Entry> all = new ArrayList<>(entries);
    for (Trial trial : trials) {
      goal.values(trial)
          .filter(values -> trial.repeats().isEmpty())
          .ifPresent(
              values -> {
                int[] spelling = spellings.of(trial.architecture());
                double[] sizes = sizes(trial.latency().orElseThrow());
                add(all, places, new Entry(spelling, values, sizes, trust));
              });
    }
    return new Archive(all);
  }

  public int size() {
    return entries.size();
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /** The entries of highest first value, best first, older first among equals. */
  public List<Entry> best(int count) {
    return entries.stream()
        .sorted(Comparator.comparingDouble(Entry::value).reversed())
        .limit(count)
        .toList();
  }

  /** The youngest entries, oldest first. */
  public Archive youngest(int count) {
    return new Archive(entries.subList(Math.max(0, size() - count), size()));
  }

  /** The archive as vectors of a state: a row an entry, row-major. */
  public Map<String, double[]> store() {
    return Map.of(
        SPELLINGS,
            entries.stream()
                .flatMapToInt(e -> Arrays.stream(e.spelling()))
                .asDoubleStream()
                .toArray(),
        VALUES, entries.stream().flatMapToDouble(e -> Arrays.stream(e.values())).toArray(),
        SIZE_LOGS, entries.stream().flatMapToDouble(e -> Arrays.stream(e.sizes())).toArray(),
        TRUST, entries.stream().mapToDouble(Entry::trust).toArray());
  }

  /**
   * Reads back what {@link #store} wrote.
   *
   * @param decisions length of a spelling
   * @param dimensions number of values
   * @throws IllegalArgumentException if the state is another controller's or does not fit that
   */
  public static Archive load(
      String controller, ControllerState state, int decisions, int dimensions) {
    state.requireOf(controller);
    double[] trust = state.vector(TRUST);
    double[] spellings = rows(state, SPELLINGS, trust.length * decisions);
    double[] values = rows(state, VALUES, trust.length * dimensions);
    double[] sizes = rows(state, SIZE_LOGS, trust.length * SIZES);
    return new Archive(
        IntStream.range(0, trust.length)
            .mapToObj(
                i ->
                    new Entry(
                        Arrays.stream(row(spellings, i, decisions))
                            .mapToInt(v -> (int) v)
                            .toArray(),
                        row(values, i, dimensions),
                        row(sizes, i, SIZES),
                        trust[i]))
            .toList());
  }

  private static void add(List<Entry> all, Map<List<Integer>, Integer> places, Entry entry) {
    Integer place = places.putIfAbsent(boxed(entry.spelling()), all.size());
    if (place == null) {
      all.add(entry);
    } else if (all.get(place).trust() < entry.trust()) {
      all.set(place, entry);
    }
  }

  private static double[] rows(ControllerState state, String name, int length) {
    double[] vector = state.vector(name);
    if (vector.length != length) {
      throw new IllegalArgumentException(
          "state of controller "
              + state.controller()
              + ": "
              + name
              + " holds "
              + vector.length
              + " numbers; for this space and goal it must be "
              + length);
    }
    return vector;
  }

  private static double[] row(double[] matrix, int row, int width) {
    return Arrays.copyOfRange(matrix, row * width, (row + 1) * width);
  }

  private static List<Integer> boxed(int[] spelling) {
    return Arrays.stream(spelling).boxed().toList();
  }
}
