package io.edgewise.jobs.nightly;

import io.edgewise.jobs.report.AccuracyText;
import io.edgewise.jobs.report.Chance;
import io.edgewise.jobs.report.SearchResult;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A night's report for people. */
public final class NightMarkdown {

  private final NightReport report;
  private final List<String> lines = new ArrayList<>();

  private NightMarkdown(NightReport report) {
    this.report = report;
  }

  public static String of(NightReport report) {
    return new NightMarkdown(report).text();
  }

  private String text() {
    line("# %s", report.night());
    line("");
    line("**%s**: %s.", headline(), report.verdict().reason());
    tried();
    won();
    fullTraining();
    exported();
    failed();
    changed();
    return String.join("\n", lines) + "\n";
  }

  private String headline() {
    return report
        .verdict()
        .promoted()
        .map(winner -> "New champion " + winner.architecture())
        .or(
            () ->
                report
                    .champion()
                    .map(
                        champion ->
                            "Champion "
                                + champion.finalist().architecture()
                                + " stays, since "
                                + champion.night()))
        .orElse("No champion");
  }

  private void tried() {
    var counts = report.tally().counts();
    heading("Tried");
    line("Aim: %s.", report.aim());
    line("");
    line(
        "%d generations, %d proposals: %d trained, %d infeasible, %d repeated, %d failed; %.1f core"
            + " minutes.",
        report.tally().generations(),
        counts.proposed(),
        counts.trained(),
        counts.infeasible(),
        counts.repeated(),
        counts.failed(),
        report.tally().spent().cores().toMillis() / 60e3);
    line(
        "Learned from %s; %d networks were taken over.",
        report.learnedFrom().isEmpty()
            ? "no earlier night"
            : report.learnedFrom().stream().map(Object::toString).collect(Collectors.joining(", ")),
        report.result().takenOver());
    report.stopped().ifPresent(why -> line("Stopped early: %s.", why));
  }

  private void won() {
    heading("Won");
    report
        .verdict()
        .promoted()
        .ifPresent(
            winner ->
                line(
                    "New champion: %s, %s, %.3f ms, reward %s on the full task.",
                    winner.architecture(),
                    accuracy(winner),
                    winner.latencyMillis(),
                    number(winner.reward())));
    if (report.verdict().promoted().isEmpty()) {
      line("%s: %s.", headline(), report.verdict().reason());
    }
    if (report.winners().isEmpty()) {
      line("Nothing was measured.");
      return;
    }
    boolean within = report.aim().isMetBy(SearchResult.latencyMillis(report.winners().get(0)));
    line(
        within
            ? "The search's best within the target of %.2f ms:"
            : "No network of the search is within the target of %.2f ms; its best by reward:",
        report.aim().targetMillis());
    line("");
    table(report.winners());
    line("");
    Chance.among(report.winners()).ifPresent(sentence -> line("By accuracy, %s.", sentence));
    if (!report.close().isEmpty()) {
      heading("Close");
      line("Above the target by at most a tenth of it:");
      line("");
      table(report.close());
    }
  }

  private void table(List<Trial> trials) {
    line("| architecture | trial | accuracy | latency | reward | first trained |");
    line("|---|---|---|---|---|---|");
    for (Trial trial : trials) {
      line(
          "| %s | %s | %s | %.3f ms | %.4f | %s |",
          trial.architecture().id(),
          trial.key(),
          AccuracyText.of(SearchResult.estimate(trial)),
          SearchResult.latencyMillis(trial),
          trial.reward(),
          trial.repeats().map(Object::toString).orElse("tonight"));
    }
  }

  private void fullTraining() {
    heading("On the full training task");
    if (report.finalists().isEmpty() && report.defender().isEmpty()) {
      line("Nobody was trained.");
      return;
    }
    line("| architecture | | accuracy | latency | reward |");
    line("|---|---|---|---|---|");
    report.finalists().forEach(finalist -> fullTraining(finalist, "finalist"));
    report.defender().ifPresent(finalist -> fullTraining(finalist, "champion"));
  }

  private void fullTraining(Finalist finalist, String role) {
    line(
        "| %s | %s | %s | %.3f ms | %s |",
        finalist.architecture(),
        role,
        accuracy(finalist),
        finalist.latencyMillis(),
        number(finalist.reward()));
  }

  private void exported() {
    if (report.exported().isPresent()) {
      heading("Exported");
      report.exported().get().lines().forEach(exported -> line("* %s", exported));
    }
  }

  private void failed() {
    heading("Failed");
    if (report.failed().isEmpty()) {
      line("Nothing.");
    }
    report.result().failures().forEach((kind, count) -> line("* %d %s", count, kind));
    for (Trial trial : report.failed().stream().limit(NightReport.SHOWN).toList()) {
      Evaluation.Failed why = (Evaluation.Failed) trial.evaluation();
      line(
          "* trial %s on %s, attempt %d: %s: %s",
          trial.key(), why.cost().host(), why.cost().attempt(), why.kind(), why.detail());
    }
    report
        .tally()
        .counts()
        .rejections()
        .forEach((limit, count) -> line("* %d rejected before training: %s", count, limit));
  }

  private void changed() {
    if (report.changes().isEmpty()) {
      heading("Changed");
      line("There is no night before.");
      return;
    }
    NightChanges changes = report.changes().get();
    heading("Changed against " + changes.before());
    line(
        "* best reward of the search: %s, was %s",
        number(changes.bestNow()), number(changes.bestBefore()));
    line(
        "* new on the front: %s",
        changes.newOnFront().isEmpty() ? "nothing" : String.join(", ", changes.newOnFront()));
    changes.settings().forEach(setting -> line("* setting %s", setting));
  }

  private void heading(String text) {
    line("");
    line("## %s", text);
  }

  private void line(String format, Object... values) {
    lines.add(String.format(Locale.ROOT, format, values));
  }

  private static String accuracy(Finalist finalist) {
    return finalist.estimate().map(AccuracyText::of).orElse("failed: " + finalist.detail());
  }

  private static String number(Optional<Double> value) {
    return value.map(v -> String.format(Locale.ROOT, "%.4f", v)).orElse("-");
  }
}
