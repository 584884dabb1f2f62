package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.edgewise.jobs.console.ExitCode;
import io.edgewise.jobs.history.GenerationRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan of a search whose trainings take a fraction of a second, and what then happens. */
class PlanCommandIT {

  private static final String LIMITED =
      "search { generations = 1, pool = 3000 }, controller.kind = random, constraints.latency-millis = 10";

  @TempDir private Path folder;

  private static CommandLineRun plan(Path config, String... more) {
    String[] args = new String[more.length + 2];
    args[0] = "plan";
    args[1] = config.toString();
    System.arraycopy(more, 0, args, 2, more.length);
    return CommandLineRun.edgewise(2, args);
  }

  @Test
  @DisplayName("the share within the limits is that of the proposals that then come")
  void agreesWithTheSearch() throws IOException {
    Path config = TinySearch.config(folder, LIMITED);
    Path picture = folder.resolve("plan.png");
    CommandLineRun planned = plan(config, "--json", "--plot", picture.toString());
    assertThat(planned.exitCode()).as(planned.err()).isZero();
    JsonNode plan = new JsonMapper().readTree(planned.out());
    assertThat(folder.resolve("runs")).doesNotExist();
    assertThat(ImageIO.read(picture.toFile()).getWidth()).isEqualTo(900);

    Path history = folder.resolve("runs");
    CommandLineRun search = CommandLineRun.edgewise(2, TinySearch.args(config, history));
    assertThat(search.exitCode()).as(search.err()).isZero();
    GenerationRow row = TinySearch.stored(history).generations().findFirst().orElseThrow();
    double infeasible = (double) row.counts().infeasible() / row.counts().proposed();
    assertThat(plan.at("/sample/feasible_share").asDouble())
        .isCloseTo(1 - infeasible, within(0.02));
    assertThat(plan.at("/effort/trainings").asInt()).isEqualTo(row.counts().trained());
    assertThat(plan.at("/proxies/fitting")).isEqualTo(plan.at("/proxies/sampled"));
    assertThat(plan.at("/schedule/steps_an_epoch").asInt()).isEqualTo(96 / 32);
    assertThat(search.err())
        .contains("plan: efficientnet-edgetpu, 37 decisions, ")
        .contains("% are within the limits; out for latency ")
        .contains("note: 24 validation images are too few to rank: an accuracy is sure to ±20.0");
  }

  @Test
  void tellsPeopleWhatIsOpenFixedAndToBeChanged() throws IOException {
    CommandLineRun run = plan(TinySearch.config(folder, LIMITED));
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("open:  block = fused, mbconv  (stages 1, 2, 3, 4, 5, 6)")
        .contains("fixed: head.channels = 1280")
        .contains("latency, ms: median ")
        .contains("what each decision does to the latency")
        .contains("check: one proxy of the mean size was trained, ")
        .contains("core-hours")
        .contains("verdict: 24 validation images are too few to rank");
  }

  @Test
  void aSpaceOutsideOfTheLimitsComesToNothing() throws IOException {
    Path config = TinySearch.config(folder, "constraints.latency-millis = 0.5");
    CommandLineRun run = plan(config);
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.out())
        .contains("0.0 % are within the limits; out for latency 100.0 %")
        .contains("verdict: none of 4,000 networks within the limits (latency); the fastest takes")
        .contains("verdict: reward.target-millis is 8.0, above constraints.latency-millis");
  }

  @Test
  void aPictureThatCannotBeWrittenIsRefusedFirst() throws IOException {
    Path config = TinySearch.config(folder, "");
    CommandLineRun run = plan(config, "--plot", config.toString());
    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("is read by the same command; allowed is another file");
    assertThat(Files.readString(config)).contains("id = tiny");
  }
}
