package io.edgewise.jobs;

import io.edgewise.jobs.actions.SparkEvaluator;
import io.edgewise.jobs.actions.SparkStart;
import io.edgewise.jobs.config.Overrides;
import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.console.TextTable;
import io.edgewise.search.evaluation.Candidate;
import io.edgewise.search.evaluation.Evaluator;
import io.edgewise.search.evaluation.SimulationScreener;
import io.edgewise.search.fidelity.DiverseSample;
import io.edgewise.search.fidelity.RankCorrelation;
import io.edgewise.search.fidelity.RankCorrelation.Kind;
import io.edgewise.search.seed.Seeds;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Evaluation.Failed;
import io.edgewise.search.trial.Evaluation.Measured;
import io.edgewise.search.trial.Screening;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Trains the networks that proxy-check would draw, by Edgewise and by the command of the same
 * settings file, from the same seeds, and holds the two rankings against each other: {@code
 * trainer-agreement.sh}. The arguments are the file and the number of networks.
 */
public final class TrainerAgreement {

  private static final int FEWEST = 3;

  private TrainerAgreement() {}

  public static void main(String[] arguments) {
    Path file = Path.of(arguments[0]);
    SearchConfig edgewise = by("edgewise", file);
    long seed = edgewise.search().plan().seed();
    List<Screening> sample =
        new SimulationScreener(edgewise.deployment().unconstrained())
            .screen(
                DiverseSample.of(
                    edgewise.space(),
                    Integer.parseInt(arguments[1]),
                    new SplittableRandom(Seeds.mix(seed, 0, Seeds.PROPOSALS))));
    int exit;
    try (JavaSparkContext spark = SparkStart.start("trainer-agreement", false)) {
      List<Evaluation> ours = trained("Edgewise", edgewise, sample, spark);
      List<Evaluation> theirs = trained("PyTorch", by("command", file), sample, spark);
      exit = told(sample, ours, theirs, seed);
    }
    System.exit(exit);
  }

  private static SearchConfig by(String trainer, Path file) {
    return SearchConfig.read(file, Overrides.NONE.with("proxy.trainer", trainer));
  }

  private static List<Evaluation> trained(
      String who, SearchConfig config, List<Screening> sample, JavaSparkContext spark) {
    Evaluator evaluator = new SparkEvaluator(spark, config.task(), config.reward().plan());
    long seed = config.search().plan().seed();
    List<Candidate> candidates =
        IntStream.range(0, sample.size())
            .mapToObj(i -> evaluator.candidate(i, sample.get(i), Seeds.mix(seed, 0, i)))
            .toList();
    long start = System.nanoTime();
    List<Evaluation> evaluations =
        evaluator.evaluate(
            candidates,
            (candidate, evaluation) ->
                System.err.printf(
                    Locale.ROOT,
                    "%s, network %d of %.2f million MACs: %s%n",
                    who,
                    candidate.index() + 1,
                    candidate.proxy().macs() / 1e6,
                    text(evaluation)));
    System.out.printf(
        Locale.ROOT,
        "%s trained %d networks in %d s%n",
        who,
        sample.size(),
        (System.nanoTime() - start) / 1_000_000_000);
    return evaluations;
  }

  private static int told(
      List<Screening> sample, List<Evaluation> ours, List<Evaluation> theirs, long seed) {
    TextTable table = new TextTable().left("network").right("Edgewise", "PyTorch");
    for (int i = 0; i < sample.size(); i++) {
      table.row(
          List.of(sample.get(i).architecture().id().hex(), text(ours.get(i)), text(theirs.get(i))));
    }
    table.lines().forEach(System.out::println);
    int[] both =
        IntStream.range(0, sample.size())
            .filter(i -> ours.get(i) instanceof Measured && theirs.get(i) instanceof Measured)
            .toArray();
    if (both.length < FEWEST) {
      System.out.printf(
          Locale.ROOT, "both trained %d networks; at least %d are needed%n", both.length, FEWEST);
      return ExitCode.FAILED;
    }
    RankCorrelation tau =
        RankCorrelation.of(Kind.KENDALL, accuracies(ours, both), accuracies(theirs, both), seed);
    System.out.printf(
        Locale.ROOT,
        "Kendall's tau of %d networks %.2f [%.2f, %.2f]%n",
        both.length,
        tau.value(),
        tau.low(),
        tau.high());
    return both.length == sample.size() ? ExitCode.OK : ExitCode.FAILED;
  }

  private static double[] accuracies(List<Evaluation> evaluations, int[] places) {
    return IntStream.of(places)
        .mapToDouble(i -> ((Measured) evaluations.get(i)).accuracy())
        .toArray();
  }

  private static String text(Evaluation evaluation) {
    return evaluation instanceof Measured measured
        ? String.format(Locale.ROOT, "%.2f %%", 100 * measured.accuracy())
        : evaluation instanceof Failed failed
            ? failed.kind() + ": " + failed.detail()
            : "infeasible";
  }
}
