package io.edgewise.jobs.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A command's words stay as many as they were, whatever is put into them. */
class CommandTest {

  @Test
  void aValueNeverLeavesItsWord() {
    Command command = new Command(List.of("train", "--seed={seed}", "{data}", "{data}", "$HOME"));

    assertThat(command.filled(Map.of("seed", "7", "data", "/my images; rm -rf ~ $1 {seed}")))
        .containsExactly(
            "train",
            "--seed=7",
            "/my images; rm -rf ~ $1 {seed}",
            "/my images; rm -rf ~ $1 {seed}",
            "$HOME");
  }

  @Test
  void bracesThatNameNoPlaceholderStay() {
    Command command = new Command(List.of("{\"lr\": 1}", "{}", "{sed}", "{seed}"));

    assertThat(command.filled(Map.of("seed", "7")))
        .containsExactly("{\"lr\": 1}", "{}", "{sed}", "7");
    assertThat(command.unknownPlaceholders(Set.of("seed"))).containsExactly("{sed}");
  }
}
