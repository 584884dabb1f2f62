package io.edgewise.jobs.nightly;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.edgewise.jobs.files.RecordJson;
import io.edgewise.jobs.report.Chance;
import io.edgewise.jobs.report.SearchResult;
import io.edgewise.search.history.Tally;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.SearchId;
import io.edgewise.search.trial.Trial;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The report says what a morning is told of the night.
 *
 * @param aim target and limits
 * @param startedAt when the night's search was started
 * @param stopped why the search ended before its last generation, if so
 * @param learnedFrom the searches that it was warm started from
 * @param failed trials of trainings that came to nothing
 * @param finalists the night's best on the full training task
 * @param defender the champion before on the same task, if there was one
 * @param champion the champion after the night
 * @param exported what became of the files of a new champion, if there were to be any
 * @param changes what changed against the night before, if there was one
 */
public record NightReport(
    Night night,
    Aim aim,
    Instant startedAt,
    Instant finishedAt,
    Tally tally,
    Optional<String> stopped,
    List<SearchId> learnedFrom,
    SearchResult result,
    List<Trial> failed,
    List<Finalist> finalists,
    Optional<Finalist> defender,
    Contest.Verdict verdict,
    Optional<Champion> champion,
    Optional<NightExport> exported,
    Optional<NightChanges> changes) {

  /** The report shows this many of the best, and of the failures. */
  static final int SHOWN = 5;

  /** The same report with what became of the champion's files. */
  NightReport with(Optional<NightExport> export) {
    return new NightReport(
        night,
        aim,
        startedAt,
        finishedAt,
        tally,
        stopped,
        learnedFrom,
        result,
        failed,
        finalists,
        defender,
        verdict,
        champion,
        export,
        changes);
  }

  /** The best of the night's search by reward. */
  List<Trial> best() {
    return result.best().stream().limit(SHOWN).toList();
  }

  /** The best of the night's search within the target; by reward alone if none is. */
  List<Trial> winners() {
    return result.best(aim.targetMillis(), SHOWN);
  }

  /** The best by reward of those that miss the target by little. */
  List<Trial> close() {
    return result.best().stream()
        .filter(trial -> aim.isMissedClosely(SearchResult.latencyMillis(trial)))
        .limit(SHOWN)
        .toList();
  }

  /** The report for machines. */
  public String toJson() {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("night", night.toString())
            .put("date", night.date().toString())
            .put("target_ms", aim.targetMillis())
            .put("aim", aim.toString())
            .put("started_at", startedAt.toString())
            .put("finished_at", finishedAt.toString())
            .put("generations", tally.generations())
            .put("proposed", tally.counts().proposed())
            .put("trained", tally.counts().trained())
            .put("measured", result.measured().size())
            .put("taken_over", result.takenOver())
            .put("infeasible", tally.counts().infeasible())
            .put("failed", tally.counts().failed())
            .put("repeated", tally.counts().repeated())
            .put("core_seconds", tally.spent().cores().toMillis() / 1e3);
    stopped.ifPresent(why -> json.put("stopped", why));
    ArrayNode from = json.putArray("learned_from");
    learnedFrom.forEach(search -> from.add(search.value()));
    ArrayNode winners = json.putArray("best");
    best().forEach(trial -> winners.add(RecordJson.tree(Winner.of(trial))));
    ArrayNode missed = json.putArray("close");
    close().forEach(trial -> missed.add(RecordJson.tree(Winner.of(trial))));
    Chance.among(best()).ifPresent(sentence -> json.put("chance", sentence));
    ArrayNode failures = json.putArray("failures");
    failed.stream().limit(SHOWN).forEach(trial -> failures.add(RecordJson.tree(Failure.of(trial))));
    writeContest(json);
    exported.ifPresent(e -> json.set("exported", RecordJson.tree(e)));
    changes.ifPresent(c -> json.set("changes", RecordJson.tree(Changes.of(c))));
    return RecordJson.text(json);
  }

  private void writeContest(ObjectNode json) {
    ArrayNode full = json.putArray("full_training");
    finalists.forEach(finalist -> write(finalist, full.addObject().put("role", "finalist")));
    defender.ifPresent(finalist -> write(finalist, full.addObject().put("role", "champion")));
    json.put("promoted", verdict.promoted().isPresent()).put("reason", verdict.reason());
    champion.ifPresent(
        c -> write(c.finalist(), json.putObject("champion").put("since", c.night())));
  }

  private static void write(Finalist finalist, ObjectNode json) {
    json.setAll((ObjectNode) RecordJson.tree(finalist));
  }

  /** One of the best. */
  private record Winner(
      String architecture,
      String trial,
      double accuracy,
      double latencyMillis,
      double reward,
      Optional<String> repeats) {

    static Winner of(Trial trial) {
      return new Winner(
          trial.architecture().id().hex(),
          trial.key().toString(),
          SearchResult.accuracy(trial),
          SearchResult.latencyMillis(trial),
          trial.reward(),
          trial.repeats().map(Object::toString));
    }
  }

  /** A training that came to nothing. */
  private record Failure(
      String trial, String architecture, String reason, String detail, String host, int attempt) {

    static Failure of(Trial trial) {
      Evaluation.Failed why = (Evaluation.Failed) trial.evaluation();
      return new Failure(
          trial.key().toString(),
          trial.architecture().id().hex(),
          why.kind(),
          why.detail(),
          why.cost().host(),
          why.cost().attempt());
    }
  }

  /** The changes are what is other than in the night before. */
  private record Changes(
      String before,
      Optional<Double> bestRewardBefore,
      Optional<Double> bestReward,
      List<String> newOnFront,
      List<String> settings) {

    static Changes of(NightChanges changes) {
      return new Changes(
          changes.before().value(),
          changes.bestBefore(),
          changes.bestNow(),
          changes.newOnFront(),
          changes.settings());
    }
  }
}
