package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search pays for what it is asked for: the JVM tells which classes it has loaded. */
class LoadedClassesIT {

  /** The rooms that write files, run them or take a network to one, and the runtimes. */
  private static final Pattern OF_EXPORT =
      Pattern.compile(
          "\\] ((?:org\\.bytedeco\\.tensorflowlite|ai\\.onnxruntime|io\\.edgewise\\.search\\.export"
              + "|io\\.edgewise\\.search\\.quantization|io\\.edgewise\\.jobs\\.(?:export|int8))\\.\\S+) ");

  @TempDir private Path folder;

  @Test
  @DisplayName("a search loads neither a runtime nor what writes files, unless it is asked for int8")
  void ofASearch() throws IOException, InterruptedException {
    assertThat(loaded("plain")).isEmpty();
    assertThat(loaded("scored", "proxy.accuracy=int8"))
        .contains(
            "io.edgewise.search.export.proxy.IntegerTrainer",
            "org.bytedeco.tensorflowlite.Interpreter")
        .noneMatch(name -> name.startsWith("io.edgewise.jobs.export"));
  }

  /** The classes of export that a search loads. */
  private TreeSet<String> loaded(String name, String... settings)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("search.generations=1", "search.candidates=1"));
    all.addAll(List.of(settings));
    Path classes = folder.resolve(name + ".classes");
    Path log = folder.resolve(name + ".log");
    Process search =
        ForkedEdgewise.start(
            log,
            List.of("-Xlog:class+load:file=" + classes),
            TinySearch.args(
                TinySearch.config(folder, ""), folder.resolve(name), all.toArray(String[]::new)));
    assertThat(search.waitFor(10, TimeUnit.MINUTES)).isTrue();
    assertThat(search.exitValue()).as(Files.readString(log)).isZero();
    try (Stream<String> lines = Files.lines(classes)) {
      TreeSet<String> names = new TreeSet<>();
      lines.map(OF_EXPORT::matcher).filter(Matcher::find).forEach(found -> names.add(found.group(1)));
      return names;
    }
  }
}
