package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search pays for what it is asked for: the JVM tells which classes it has loaded. */
class LoadedClassesIT {

  /** The runtimes, the rooms that quantise, write files or run them, and MLflow's client. */
  private static final Pattern OF_EXPORT =
      Pattern.compile(
          "\\] ((?:org\\.bytedeco\\.tensorflowlite|ai\\.onnxruntime|io\\.edgewise\\.search\\.export"
              + "|io\\.edgewise\\.search\\.quantization|io\\.edgewise\\.jobs\\.(?:export|int8"
              + "|track\\.mlflow)|org\\.mlflow)\\.\\S+) ");

  private static final Pattern OF_A_RUNTIME =
      Pattern.compile("(?:org\\.bytedeco\\.tensorflowlite|ai\\.onnxruntime)\\..*");

  @TempDir private Path folder;

  @Test
  @DisplayName(
      "a search loads neither a runtime nor what writes files, unless it is asked for int8")
  void ofASearch() throws IOException, InterruptedException {
    SortedSet<String> ofTheCommandLine = loaded("version", "--version");
    assertThat(ofTheCommandLine)
        .as("words of options alone")
        .noneMatch(OF_A_RUNTIME.asMatchPredicate())
        .hasSizeLessThan(30);

    assertThat(loaded("plain", search("plain"))).isEqualTo(ofTheCommandLine);
    assertThat(loaded("scored", search("scored", "proxy.accuracy=int8")))
        .contains(
            "io.edgewise.search.export.proxy.IntegerTrainer",
            "org.bytedeco.tensorflowlite.Interpreter");
  }

  private String[] search(String name, String... more) throws IOException {
    List<String> settings = new ArrayList<>(List.of("search.generations=1", "search.candidates=1"));
    settings.addAll(List.of(more));
    return TinySearch.args(
        TinySearch.config(folder, ""), folder.resolve(name), settings.toArray(String[]::new));
  }

  /** The classes of export that a command loads. */
  private SortedSet<String> loaded(String name, String... words)
      throws IOException, InterruptedException {
    Path classes = folder.resolve(name + ".classes");
    Path log = folder.resolve(name + ".log");
    Process command = ForkedEdgewise.start(log, List.of("-Xlog:class+load:file=" + classes), words);
    assertThat(command.waitFor(10, TimeUnit.MINUTES)).isTrue();
    assertThat(command.exitValue()).as(Files.readString(log)).isZero();
    try (Stream<String> lines = Files.lines(classes)) {
      return lines
          .map(OF_EXPORT::matcher)
          .filter(Matcher::find)
          .map(found -> found.group(1))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
