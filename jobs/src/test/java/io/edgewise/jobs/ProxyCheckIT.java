package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.edgewise.jobs.console.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code edgewise proxy-check} as its user sees it. */
class ProxyCheckIT {

  @TempDir private Path folder;

  private String config() throws IOException {
    return TinySearch.config(folder, "proxy.width-factor = 0.05\n").toString();
  }

  @Test
  @DisplayName(
      "trains at full length and as proxies; tells correlations, cost and what it recommends")
  void checks() throws IOException {
    CommandLineRun run =
        CommandLineRun.edgewise(
            2,
            "proxy-check",
            "--config",
            config(),
            "--networks",
            "5",
            "--full-epochs",
            "3",
            "--epochs",
            "1,2",
            "--repeats",
            "2",
            "--tau",
            "-1",
            "--zero-cost",
            "--json");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("proxy.epochs=3 width x0.05 depth x0.01: 5 networks, 5 of them");
    JsonNode report = new JsonMapper().readTree(run.out());
    assertThat(report.path("networks").intValue()).isEqualTo(5);
    assertThat(report.path("measures").findValuesAsText("name"))
        .containsExactly(
            "proxy.epochs=1 width x0.05 depth x0.01",
            "proxy.epochs=2 width x0.05 depth x0.01",
            "proxy.epochs=2 width x0.025 depth x0.01",
            "parameters",
            "macs",
            "synflow",
            "jacobian");
    for (JsonNode measure : report.path("measures")) {
      JsonNode tau = measure.path("tau");
      if (!tau.path("value").isNull()) {
        assertThat(tau.path("value").doubleValue()).isBetween(-1.0, 1.0);
        assertThat(tau.path("low").doubleValue())
            .isLessThanOrEqualTo(tau.path("high").doubleValue());
      }
      // Networks this small may all be as good as guessing: then nothing varies.
      if (measure.path("proxy").booleanValue() && !measure.path("chance").isNull()) {
        assertThat(measure.path("seed_deviation").doubleValue()).isNotNegative();
        assertThat(measure.path("chance").doubleValue()).isBetween(0.0, 1.0);
      }
      assertThat(measure.path("time").doubleValue() > 0)
          .isEqualTo(measure.path("proxy").booleanValue());
    }
  }

  @Test
  @DisplayName("for eyes: a table, and what to do if no proxy is good enough")
  void table() throws IOException {
    CommandLineRun run =
        CommandLineRun.edgewise(
            2,
            "proxy-check",
            "--config",
            config(),
            "--networks",
            "4",
            "--full-epochs",
            "2",
            "--tau",
            "1");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("4 networks of space efficientnet-edgetpu at full length")
        .contains("tau of best quarter")
        .containsPattern("recommended: proxy.epochs=1|no proxy reaches a tau of 1.00: try more");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "--networks=3                     | --networks is 3; it must be at least 4",
        "--networks=4 --full-epochs=1     | --epochs is [1]; it must be from 1 to below --full-epochs = 1",
        "--networks=4 --full-width=2      | --full-width is 2.0; it must be from 0.01 to 1",
        "--networks=4 --repeats=0         | --repeats is 0; it must be at least 1",
        "--networks=4 --tau=2             | --tau is 2.0; it must be from -1 to 1",
        "--networks=4 --set proxy.epochs=0 | proxy.epochs: is 0; allowed is a whole number from 1",
      })
  void namesOptionValueAndWhatIsAllowed(String options, String message) throws IOException {
    String[] args =
        ("proxy-check --config " + config() + " " + options.replace("--set ", "--set=")).split(" ");

    CommandLineRun run = CommandLineRun.edgewise(1, args);

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains(message).doesNotContain("\tat ");
  }
}
