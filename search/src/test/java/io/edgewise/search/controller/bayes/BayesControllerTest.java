package io.edgewise.search.controller.bayes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.edgewise.search.controller.Controller;
import io.edgewise.search.controller.ControllerContract;
import io.edgewise.search.controller.ControllerState;
import io.edgewise.search.controller.Expectation;
import io.edgewise.search.controller.ToyTable;
import io.edgewise.search.controller.archive.Goal;
import io.edgewise.search.controllers.Controllers;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.SearchSpace;
import io.edgewise.search.trial.Evaluation.Cost;
import io.edgewise.search.trial.Evaluation.Measured;
import io.edgewise.search.trial.Screening;
import io.edgewise.search.trial.Trial;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BayesControllerTest extends ControllerContract {

  private final SearchSpace space = ToyTable.space();

  @Override
  protected Controller controller(SearchSpace toy) {
    return Controllers.named("bayes", toy);
  }

  @Test
  void beforeAnyTrialItTakesLargeNetworks() {
    List<Screening> pool = pool(1, 200);
    List<Architecture> chosen = select(controller(space).initial(), pool);
    double mean =
        chosen.stream().mapToDouble(BayesControllerTest::logParameters).average().orElseThrow();
    double all =
        pool.stream().mapToDouble(s -> logParameters(s.architecture())).average().orElseThrow();
    assertThat(mean).isGreaterThan(all);
  }

  @Test
  void theSizeThatCountsIsThatOfWhatIsTrained() {
    BayesSettings settings = new BayesSettings(0.5, 3, 400, 10, 0.5);
    ProxySize upsideDown =
        a -> {
          long size = Math.round(1e9 / Math.exp(logParameters(a)));
          return Optional.of(new ProxySize.Size(size, size));
        };
    List<Screening> pool = pool(3, 300);
    double own = meanLogParameters(settings, ProxySize.NONE, pool);
    double proxies = meanLogParameters(settings, upsideDown, pool);
    assertThat(own).as("the largest").isGreaterThan(proxies + 0.1);
  }

  private double meanLogParameters(
      BayesSettings settings, ProxySize proxySize, List<Screening> pool) {
    Controller bayes = new BayesController(space, settings, Goal.REWARD, proxySize);
    ControllerState state = bayes.update(bayes.initial(), trials(2, 4));
    return bayes.select(state, pool, 10, new SplittableRandom(1)).stream()
        .mapToDouble(BayesControllerTest::logParameters)
        .average()
        .orElseThrow();
  }

  @Test
  void choosesBetterThanThePoolsAverageAfterEightyTrials() {
    Controller bayes = controller(space);
    ControllerState state = bayes.update(bayes.initial(), trials(2, 80));
    List<Screening> pool = pool(3, 300);
    double chosen =
        select(state, pool).stream().mapToDouble(ToyTable::accuracy).average().orElseThrow();
    List<Double> all =
        pool.stream()
            .map(s -> ToyTable.accuracy(s.architecture()))
            .sorted(Comparator.reverseOrder())
            .toList();
    assertThat(chosen).as("mean of the chosen, against the best tenth").isGreaterThan(all.get(30));
  }

  @Test
  void trialsOfAnEarlierSearchTellWhatIsWorthTrying() {
    Controller bayes = controller(space);
    ControllerState warm = bayes.warmStart(bayes.initial(), trials(2, 80), 0.5);
    List<Screening> pool = pool(3, 300);
    double mean =
        select(warm, pool).stream().mapToDouble(ToyTable::accuracy).average().orElseThrow();
    double cold =
        select(bayes.initial(), pool).stream()
            .mapToDouble(ToyTable::accuracy)
            .average()
            .orElseThrow();
    assertThat(mean).isGreaterThan(cold);
  }

  @Test
  void expectsLessImprovementTheMoreItKnows() {
    Controller bayes = controller(space);
    assertThat(bayes.expectedImprovement(bayes.initial(), pool(4, 50))).isEmpty();
    double early = expectation(bayes, bayes.update(bayes.initial(), trials(5, 16)));
    ControllerState late = bayes.update(bayes.initial(), trials(5, 16));
    double afterBest = expectation(bayes, bayes.update(late, best(400)));
    assertThat(early).isPositive();
    assertThat(afterBest).isBetween(0.0, early);
  }

  @Test
  void expectsOfEachCandidateARewardThatItIsTheSurerOfTheMoreItKnows() {
    Controller bayes = controller(space);
    List<Screening> candidates = pool(4, 10);
    assertThat(bayes.expectations(bayes.initial(), candidates)).isEmpty();
    ControllerState early = bayes.update(bayes.initial(), trials(5, 16));
    ControllerState late = bayes.update(early, trials(6, 200));

    assertThat(bayes.expectations(early, candidates))
        .hasSize(10)
        .allSatisfy(e -> assertThat(e.reward()).isBetween(e.lowest(), e.highest()));
    assertThat(doubt(bayes.expectations(late, candidates)))
        .isLessThan(doubt(bayes.expectations(early, candidates)));
  }

  private static double doubt(List<Expectation> expectations) {
    return expectations.stream().mapToDouble(e -> e.highest() - e.lowest()).sum();
  }

  @Test
  void severalObjectivesSpreadTheChoiceAlongTheLatency() {
    Controller front =
        Controllers.named(
                "bayes",
                ConfigFactory.parseString("controller.objectives = [accuracy, latency]"),
                Controllers.Chips.UNKNOWN)
            .apply(space);
    ControllerState state = front.update(front.initial(), trials(6, 40));
    List<Architecture> chosen = front.select(state, pool(7, 300), 12, new SplittableRandom(1));
    double[] latencies =
        chosen.stream().mapToDouble(a -> ToyTable.report(a).latencyMillis()).sorted().toArray();
    assertThat(latencies[11] - latencies[0]).isGreaterThan(0.2);
  }

  @Test
  void refusesAnotherSpacesState() {
    ControllerState other =
        new ControllerState("bayes", Map.of("trust", new double[] {1}), Map.of());
    assertThatThrownBy(() -> select(other, pool(1, 20)))
        .hasMessage(
            "state of controller bayes: spellings holds 0 numbers; for this space and goal it must be 7");
  }

  private double expectation(Controller bayes, ControllerState state) {
    return bayes.expectedImprovement(state, pool(8, 50)).orElseThrow();
  }

  private List<Architecture> select(ControllerState state, List<Screening> pool) {
    return controller(space).select(state, pool, 10, new SplittableRandom(1));
  }

  private List<Screening> pool(long seed, int size) {
    SplittableRandom random = new SplittableRandom(seed);
    return IntStream.range(0, size)
        .mapToObj(i -> space.sample(random))
        .map(a -> Screening.feasible(a, ToyTable.report(a)))
        .toList();
  }

  private List<Trial> trials(long seed, int count) {
    return pool(seed, count).stream().map(s -> trial(s.architecture())).toList();
  }

  private List<Trial> best(int of) {
    return pool(9, of).stream()
        .map(Screening::architecture)
        .sorted(Comparator.comparingDouble(ToyTable::accuracy).reversed())
        .limit(20)
        .map(BayesControllerTest::trial)
        .toList();
  }

  private static Trial trial(Architecture architecture) {
    double accuracy = ToyTable.accuracy(architecture);
    return new Trial(
        0,
        0,
        architecture,
        Optional.of(ToyTable.report(architecture)),
        new Measured(accuracy, List.of(), new Cost(0, "here")),
        accuracy,
        Optional.empty());
  }

  private static double logParameters(Architecture architecture) {
    return Math.log(ToyTable.report(architecture).metrics().parameters());
  }
}
