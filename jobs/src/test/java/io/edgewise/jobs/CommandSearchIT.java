package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.jobs.history.TrialRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search whose trainer is a command, and one whose trainer is the table of the first. */
class CommandSearchIT {

  /** The accuracy is a share that follows from the seed; every epoch is told. */
  private static final String STUB =
      """
      epoch=$3
      while [ "$epoch" -lt "$4" ]; do
        epoch=$((epoch + 1))
        echo "edgewise: epoch $epoch loss $((9 - epoch))"
      done
      seed=${2#-}
      digits=$(echo "$seed" | tail -c 4)
      echo "{\\"accuracy\\": 0.1$digits, \\"metrics\\": {\\"epochs\\": $4}}" > "$1"
      """;

  @TempDir private Path folder;

  @Test
  void theTableOfACommandsSearchGivesThatSearchAgain() throws IOException {
    Files.writeString(folder.resolve("train.sh"), STUB);
    String command =
        "proxy { trainer = command, epochs = 3, command = [sh, train.sh, \"{result.json}\","
            + " \"{seed}\", \"{from-epoch}\", \"{to-epoch}\"] }\n";
    List<TrialRow> first = trials(command, "first", "--allow-commands");

    assertThat(first).isNotEmpty();
    List<TrialRow> trained =
        first.stream().filter(row -> row.status().equals(TrialRow.MEASURED)).toList();
    assertThat(trained).isNotEmpty();
    assertThat(trained)
        .allSatisfy(
            row -> {
              assertThat(row.epochLosses()).containsExactly(8.0, 7.0, 6.0);
              assertThat(row.metrics()).containsOnlyKeys("epochs").containsValue(3.0);
              assertThat(row.accuracy()).isBetween(0.1, 0.2);
            });

    List<String> lines =
        Stream.concat(
                Stream.of("architecture_id,accuracy"),
                trained.stream().map(row -> row.architectureId() + "," + row.accuracy()))
            .toList();
    Files.write(folder.resolve("known.csv"), lines);
    List<String> known = networks(first);
    assertThat(networks(trials(table("known.csv"), "again"))).isEqualTo(known);
    assertThat(networks(trials(table("first/trials"), "parquet")))
        .as("by the first history's own table, a folder of Parquet")
        .isEqualTo(known);
  }

  private static String table(String path) {
    return "proxy { trainer = table, epochs = 3, table = " + path + " }\n";
  }

  private static List<String> networks(List<TrialRow> trials) {
    return trials.stream().map(row -> row.architectureId() + row.accuracy()).toList();
  }

  private List<TrialRow> trials(String settings, String history, String... options)
      throws IOException {
    Path runs = folder.resolve(history);
    Stream<String> words =
        Stream.concat(
            Stream.of(TinySearch.args(TinySearch.config(folder, settings), runs)),
            Stream.of(options));
    CommandLineRun run = CommandLineRun.edgewise(2, words.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return TinySearch.comparable(runs);
  }
}
