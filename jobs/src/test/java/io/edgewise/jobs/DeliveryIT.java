package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search goes on to a file of the device, with one command. */
class DeliveryIT {

  private static final String SETTINGS =
      """
      search { id = tiny, seed = 7, generations = 1, candidates = 2, pool = 8 }
      space = small-images
      deploy { resolution = 32, classes = 10 }
      dataset { kind = generated, examples = 100, test-examples = 20 }
      proxy { resolution = 16, strides-taken-out = 1, width-factor = 0.1, depth-factor = 0.1, epochs = 1 }
      train { epochs = 1, warm-up = 1, batch-size = 16, weight-average = none }
      """;

  /** The files that tell when something was done, or how long it took. */
  private static final Set<String> WITH_TIMES =
      Set.of("status.json", "training.json", "checkpoint.bin", "model.zip", "model-card.json");

  @TempDir private Path folder;
  private Path config;

  @BeforeEach
  void settings() throws IOException {
    config = Files.writeString(folder.resolve("tiny.conf"), SETTINGS);
  }

  @Test
  @DisplayName("a search goes on to the files of its best network, and from where it was")
  void search() throws IOException {
    CommandLineRun first = run("search", "--then=export");

    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.out())
        .containsPattern("float top-1 \\d+\\.\\d\\d % of 20 test images \\(model.onnx in ONNX")
        .containsPattern("int8  top-1 \\d+\\.\\d\\d % of 20 test images \\(model.tflite in Tensor");
    Path exported = only(folder.resolve("models/tiny")).resolve("exported");
    JsonNode card = new ObjectMapper().readTree(exported.resolve("model-card.json").toFile());
    assertThat(card.path("search").asText()).isEqualTo("tiny");
    assertThat(first.out()).as("the winner").contains(card.path("trial").asText());
    byte[] model = Files.readAllBytes(exported.resolve("model.tflite"));

    remove(exported);
    CommandLineRun second = run("search", "--then=export");

    assertThat(second.exitCode()).as(second.err()).isZero();
    assertThat(second.err())
        .contains("search tiny: all 1 generations are done", "all 1 epochs are done");
    assertThat(exported.resolve("model.tflite")).hasBinaryContent(model);
    FileTime written = Files.getLastModifiedTime(exported.resolve("model-card.json"));

    CommandLineRun third = run("search", "--then=export");

    assertThat(delivered(third)).isEqualTo(delivered(first)).isEqualTo(delivered(second));
    assertThat(Files.getLastModifiedTime(exported.resolve("model-card.json")))
        .as("what is done stays as it is")
        .isEqualTo(written);
    Files.delete(exported.resolve("model.onnx"));

    CommandLineRun fourth = run("search", "--then=export");

    assertThat(fourth.exitCode()).isEqualTo(2);
    assertThat(fourth.err())
        .containsPattern(
            "model-card.json: 1 mistake\\s+names model.onnx of \\d+ bytes, which is not there; remove its"
                + " folder to export anew");

    CommandLineRun outOfReach =
        run("search", "--then=export", "--set=search.id=slow", "--set=reward.target-millis=0.55");

