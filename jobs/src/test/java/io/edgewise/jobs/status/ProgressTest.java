package io.edgewise.jobs.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.jobs.console.Console;
import io.edgewise.search.controller.ControllerState;
import io.edgewise.search.history.Generation;
import io.edgewise.search.history.Tally;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ProgressTest {

  private static Generation generation(int number, int measured, int failed) {
    return new Generation(
        number,
        List.of(),
        new ControllerState("none", Map.of(), Map.of()),
        new Generation.Counts(8, 1, 7 - measured - failed, measured, failed));
  }

  private static List<String> told(int generations, List<Generation> done) {
    PrintStream before = System.err;
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try (Progress progress = new Progress(Console.system(), false, 0, generations, 4, false)) {
      done.forEach(
          generation ->
              progress.committed(
                  generation,
                  new Tally(
                      generation.number() + 1,
                      generation.counts(),
                      Tally.NONE.spent(),
                      Tally.NONE.largest(),
                      Optional.empty())));
    } finally {
      System.setErr(before);
    }
    return err.toString(StandardCharsets.UTF_8).lines().map(l -> l.replaceAll(";.*", "")).toList();
  }

  @Test
  void countsWhatWasTrainedAndNotWhatWasMetAgain() {
    assertThat(told(3, List.of(generation(0, 4, 0), generation(1, 1, 1), generation(2, 0, 0))))
        .containsExactly(
            "generation 1/3, 4/4 trained",
            "generation 2/3, 2/4 trained",
            "generation 3/3, 0/4 trained");
  }
}
