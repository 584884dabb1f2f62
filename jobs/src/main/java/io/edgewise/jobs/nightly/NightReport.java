package io.edgewise.jobs.nightly;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.edgewise.jobs.report.SearchResult;
import io.edgewise.search.history.Tally;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.SearchId;
import io.edgewise.search.trial.Trial;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a morning is told of the night.
 *
 * @param startedAt when the night's search was started
 * @param stopped why the search ended before its last generation, if so
 * @param learnedFrom the searches that it was warm started from
 * @param failed trials of trainings that came to nothing
 * @param finalists the night's best on the full training task
 * @param defender the champion before on the same task, if there was one
 * @param champion after the night
 * @param changes against the night before, if there was one
 */
public record NightReport(
    Night night,
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
    Optional<NightChanges> changes) {

  /** How many of the best, and of the failures, are shown. */
  static final int SHOWN = 5;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The best of the night's search by reward. */
  List<Trial> best() {
    return result.best().stream().limit(SHOWN).toList();
  }

  /** The report for machines. */
  public String toJson() {
    ObjectNode json =
        JSON.createObjectNode()
            .put("night", night.toString())
            .put("date", night.date().toString())
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
    best().forEach(trial -> write(trial, winners.addObject()));
    ArrayNode failures = json.putArray("failures");
    failed.stream().limit(SHOWN).forEach(trial -> writeFailure(trial, failures.addObject()));
    writeContest(json);
    changes.ifPresent(c -> writeChanges(c, json.putObject("changes")));
    return json.toPrettyString() + "\n";
  }

  private void writeContest(ObjectNode json) {
    ArrayNode full = json.putArray("full_training");
    finalists.forEach(finalist -> finalist.write(full.addObject().put("role", "finalist")));
    defender.ifPresent(finalist -> finalist.write(full.addObject().put("role", "champion")));
    json.put("promoted", verdict.promoted().isPresent()).put("reason", verdict.reason());
    champion.ifPresent(c -> c.finalist().write(json.putObject("champion").put("since", c.night())));
  }

  private static void write(Trial trial, ObjectNode json) {
    json.put("architecture", trial.architecture().id().hex())
        .put("trial", trial.key().toString())
        .put("accuracy", SearchResult.accuracy(trial))
        .put("latency_ms", SearchResult.latencyMillis(trial))
        .put("reward", trial.reward());
    trial.repeats().ifPresent(original -> json.put("repeats", original.toString()));
  }

  private static void writeFailure(Trial trial, ObjectNode json) {
    Evaluation.Failed why = (Evaluation.Failed) trial.evaluation();
    json.put("trial", trial.key().toString())
        .put("architecture", trial.architecture().id().hex())
        .put("reason", why.kind())
        .put("detail", why.detail())
        .put("host", why.cost().host())
        .put("attempt", why.cost().attempt());
  }

  private static void writeChanges(NightChanges changes, ObjectNode json) {
    json.put("before", changes.before().value());
    changes.bestBefore().ifPresent(reward -> json.put("best_reward_before", reward));
    changes.bestNow().ifPresent(reward -> json.put("best_reward", reward));
    ArrayNode front = json.putArray("new_on_front");
    changes.newOnFront().forEach(front::add);
    ArrayNode settings = json.putArray("settings");
    changes.settings().forEach(settings::add);
  }
}