    assertThat(outOfReach.exitCode()).as(outOfReach.err()).isEqualTo(1);
    assertThat(outOfReach.err())
        .containsPattern(
            "edgewise: search: nothing is exported: the best network, [0-9a-f]{16}, takes"
                + " \\d\\.\\d{3} ms, and none is within reward.target-millis = 0.55; raise that,"
                + " or train the network's own file");
  }

  @Test
  @DisplayName(
      "kill -9 in the training, then in the export: the same command comes to the same files")
  void killed() throws IOException, InterruptedException {
    String[] longer = {"--then=export", "--set=train.epochs=3", "--set=train.averaging-steps=2"};
    CommandLineRun run = run("search", longer);
    assertThat(run.exitCode()).as(run.err()).isZero();
    Map<String, String> undisturbed = files(folder.resolve("models"));
    remove(folder.resolve("models"));
    remove(folder.resolve("runs"));

    assertThat(killed(longer, "/trained/checkpoint.bin")).as("killed in the training").isTrue();
    Path network = only(folder.resolve("models/tiny"));
    assertThat(network.resolve("trained/search.conf")).doesNotExist();
    assertThat(killed(longer, "/\\.exported\\..*\\.part/.*")).as("killed in the export").isTrue();
    assertThat(network.resolve("trained/search.conf")).exists();
    assertThat(network.resolve("exported")).doesNotExist();
    CommandLineRun last = run("search", longer);

    assertThat(last.exitCode()).as(last.err()).isZero();
    assertThat(last.err()).contains("all 3 epochs are done");
    assertThat(delivered(last)).isEqualTo(delivered(run));
    assertThat(files(folder.resolve("models"))).containsExactlyInAnyOrderEntriesOf(undisturbed);
  }

  /** Starts the search in a JVM of its own, and kills it once a file of such a name is there. */
  private boolean killed(String[] more, String file) throws IOException, InterruptedException {
    Pattern name = Pattern.compile(".*" + file);
    Process search =
        ForkedEdgewise.start(folder.resolve("killed.log"), List.of(), words("search", more));
    return ForkedEdgewise.killAt(
        search, () -> paths(folder.resolve("models")).anyMatch(p -> name.matcher(p).matches()));
  }

  /** Digests of the files that are there. */
  private static Map<String, String> files(Path root) {
    return paths(root)
        .collect(
            Collectors.toMap(
                path -> path,
                path ->
                    WITH_TIMES.contains(Path.of(path).getFileName().toString())
                        ? "with times"
                        : digest(path)));
  }

  private static String digest(String path) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(Path.of(path))));
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(path, e);
    }
  }

  /** The files below a folder, which a search may be changing; none if it is not there. */
  private static Stream<String> paths(Path root) {
    if (!Files.exists(root)) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).map(Path::toString).toList().stream();
    } catch (IOException | UncheckedIOException e) {
      return Stream.empty();
    }
  }

  @Test
  @DisplayName("a teacher that is not there is told before the search, not after it")
  void missingTeacher() {
    CommandLineRun run = run("search", "--then=export", "--set=train.teacher=nosuch");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("train.teacher", "nosuch has no readable labels.txt")
        .contains("allowed is a folder that edgewise train filled on the same classes")
        .doesNotContain("generations of");
    assertThat(folder.resolve("runs")).doesNotExist();
  }

  @Test
  @DisplayName("nor is a night's teacher looked for after the night")
  void missingTeacherOfANight() {
    CommandLineRun run = run("nightly", "--set=nightly.then=export", "--set=train.teacher=nosuch");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("train.teacher", "nosuch has no readable labels.txt");
    assertThat(folder.resolve("runs")).doesNotExist();
  }

  @Test
  @DisplayName("a new champion lies ready in the morning, and the report says where")
  void nightly() throws IOException {
    CommandLineRun night = run("nightly", "--set=nightly.then=export", "--date=2026-11-23");

    assertThat(night.exitCode()).as(night.err()).isZero();
    Path exported = only(folder.resolve("models/nightly")).resolve("exported");
    assertThat(exported.resolve("model.tflite")).isNotEmptyFile();
    JsonNode report =
        new ObjectMapper()
            .readTree(
                folder
                    .resolve("runs/nightly/nightly/nights/nightly-2026-11-23/report.json")
                    .toFile());
    assertThat(report.path("exported").path("folder").asText()).isEqualTo(exported.toString());
    assertThat(exported.getParent().getFileName().toString())
        .isEqualTo(report.path("champion").path("architecture").asText());
    assertThat(night.out()).contains("## Exported\n* exported to " + exported + ": model.tflite");

    CommandLineRun next =
        run(
            "nightly",
            "--set=nightly.then=export",
            "--set=nightly.margin=100",
            "--date=2026-11-24");

    assertThat(next.exitCode()).as(next.err()).isZero();
    assertThat(next.out()).as("the champion stays").doesNotContain("## Exported");
  }

  private CommandLineRun run(String command, String... more) {
    return CommandLineRun.edgewise(2, words(command, more));
  }

  private String[] words(String command, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                command,
                config.toString(),
                "--set=search.history=" + folder.resolve("runs"),
                "--set=export.folder=" + folder.resolve("models")));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private static List<String> delivered(CommandLineRun run) {
    return run.out().lines().filter(line -> line.matches("(exported|float top|int8 ).*")).toList();
  }

  private static Path only(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
