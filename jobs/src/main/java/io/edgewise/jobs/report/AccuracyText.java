package io.edgewise.jobs.report;

import io.edgewise.search.accuracy.AccuracyMetric;
import io.edgewise.search.accuracy.Answers;
import io.edgewise.search.accuracy.Estimate;
import io.edgewise.search.evaluation.Scoring;
import io.edgewise.search.evaluation.Scoring.Numbers;
import io.edgewise.search.trial.Trial;
import io.edgewise.sim.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The text says what the accuracies of a search's best networks are worth. */
public final class AccuracyText {

  private final Scoring scoring;
  private final List<Trial> best;
  private final Answers answers;

  /**
   * @param best the networks that are shown, best first
   * @param answers of the first of them
   */
  public AccuracyText(Scoring scoring, List<Trial> best, Answers answers) {
    this.scoring = scoring;
    this.best = best;
    this.answers = answers;
  }

  /** Spells an accuracy: {@code 47.38 % ±1.2}, without what is not known. */
  public static String of(Estimate estimate) {
    String value = String.format(Locale.ROOT, "%.2f %%", 100 * estimate.value());
    return estimate.isErrorKnown()
        ? value + String.format(Locale.ROOT, " ±%.1f", 100 * estimate.margin())
        : value;
  }

  /** A line on the metric, one on those that only guess, one on the best, as far as is known. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (answers.isKnown()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "accuracy: %s%s on %,d validation images, ± with 95 %% confidence",
              Settings.label(scoring.metric()),
              scoring.numbers() == Numbers.INT8 ? " in int8" : "",
              answers.images().stream().mapToInt(Integer::intValue).sum()));
    }
    guessing().ifPresent(lines::add);
    if (answers.isKnown() && scoring.metric() != AccuracyMetric.BALANCED) {
      Estimate balanced = answers.balanced();
      lines.add(
          String.format(
              Locale.ROOT,
              "balanced accuracy of the best: %s, where guessing gets %.2f %%",
              of(balanced),
              100 * balanced.guessing()));
    }
    return lines;
  }

  private Optional<String> guessing() {
    List<Estimate> guesses =
        best.stream().map(SearchResult::estimate).filter(Estimate::isNoBetterThanGuessing).toList();
    return guesses.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%d of the %d best %s no better than always answering the most frequent class"
                    + " (%.2f %%)",
                guesses.size(),
                best.size(),
                guesses.size() == 1 ? "is" : "are",
                100 * guesses.get(0).guessing()));
  }
}
