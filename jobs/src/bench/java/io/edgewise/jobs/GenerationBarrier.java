package io.edgewise.jobs;

import io.edgewise.jobs.history.GenerationRow;
import io.edgewise.jobs.history.History;
import io.edgewise.jobs.history.StoredSearch;
import io.edgewise.jobs.history.TrialRow;
import io.edgewise.search.trial.SearchId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;

/**
 * A cluster of 10 to 1,000 executors, simulated event by event from what the trainings of a
 * recorded search took: where does it start to cost that a generation ends when its last training
 * ends?
 *
 * <p>A generation begins with what the driver does alone (proposing, screening, committing; as long
 * as in the recorded search). It then hands out trainings one after the other, the largest networks
 * first, each to the executor that is free first, and the next generation begins when all have
 * ended. Trainings are drawn from the recorded ones, each with its multiply-accumulates, which is
 * what they are ordered by, and its time. Executors are of one core and as fast as the recorded
 * one's; none fails.
 */
final class GenerationBarrier {

  private static final int[] EXECUTORS = {10, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1000};
  private static final int[] CANDIDATES = {100, 300, 1000, 3000, 10_000};
  private static final int ROUNDS = 20;

  /** A share of the executors' time that is noticed. */
  private static final double NOTICED = 0.1;

  /** A cost is what one training took. */
  private record Cost(long macs, double seconds) {}

  private final List<Cost> recorded;
  private final double generationSeconds;
  private final double dispatchSeconds;

  private GenerationBarrier(List<Cost> recorded, double generationSeconds, double dispatchSeconds) {
    this.recorded = recorded;
    this.generationSeconds = generationSeconds;
    this.dispatchSeconds = dispatchSeconds;
  }

  /**
   * Arguments: history root, search, picture, and milliseconds the driver needs to start a task.
   */
  public static void main(String[] args) throws IOException {
    StoredSearch search = History.open(new Configuration(), args[0]).search(new SearchId(args[1]));
    List<Cost> costs =
        search
            .trials()
            .filter(row -> row.status().equals(TrialRow.MEASURED))
            .map(row -> new Cost(row.proxyMacs(), row.trainingMs() / 1e3))
            .toList();
    double alone =
        search.generations().mapToLong(GenerationRow::screeningMs).average().orElseThrow() / 1e3;
    GenerationBarrier barrier =
        new GenerationBarrier(costs, alone, Double.parseDouble(args[3]) / 1e3);
    System.out.printf(
        Locale.ROOT,
        "%d recorded trainings of %.1f s on average, the longest %.1f s; the driver alone %.2f s a generation%n",
        costs.size(),
        costs.stream().mapToDouble(Cost::seconds).average().orElseThrow(),
        costs.stream().mapToDouble(Cost::seconds).max().orElseThrow(),
        alone);
    barrier.draw(Path.of(args[2]));
  }

  private void draw(Path picture) throws IOException {
    XYChart chart =
        new XYChartBuilder()
            .width(900)
            .height(480)
            .title("What the generation barrier leaves of a cluster")
            .xAxisTitle("executors of one core")
            .yAxisTitle("time spent training, %")
            .theme(Styler.ChartTheme.Matlab)
            .build();
    chart.getStyler().setXAxisLogarithmic(true).setYAxisMin(0.0).setYAxisMax(100.0);
    chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideSW);
    double[] x = new double[EXECUTORS.length];
    for (int candidates : CANDIDATES) {
      double[] busy = new double[EXECUTORS.length];
      StringBuilder line =
          new StringBuilder(String.format(Locale.ROOT, "%6d candidates:", candidates));
      int largest = 0;
      for (int i = 0; i < EXECUTORS.length; i++) {
        x[i] = EXECUTORS[i];
        busy[i] = 100 * busyShare(candidates, EXECUTORS[i]);
        largest = busy[i] >= 100 * (1 - NOTICED) ? EXECUTORS[i] : largest;
        line.append(String.format(Locale.ROOT, " %d:%.0f%%", EXECUTORS[i], busy[i]));
      }
      System.out.println(line + "; 90 % up to " + largest + " executors");
      chart.addSeries(
          String.format(Locale.ROOT, "%,d candidates a generation", candidates), x, busy);
    }
    BitmapEncoder.saveBitmap(chart, picture.toString(), BitmapEncoder.BitmapFormat.PNG);
  }

  /** The share of the executors' time in which they train. */
  private double busyShare(int candidates, int executors) {
    Random random = new Random(candidates);
    double work = 0;
    double time = 0;
    for (int round = 0; round < ROUNDS; round++) {
      List<Cost> generation = new ArrayList<>();
      for (int i = 0; i < candidates; i++) {
        generation.add(recorded.get(random.nextInt(recorded.size())));
      }
      generation.sort(Comparator.comparingLong(Cost::macs).reversed());
      work += generation.stream().mapToDouble(Cost::seconds).sum();
      time += generationSeconds + makespan(generation, executors);
    }
    return work / (executors * time);
  }

  /** Seconds from the first task's start to the last one's end. */
  private double makespan(List<Cost> generation, int executors) {
    PriorityQueue<Double> free = new PriorityQueue<>();
    for (int i = 0; i < executors; i++) {
      free.add(0.0);
    }
    double driver = 0;
    double last = 0;
    for (Cost cost : generation) {
      driver = Math.max(driver, free.remove()) + dispatchSeconds;
      double end = driver + cost.seconds();
      free.add(end);
      last = Math.max(last, end);
    }
    return last;
  }
}
