package io.edgewise.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgewise.search.evaluation.Deployment;
import io.edgewise.search.reward.Combination;
import io.edgewise.search.reward.MnasNetReward;
import io.edgewise.sim.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeveralAcceleratorsSettingsTest {

  private static final String TWO = "accelerators = [coral-usb, raspberry-pi-4]\n";

  @TempDir private Path folder;

  private SearchConfig read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("search.conf"), text);
    return SearchConfig.read(file, Overrides.NONE);
  }

  private void refused(String text, String... problems) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOfSatisfying(
            SettingsException.class, e -> assertThat(e.problems()).containsExactly(problems));
  }

  @Test
  void oneNumberIsForAllAndASectionForEach() throws IOException {
    SearchConfig search =
        read(
            TWO
                + "reward { on-chip-memory = 0, target-millis { coral-usb = 5, raspberry-pi-4 = 80 } }"
                + "\nconstraints.latency-millis { raspberry-pi-4 = 100 }");
    assertThat(search.fleet().names()).containsExactly("coral-usb", "raspberry-pi-4");
    assertThat(search.reward().targetsMillis()).containsExactly(5.0, 80.0);
    assertThat(search.reward().plan().each())
        .containsExactly(MnasNetReward.soft(5), MnasNetReward.soft(80));
    assertThat(search.fleet().each())
        .extracting(Deployment::constraints)
        .extracting(limits -> limits.latencyMillis())
        .containsExactly(Double.POSITIVE_INFINITY, 100.0);
    assertThat(search.fleet().together()).isFalse();
    assertThat(read(TWO).reward().targetsMillis()).containsExactly(5.0, 5.0);
  }

  @Test
  void aListIsRefusedWithTheSectionToWrite() throws IOException {
    refused(
        TWO + "reward.target-millis = [5, 80]\nconstraints.latency-millis = [6, 100]",
        "constraints.latency-millis: is a list; allowed is one number for all accelerators, or one"
            + " for each by its name: latency-millis { coral-usb = …, raspberry-pi-4 = … }",
        "reward.target-millis: is a list; allowed is one number for all accelerators, or one for"
            + " each by its name: target-millis { coral-usb = …, raspberry-pi-4 = … }");
  }

  @Test
  void oneNetworkForAllKeepsAllLimitsAndIsWorthByWeight() throws IOException {
    SearchConfig search =
        read(
            TWO
                + "reward { combine = weighted, weights { coral-usb = 3 } }\ncontroller.kind = ppo");
    assertThat(search.fleet().together()).isTrue();
    assertThat(search.reward().plan().combination()).isEqualTo(Combination.WEIGHTED);
    assertThat(search.reward().plan().weights()).containsExactly(3.0, 1.0);
  }

  @Test
  void aListSaysWhatDecidesAndNoAcceleratorBesideIt() throws IOException {
    assertThat(read(TWO).settings().decisive())
        .containsEntry("accelerators", "[\"coral-usb\",\"raspberry-pi-4\"]")
        .doesNotContainKey("accelerator");
    assertThat(read("").settings().decisive())
        .containsEntry("accelerator", "\"coral-usb\"")
        .doesNotContainKeys("accelerators", "reward.combine");
  }

  @Test
  void anElementIsTheFileBeside() throws IOException {
    Files.copy(Path.of("../conf/accelerators/raspberry-pi-4.conf"), folder.resolve("mine.conf"));
    assertThat(read("accelerators = [coral-usb, mine.conf]").fleet().names())
        .containsExactly("coral-usb", "raspberry-pi-4");
  }

  @Test
  void refusesListsThatAreNone() {
    refused(
        "accelerators = []",
        "accelerators: is [], which are 0; allowed is a list of 1 to 16 files or built-in names,"
            + " or none for the one that accelerator names");
    String many = String.join(", ", Collections.nCopies(17, "coral-usb"));
    refused(
        "accelerators = [" + many + "]",
        "accelerators: is ["
            + many
            + "], which are 17; allowed is a list of 1 to 16 files or built-in names, or none for"
            + " the one that accelerator names");
    refused(
        "accelerators = coral-usb",
        "accelerators: is \"coral-usb\"; allowed is none or a list of texts");
    refused(
        "accelerators = [coral-usb, coral-pi4, coral-usb]",
        "accelerators: is [coral-usb, coral-pi4, coral-usb], two of which are called coral-usb;"
            + " allowed is each accelerator once, under a name of its own (the key name of its"
            + " file)");
  }

  @Test
  void refusesBothKeysAndSaysHowToChoose() {
    refused(
        TWO + "accelerator = coral-usb2",
        "accelerators: is [coral-usb, raspberry-pi-4], but accelerator is coral-usb2; allowed is"
            + " one of the two: take accelerator out, or set accelerators = none");
  }

  @Test
  void noneOnTheCommandLineTakesTheListBack() throws IOException {
    Path file = Files.writeString(folder.resolve("search.conf"), TWO);
    assertThat(
            SearchConfig.read(
                    file, Overrides.of(Map.of("accelerators", "none", "accelerator", "coral-usb2")))
                .fleet()
                .names())
        .containsExactly("coral-usb2");
  }

  @Test
  void refusesANameThatIsNotThere() {
    assertThatThrownBy(() -> read("accelerators = [coral-usb, coral-usb3]"))
        .hasMessageContaining(
            "accelerators: is coral-usb3, which is neither an accelerator file nor a built-in");
  }

  @Test
  void refusesTargetsAndLimitsOfOthers() {
    refused(
        TWO + "reward.target-millis { coral-usb = 5, raspberry-pi = 80 }",
        "reward.target-millis.raspberry-pi-4: missing; allowed is a number from 0.001 to"
            + " 1000000.0",
        "reward.target-millis.raspberry-pi: unknown key; did you mean raspberry-pi-4?");
    refused(
        TWO + "constraints.latency-millis { coral-dev-board = 5 }",
        "constraints.latency-millis.coral-dev-board: unknown key; allowed here: coral-usb,"
            + " raspberry-pi-4");
    refused(
        TWO + "reward { combine = weighted, weights { coral-usb = 0 } }",
        "reward.weights.coral-usb: is 0; allowed is a number from 0.001 to 1000.0");
  }

  @Test
  void refusesAControllerThatFollowsOneNumberWhereThereIsNone() {
    refused(
        TWO + "controller.kind = ppo",
        "controller.kind: is ppo, which follows one number, but reward.combine = each gives each"
            + " of 2 accelerators a front of its own; allowed is bayes, nsga2 or random, or"
            + " reward.combine = worst or weighted");
  }
}
