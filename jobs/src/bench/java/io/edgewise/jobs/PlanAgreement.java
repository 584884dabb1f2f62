package io.edgewise.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.console.TextTable;
import io.edgewise.jobs.history.GenerationRow;
import io.edgewise.jobs.history.History;
import io.edgewise.jobs.history.StoredSearch;
import io.edgewise.jobs.history.TrialRow;
import io.edgewise.search.trial.Evaluation;
import io.edgewise.search.trial.SearchId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;

/**
 * Plans small searches, runs them, and holds what was planned against what came: the share within
 * the limits of the first generation's proposals (within 2 points), the time (within 1.5 times) and
 * trainings that fail for memory (none where all were to fit). The argument limits how many of the
 * ten are run.
 */
final class PlanAgreement {

  private static final double POINTS = 2;
  private static final double TIMES = 1.5;

  private static final String BASE =
      """
      search { id = agreement, seed = 7, generations = 3, candidates = 4, pool = 3000 }
      controller.kind = random
      reward.target-millis = 5
      dataset { kind = generated, examples = 1200 }
      proxy { resolution = 16, width-factor = 0.1, depth-factor = 0.3, strides-taken-out = 2, epochs = 2, batch-size = 32 }
      """;

  private static final List<String> CHANGES =
      List.of(
          "constraints.latency-millis = 6",
          "constraints.latency-millis = 3, search.seed = 8",
          "constraints.streamed-parameter-bytes = 1000000",
          "constraints { latency-millis = 8, narrow-memory-bytes-per-tile = 150000 }",
          "space = efficientnet, constraints.latency-millis = 15",
          "space = mobilenet-edgetpu-v2, constraints.latency-millis = 10",
          "accelerator = coral-dev-board, constraints.latency-millis = 6, proxy.epochs = 3",
          "controller.kind = bayes, constraints.latency-millis = 6",
          "proxy { width-factor = 0.25, depth-factor = 0.5, epochs = 1 }",
          "proxy.halving.enabled = true, proxy.epochs = 4, constraints.latency-millis = 6");

  private PlanAgreement() {}

  /** Runs as many of the ten as the argument says, all of them without one. */
  public static void main(String[] args) throws IOException {
    int number = args.length == 0 ? CHANGES.size() : Integer.parseInt(args[0]);
    TextTable table =
        new TextTable()
            .left("search")
            .right("share planned", "came", "minutes planned", "took", "no memory")
            .left("");
    int agreed = 0;
    for (String change : CHANGES.subList(0, number)) {
      List<String> row = row(change);
      agreed += row.get(row.size() - 1).equals("agrees") ? 1 : 0;
      table.row(row);
    }
    table.lines().forEach(System.out::println);
    System.out.printf(Locale.ROOT, "%d of %d agree%n", agreed, number);
    System.exit(agreed == number ? ExitCode.OK : ExitCode.FAILED);
  }

  private static List<String> row(String change) throws IOException {
    Path folder = Files.createTempDirectory("agreement");
    Path config = Files.writeString(folder.resolve("agreement.conf"), BASE + change + "\n");
    JsonNode plan = new JsonMapper().readTree(done("plan", config.toString(), "--json").out());
    done("search", config.toString(), "--set", "search.history=" + folder.resolve("runs"));
    StoredSearch search =
        History.open(new Configuration(), folder.resolve("runs").toString())
            .search(new SearchId("agreement"));
    List<GenerationRow> generations = search.generations().toList();
    double came =
        100
            - 100.0
                * generations.get(0).counts().infeasible()
                / generations.get(0).counts().proposed();
    double share = 100 * plan.at("/sample/feasible_share").asDouble();
    double planned = 60 * plan.at("/effort/hours").asDouble();
    double took =
        generations.stream()
                .map(GenerationRow::times)
                .mapToLong(
                    times -> Duration.between(times.startedAt(), times.finishedAt()).toMillis())
                .sum()
            / 60_000.0;
    long noMemory = outOfMemory(search);
    boolean allFit = plan.at("/proxies/fitting").equals(plan.at("/proxies/sampled"));
    List<String> problems = new ArrayList<>();
    if (Math.abs(share - came) > POINTS) {
      problems.add("share");
    }
    if (Math.max(planned / took, took / planned) > TIMES) {
      problems.add("time");
    }
    if (allFit && noMemory > 0) {
      problems.add("memory");
    }
    return List.of(
        change,
        text("%.1f %%", share),
        text("%.1f %%", came),
        text("%.2f", planned),
        text("%.2f", took),
        String.valueOf(noMemory),
        problems.isEmpty() ? "agrees" : String.join(", ", problems));
  }

  private static long outOfMemory(StoredSearch search) {
    return search
        .trials()
        .map(TrialRow::trial)
        .filter(
            trial ->
                trial.evaluation() instanceof Evaluation.Failed failed
                    && failed.kind().equals("out-of-memory"))
        .count();
  }

  private static CommandLineRun done(String... args) {
    CommandLineRun run = CommandLineRun.edgewise(2, args);
    if (run.exitCode() != ExitCode.OK) {
      throw new IllegalStateException(String.join(" ", args) + ": " + run.err());
    }
    return run;
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
