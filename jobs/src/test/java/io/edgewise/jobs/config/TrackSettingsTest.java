package io.edgewise.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgewise.sim.settings.SettingsException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings say where trainings are told of; a mistake is told with what is allowed. */
class TrackSettingsTest {

  private static final String ALLOWED =
      "; allowed is the address of a tracking server, such as http://127.0.0.1:5000";

  @TempDir private Path folder;

  private Optional<URI> server(String track, String server) throws IOException {
    return SearchConfig.read(
            Files.writeString(folder.resolve("my.conf"), ""),
            Overrides.of(Map.of("search.track", track, "search.track-server", server)))
        .search()
        .trackingServer();
  }

  @Test
  void nobodyIsToldUnlessASearchAsksForIt() throws IOException {
    assertThat(server("none", "none")).isEmpty();
    assertThat(server("none", "http://127.0.0.1:5000")).isEmpty();
    assertThat(server("mlflow", "http://127.0.0.1:5000"))
        .contains(URI.create("http://127.0.0.1:5000"));
    assertThat(server("mlflow", "https://mlflow.example.org/team/"))
        .contains(URI.create("https://mlflow.example.org/team"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          none                           | is none, but search.track is mlflow%s
          runs/mlruns                    | is runs/mlruns, a folder, which MLflow's client for Java cannot write%s; for a folder start one by mlflow server --backend-store-uri runs/mlruns
          file:/data/mlruns              | is file:/data/mlruns, a folder, which MLflow's client for Java cannot write%s; for a folder start one by mlflow server --backend-store-uri file:/data/mlruns
          databricks://profile           | is databricks://profile%s
          http:/5000                     | is http:/5000%s
          http://ada@host                | is http://***@host%s
          http://host/?a=b               | is http://host/?a=b%s
          http://ho st                   | is http://ho st%s
          http://ada:secret@host         | is http://***@host, which holds a password or key; settings are kept and shown. Allowed is a URI without: give the secret to Spark (spark.hadoop.…, a credential provider) or to the environment
          http://host/?token=secret      | is http://host/?token=***, which holds a password or key; settings are kept and shown. Allowed is a URI without: give the secret to Spark (spark.hadoop.…, a credential provider) or to the environment
          """)
  void whatIsNoAddressOfAServerIsRefused(String server, String problem) {
    assertThatThrownBy(() -> server("mlflow", server))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            folder.resolve("my.conf")
                + ": 1 mistake\n  search.track-server: "
                + problem.replace("%s", ALLOWED));
  }

  @Test
  void anotherProgramIsRefused() {
    assertThatThrownBy(() -> server("mlfow", "none"))
        .hasMessageContaining(
            "search.track: is \"mlfow\"; allowed is one of none, mlflow; did you mean mlflow?");
  }
}
