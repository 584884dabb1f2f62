package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.jobs.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One clear message that names key, value and what is allowed; exit code 2; nothing written. */
class BadInputTest {

  @TempDir private Path folder;

  private CommandLineRun search(String more) throws IOException {
    Path history = folder.resolve("runs");
    CommandLineRun run =
        CommandLineRun.edgewise(1, TinySearch.args(TinySearch.config(folder, more), history));
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(history).doesNotExist();
    assertThat(run.err()).doesNotContain("Exception").doesNotContain("\tat ");
    return run;
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "search.sed = 1              | search.sed: unknown key; did you mean seed?",
        "proxy.epochs = many         | proxy.epochs: is \"many\"; allowed is a whole number from 1 to 10000",
        "proxy.epochs = 0            | proxy.epochs: is 0; allowed is a whole number from 1 to 10000",
        "search.pool = 2             | search.pool: is 2; allowed is at least search.candidates = 4",
        "search.id = \"../etc\"      | search.id: search id \"../etc\": must be 1 to 64 of A-Z",
        "reward.kind = best          | reward.kind: is \"best\"; allowed is one of mnasnet-soft, mnasnet-hard, tunas-absolute, h2o-relu",
        "controller.kind = pp0       | controller.kind: is \"pp0\"; allowed is one of bayes, ppo",
        "space = nowhere             | space: is nowhere, which is neither a search-space file nor",
        "space = nasbench201         | space: is nasbench201, whose networks are cells: they can be looked up in a table",
        "accelerator = abacus        | accelerator: is abacus, which is neither an accelerator file nor a built-in accelerator",
        "dataset.kind = imagenet     | dataset.kind: is \"imagenet\"; allowed is one of generated, cifar10, idx, folder",
        "reward.target-millis = 0.01 | reward.target-millis: is 0.01; the fastest of 1001 networks of space efficientnet-edgetpu takes",
        "constraints.latency-millis = 0.01 | constraints.latency-millis: is 0.01; the fastest of 1001 networks",
        "constraints.latency-confidence = 0.95 | constraints.latency-confidence: is 0.95; allowed is none or a number from 0.1 to 0.9",
        "dataset { kind = cifar10, path = \"/no/such/folder\" } | /no/such/folder",
        "nightly.stop-at = noon      | nightly.stop-at: is \"noon\"; allowed is none or a time of day, such as \"06:30\"",
        "nightly.zone = Mars          | nightly.zone: is \"Mars\"; allowed is a time zone, such as UTC or Europe/Berlin",
        "nightly.name = \"2026\"      | nightly.name: is \"2026\"; allowed are up to 53 of A-Z",
        "nightly.then = publish      | nightly.then: is \"publish\"; allowed is one of none, export",
        "nightly.full-training.proxy.epochs = 0 | nightly.full-training.proxy.epochs: is 0; allowed is a whole number from 1",
        "search.warmStart = [a]      | search.warmStart: unknown key; did you mean warm-start?",
        "search.warm-start = [\"../a\"] | search.warm-start: search id \"../a\": must be 1 to 64 of A-Z",
        "search.budget.trials = 3    | search.budget.trials: is 3; allowed is none or at least search.candidates = 4",
        "search.budget.wall-time = 90 | search.budget.wall-time: is 90; allowed is none or a time with its unit, such as 90m or 8h",
        "search.budget.wall-time = soon | search.budget.wall-time: is \"soon\"; allowed is none or a time",
        "search.stop.expected-improvement = -1 | search.stop.expected-improvement: is -1; allowed is none or a number from 0.0",
        "dataset.examples = 5        | dataset.examples",
        "search.int8-front = maybe   | search.int8-front: is \"maybe\"; allowed is true or false",
        "search.int8-front = true, proxy { trainer = table, table = t.csv } | search.int8-front: is true, but who trains by proxy.trainer tells no weights; allowed is false, or proxy.trainer = edgewise",
        "proxy.accuracy = int16     | proxy.accuracy: is \"int16\"; allowed is one of float, int8",
        "proxy { accuracy = int8, trainer = table, table = t.csv } | proxy.accuracy: is int8, but proxy.trainer = table leaves no weights that could be quantised; allowed is float, or proxy.trainer = edgewise",
        "proxy { accuracy = int8, trainer = command, command = [a, \"{result.json}\"] } | proxy.accuracy: is int8, but proxy.trainer = command leaves no weights",
        "proxy { accuracy = int8, halving.enabled = true } | proxy.accuracy: is int8, but proxy.halving.enabled = true ranks networks at rungs, before there are weights worth quantising; allowed is float, or proxy.halving.enabled = false",
        "proxy.accuracy = int8, space = nasbench201 | space: is nasbench201, whose networks are cells",
        "proxy.accuracy = int8, search.int8-front = true | search.int8-front: is true, but with proxy.accuracy = int8 all accuracies are in int8, and front.csv has float_accuracy beside them; allowed is false, or proxy.accuracy = float",
        "constraints.int8-loss = 0.05 | constraints.int8-loss: is 0.05, but proxy.accuracy = float tells no accuracy in int8; allowed is none, or proxy.accuracy = int8",
        "proxy.accuracy = int8, constraints.int8-loss = 5 | constraints.int8-loss: is 5; allowed is none or a number from 0",
        "export.folder = \"hdfs:///models\" | export.folder: is hdfs:///models; allowed is a folder on this machine, without a scheme",
        "include url(\"http://example.org/more.conf\") | only a file in the same folder or below it can be included",
        "dataset { kind = folder, path = \"s3a://key:hunter2@bucket/images\" } | dataset.path: is s3a://***@bucket/images, which holds a password",
      })
  void namesKeyValueAndWhatIsAllowed(String setting, String message) throws IOException {
    assertThat(search(setting + "\n").err()).contains(message);
  }

  @Test
  @DisplayName("all mistakes of a file are told at once")
  void tellsAllMistakes() throws IOException {
    assertThat(search("search.sed = 1\nproxy.epochs = 0\nreward.kind = best\n").err())
        .contains("3 mistakes");
  }

  @Test
  void aCorruptDataFileIsNamed() throws IOException {
    Path data = Files.createDirectories(folder.resolve("cifar"));
    Files.write(data.resolve("data_batch_1.bin"), new byte[3073 * 20 + 7]);
    assertThat(search("dataset { kind = cifar10, path = \"" + data + "\" }").err())
        .contains("data_batch_1.bin");
  }

  @Test
  void anEmptyDataSetIsNamed() throws IOException {
    Path data = Files.createDirectories(folder.resolve("cifar"));
    Files.write(data.resolve("data_batch_1.bin"), new byte[0]);
    assertThat(search("dataset { kind = cifar10, path = \"" + data + "\" }").err())
        .contains("data_batch_1.bin");
  }

  @Test
  @DisplayName("a mistake in a file that is named reads as a sentence")
  void aMistakeInANamedFileIsJoined() throws IOException {
    Files.writeString(folder.resolve("space2.conf"), "include \"none.conf\"\n");
    Files.writeString(folder.resolve("chip2.conf"), "name = chip2\n");
    assertThat(search("space = \"space2.conf\"\naccelerator = \"chip2.conf\"\n").err())
        .contains("/space2.conf: include \"none.conf\": there is no such file")
        .contains("/chip2.conf: chip: missing; allowed is a section")
        .doesNotContain("which include")
        .doesNotContain("which chip");
  }

  @Test
  void aConfidenceOfAnAcceleratorThatDoesNotTellItsErrorIsRefused() throws IOException {
    Files.writeString(
        folder.resolve("mine.conf"),
        "include classpath(\"coral-usb.conf\")\nname = mine\nuncertainty = null\n");
    assertThat(search("accelerator = \"mine.conf\"\nconstraints.latency-confidence = 0.9\n").err())
        .contains(
            "constraints.latency-confidence: is 0.9, but the file of mine does not tell how far its"
                + " predictions are off (uncertainty.factors); allowed is none, or an accelerator"
                + " that edgewise calibrate has fitted to at least 9 networks");
  }

  @Test
  void aMissingSearchFileIsNamed() {
    CommandLineRun run =
        CommandLineRun.edgewise(1, "search", folder.resolve("none.conf").toString());
    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("none.conf").contains("there is no such file");
  }

  @Test
  void aWrongDateIsToldByWhatIsAllowed() {
    for (String date : List.of("24.11.2026", "2026-02-30", "", "tomorrow")) {
      CommandLineRun run = CommandLineRun.edgewise(1, "nightly", "any.conf", "--date=" + date);
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err())
          .contains("is '" + date + "'; allowed is a day of the calendar such as 2026-11-24")
          .doesNotContain("java.", "Exception", "could not be parsed");
    }
  }

  @Test
  void aMistypedOptionGetsAHint() {
    CommandLineRun run = CommandLineRun.edgewise(1, "search", "x.conf", "--verbos");
    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("Unknown option: '--verbos'").contains("--verbose");
  }
}
