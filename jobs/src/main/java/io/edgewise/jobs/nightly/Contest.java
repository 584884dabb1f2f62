package io.edgewise.jobs.nightly;

import io.edgewise.jobs.report.Chance;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A contest says who is champion after a night. All have been trained on the same full task, from
 * the same seed.
 *
 * @param margin reward by which a challenger must be better than the champion, 0 or more
 */
public record Contest(double margin) {

  /**
   * The outcome.
   *
   * @param promoted the new champion; empty if the old one stays, or there is none
   * @param reason in one sentence
   */
  public record Verdict(Optional<Finalist> promoted, String reason) {}

  /**
   * Compares the night's finalists with the champion.
   *
   * @param champion on the same task; empty if there is none or it breaks tonight's constraints
   */
  public Verdict decide(List<Finalist> finalists, Optional<Finalist> champion) {
    Optional<Finalist> best =
        finalists.stream()
            .filter(finalist -> finalist.reward().isPresent())
            .max(Comparator.comparingDouble(finalist -> finalist.reward().orElseThrow()));
    if (best.isEmpty()) {
      return stays(
          finalists.isEmpty()
              ? champion.isEmpty()
                  ? "the night measured no network"
                  : "the night had no network to put against the champion"
              : "no finalist could be trained on the full task");
    }
    Finalist challenger = best.get();
    if (champion.flatMap(Finalist::reward).isEmpty()) {
      return new Verdict(
          best,
          champion.isEmpty()
              ? "there was no champion"
              : "the champion could not be trained on the full task: " + champion.get().detail());
    }
    double rewardOfChampion = champion.get().reward().orElseThrow();
    double rewardOfChallenger = challenger.reward().orElseThrow();
    String compared =
        String.format(
                Locale.ROOT,
                "reward %.4f against the champion's %.4f on the full task (margin %s)",
                rewardOfChallenger,
                rewardOfChampion,
                margin)
            + chance(challenger, champion.get());
    return rewardOfChallenger > rewardOfChampion + margin
        ? new Verdict(best, compared)
        : stays(compared);
  }

  /** The sentence goes on with how far chance may have decided, if that is known. */
  private static String chance(Finalist challenger, Finalist champion) {
    return Chance.between(challenger.estimate().orElseThrow(), champion.estimate().orElseThrow())
        .map(difference -> "; they differ in accuracy by " + difference)
        .orElse("");
  }

  private static Verdict stays(String reason) {
    return new Verdict(Optional.empty(), reason);
  }
}
