package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.jobs.config.Overrides;
import io.edgewise.jobs.config.SearchConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The schedules in {@code conf} can be parsed and start what there is. */
class SchedulesTest {

  private static final Path CONF = Path.of("..", "conf");

  private static List<Map<?, ?>> documents(String file) throws IOException {
    LoaderOptions strict = new LoaderOptions();
    strict.setAllowDuplicateKeys(false);
    List<Map<?, ?>> documents = new ArrayList<>();
    new Yaml(new SafeConstructor(strict))
        .loadAll(Files.readString(CONF.resolve("kubernetes").resolve(file)))
        .forEach(document -> documents.add((Map<?, ?>) document));
    return documents;
  }

  private static Object at(Object yaml, String path) {
    Object here = yaml;
    for (String key : path.split("/")) {
      here =
          here instanceof List<?> list
              ? list.get(Integer.parseInt(key))
              : ((Map<?, ?>) here).get(key);
      assertThat(here).as("%s of %s", key, path).isNotNull();
    }
    return here;
  }

  @Test
  void theExampleIsAValidSearchFileWhoseNightsAreRun() {
    SearchConfig config = SearchConfig.read(CONF.resolve("nightly.conf"), Overrides.NONE);
    assertThat(config.nightly().name()).isEqualTo("nightly");
    assertThat(config.nightly().stopAt()).isPresent();
    assertThat(config.nightly().fullTask().recipe().epochs())
        .isGreaterThan(config.task().recipe().epochs());
    assertThat(config.nightly().fullTask().proxy().resolution())
        .as("what the full task does not say is the search's")
        .isEqualTo(config.task().proxy().resolution());
  }

  @Test
  void theOperatorRunsANight() throws IOException {
    Map<?, ?> application = documents("scheduled-spark-application.yaml").get(0);
    assertThat(at(application, "kind")).isEqualTo("ScheduledSparkApplication");
    assertThat(at(application, "spec/concurrencyPolicy")).isEqualTo("Forbid");
    assertThat(at(application, "spec/template/mainClass")).isEqualTo(Main.class.getName());
    assertThat(((List<?>) at(application, "spec/template/arguments")).get(0)).isEqualTo("nightly");
    assertThat(at(application, "spec/template/sparkVersion"))
        .isEqualTo(org.apache.spark.package$.MODULE$.SPARK_VERSION());
  }

  @Test
  void thePlainCronJobsRunANightAndItsCheck() throws IOException {
    List<Map<?, ?>> jobs = documents("cronjob.yaml");
    assertThat(jobs).hasSize(2);
    for (Map<?, ?> job : jobs) {
      assertThat(at(job, "kind")).isEqualTo("CronJob");
      assertThat(at(job, "spec/concurrencyPolicy")).isEqualTo("Forbid");
      List<?> command =
          (List<?>) at(job, "spec/jobTemplate/spec/template/spec/containers/0/command");
      assertThat(command.get(command.indexOf("--class") + 1)).isEqualTo(Main.class.getName());
      assertThat(at(job, "spec/jobTemplate/spec/template/spec/containers/0/env/0"))
          .isEqualTo(Map.of("name", "LC_ALL", "value", "C.UTF-8"));
      assertThat(command.get(command.indexOf("/opt/edgewise/edgewise.jar") + 1))
          .isEqualTo("nightly");
    }
    Object check = at(jobs.get(1), "spec/jobTemplate/spec/template/spec/containers/0/command");
    assertThat(((List<?>) check).contains("--check")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nightly", "check"})
  void systemdUnitsStartACommandThatIsThere(String name) throws IOException {
    String service = Files.readString(CONF.resolve("systemd/edgewise-" + name + ".service"));
    Matcher start =
        Pattern.compile("(?m)^ExecStart=/opt/edgewise/(\\S+) (.*) (conf/\\S+)$").matcher(service);
    assertThat(start.find()).isTrue();
    assertThat(Path.of("..").resolve(start.group(1))).isExecutable();
    assertThat(start.group(2)).startsWith("nightly");
    assertThat(Path.of("..").resolve(start.group(3))).exists();
    assertThat(service).contains("[Unit]", "[Service]\nType=oneshot");
    assertThat(service).contains("Environment=LC_ALL=C.UTF-8");
    assertThat(Files.readString(CONF.resolve("systemd/edgewise-" + name + ".timer")))
        .containsPattern("(?m)^OnCalendar=\\*-\\*-\\* \\d\\d:\\d\\d:\\d\\d UTC$")
        .contains("[Install]\nWantedBy=timers.target");
  }

  @Test
  void whatFailsUnderSystemdTells() throws IOException {
    for (String name : List.of("nightly", "check")) {
      assertThat(Files.readString(CONF.resolve("systemd/edgewise-" + name + ".service")))
          .contains("\nOnFailure=edgewise-alarm.service\n");
    }
    assertThat(Files.readString(CONF.resolve("systemd/edgewise-alarm.service")))
        .contains("[Service]\nType=oneshot", "jobs/bin/edgewise nightly --check conf/nightly.conf ")
        .doesNotContain("\nOnFailure=");
  }

  /** The line of the check is run with a check that says so and ends with its argument. */
  @Test
  void cronIsToldOfAnAlarmAndOfNothingElse(@TempDir Path folder) throws Exception {
    List<String> lines =
        Files.readAllLines(CONF.resolve("cron/edgewise")).stream()
            .filter(line -> line.matches("\\d+ \\d+ \\* \\* \\* edgewise .*"))
            .toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).contains("jobs/bin/edgewise nightly conf/nightly.conf ");
    Path command = Files.createDirectories(folder.resolve("jobs/bin")).resolve("edgewise");
    String check = lines.get(1).replaceFirst(".* edgewise cd /opt/edgewise", "cd " + folder);
    for (int exit : List.of(0, 1)) {
      Files.writeString(command, "echo checked \"$@\" >&2; exit " + exit);
      Process shell =
          new ProcessBuilder("/bin/sh", "-c", check.replace("$(jobs", "$(sh jobs"))
              .redirectErrorStream(true)
              .start();
      assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo(exit == 0 ? "" : "checked nightly --check conf/nightly.conf\n");
      assertThat(shell.waitFor()).isZero();
    }
  }

  @Test
  @DisplayName("the Airflow DAG is Python, as far as one can tell without Airflow")
  void theDagIsPython() throws IOException, InterruptedException {
    Path dag = CONF.resolve("airflow/edgewise_nightly.py");
    assertThat(Files.readString(dag)).contains("conf/nightly.conf --date").contains("--check");
    Process python;
    try {
      python =
          new ProcessBuilder(
                  "python3", "-c", "import ast,sys; ast.parse(open(sys.argv[1]).read())", "" + dag)
              .inheritIO()
              .start();
    } catch (IOException e) {
      Assumptions.abort("there is no python3 here");
      return;
    }
    assertThat(python.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(python.exitValue()).isZero();
  }
}
