package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.jobs.actions.SparkStart;
import io.edgewise.jobs.config.Overrides;
import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.console.Console;
import io.edgewise.jobs.search.SearchRun;
import io.edgewise.search.history.Tally;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small search with Spark's UI on and the lines of the README, asked over HTTP while it runs. */
class SparkUiIT {

  @TempDir private Path folder;
  private final Properties before = new Properties();
  private final List<String> pages = new ArrayList<>();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void takeTheLinesOfTheReadme() throws IOException {
    before.putAll(System.getProperties());
    List<String> lines =
        Files.readAllLines(Path.of("README.md")).stream()
            .filter(line -> line.matches("spark\\.(ui|metrics)\\.\\S+ \\S+"))
            .toList();
    assertThat(lines).hasSize(5);
    lines.forEach(line -> System.setProperty(line.split(" ")[0], line.split(" ")[1]));
    System.setProperty("spark.ui.port", "0"); // Another test's UI may have 4040.
    System.setProperty("spark.master", "local[2]");
    System.setProperty("spark.driver.host", "127.0.0.1");
    System.setProperty("spark.driver.bindAddress", "127.0.0.1");
  }

  @AfterEach
  void putBack() {
    System.setProperties(before);
  }

  @Test
  void prometheusScrapesTheSearchAndTheJobsAreNamedByWhatTheyDo() throws IOException {
    SearchConfig config =
        SearchConfig.read(
            TinySearch.config(folder, ""),
            Overrides.NONE.with("search.history", folder.resolve("runs").toString()));
    PrintStream terminal = System.err;
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try (JavaSparkContext spark = SparkStart.start("test", false)) {
      String ui = spark.sc().uiWebUrl().get();
      new SearchRun(
              SearchRun.fitted(config, spark, Console.system()),
              spark,
              Console.system(),
              tally -> ask(ui, tally))
          .run();
      assertThat(err.toString(StandardCharsets.UTF_8)).contains("Spark's UI: " + ui + "\n");
    } finally {
      System.setErr(terminal);
    }

    assertThat(pages.get(0))
        .contains("metrics_edgewise_driver_edgewise_generations_Value{type=\"gauges\"} 1")
        .contains("metrics_edgewise_driver_edgewise_trials_Value{type=\"gauges\"} ")
        .contains("metrics_edgewise_driver_edgewise_best_reward_Value{type=\"gauges\"} ");
    assertThat(pages.get(1))
        .contains("generation 1: simulating 4 networks")
        .contains("generation 1: training 4 of 4");
  }

  /** Asks between the second generation's trainings and its commit; stops nothing. */
  private Optional<String> ask(String ui, Tally tally) {
    if (tally.generations() == 2) {
      pages.add(get(ui + "/metrics/prometheus/"));
      pages.add(get(ui + "/jobs/"));
    }
    return Optional.empty();
  }

  private static String get(String address) {
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(address)).build(),
                  HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(address).isEqualTo(200);
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
