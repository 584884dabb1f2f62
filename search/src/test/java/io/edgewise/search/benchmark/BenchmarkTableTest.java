package io.edgewise.search.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.edgewise.search.benchmark.BenchmarkTable.Row;
import io.edgewise.search.table.TableException;
import io.edgewise.sim.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchmarkTableTest {

  private static final String SPACE =
      """
      name = widths
      family = table
      pattern = "{first}:{second}"
      decisions = [
        { name = first, options = ["8", "16"] }
        { name = second, options = ["8", "16", "24"] }
      ]
      """;

  @TempDir private Path folder;

  @Test
  void readsTheNetworksOfADeclaredSpace() throws IOException {
    BenchmarkTable table =
        table("arch,acc,test,ms\n8:8,50,49,1\n16:24,70,\"68\",3\n16:8,60,61,\n", "ms");
    assertThat(table.rows()).extracting(Row::objective).containsExactly(50.0, 70.0);
    assertThat(table.rows()).extracting(Row::report).containsExactly(49.0, 68.0);
    assertThat(table.rows()).extracting(Row::latencyMillis).containsExactly(1.0, 3.0);
  }

  @Test
  void rowsOfOneNetworkAreOneNetwork() throws IOException {
    // Both run a single 3x3 convolution, once past node 1 and once past node 2.
    Path csv =
        Files.writeString(
            folder.resolve("cells.csv"),
            """
            arch,acc
            |nor_conv_3x3~0|+|none~0|none~1|+|none~0|skip_connect~1|none~2|,80
            |none~0|+|nor_conv_3x3~0|none~1|+|none~0|none~1|skip_connect~2|,82
            """);
    BenchmarkTable table =
        BenchmarkTable.read(
            csv,
            new TableColumns("acc", Optional.empty(), Optional.empty()),
            TabularSpace.nasBench201());
    assertThat(table.rows()).extracting(Row::objective).containsExactly(81.0);
  }

  @Test
  void aYardstickByHand() throws IOException {
    // Above (50, 3 ms): 70 at 3 ms adds nothing, 60 at 2 ms a box of 10 x 1, 50 at 1 ms nothing.
    BenchmarkTable table =
        table("arch,acc,test,ms\n8:8,50,49,1\n16:24,70,68,3\n16:8,60,61,2\n", "ms");
    Yardstick all = Yardstick.of(table, Double.POSITIVE_INFINITY);
    assertThat(all.bestObjective()).isEqualTo(70);
    assertThat(all.bestReport()).isEqualTo(68);
    assertThat(all.hypervolume()).isCloseTo(10, within(1e-12));
    assertThat(Yardstick.of(table, 2.5).bestObjective()).isEqualTo(60);
    Run run = new Run(table.rows().stream().toList());
    assertThat(run.trainingsUntil(70, 0.5)).hasValue(2);
    assertThat(run.trainingsUntil(71, 0.5)).isEmpty();
    assertThat(all.regret(run, 1)).isEqualTo(19);
    assertThat(all.regret(run, 3)).isZero();
    assertThat(all.hypervolumeRatio(run, 2)).isZero();
    assertThat(all.hypervolumeRatio(run, 3)).isEqualTo(1);
    assertThat(Yardstick.of(table, 2.5).infeasibleShare(run)).isCloseTo(1 / 3.0, within(1e-12));
  }

  @Test
  void refusesALimitThatNothingMeets() throws IOException {
    BenchmarkTable table = table("arch,acc,test,ms\n8:8,50,49,1\n", "ms");
    assertThatThrownBy(() -> Yardstick.of(table, 0.5))
        .hasMessage("limit 0.5 ms: no network of the table is within it; the fastest takes 1.0 ms");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "8:8,50,49,1|8:8,50,49,1;line 3: arch is \"8:8\", which line 2 has too",
        "8:12,50,49,1;line 2: column arch: second: is 12; allowed is one of [8, 16, 24]",
        "8-8,50,49,1;line 2: column arch: 8-8: does not follow the space's pattern",
        "8:8,good,49,1;line 2: acc is \"good\"; allowed is a finite number",
        "8:8,50,49,-1;line 2: ms is \"-1\"; allowed is a number from 0",
        "8:8,50,49;line 2: the header has 4 columns, this row 3; ms is missing",
        "8:8,\"50,49,1;line 2: a quote is not closed"
      })
  void refusesWhatItCannotRead(String rows, String message) {
    assertThatThrownBy(() -> table("arch,acc,test,ms\n" + rows.replace('|', '\n') + "\n", "ms"))
        .isInstanceOf(TableException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesAColumnThatIsNotThere() {
    assertThatThrownBy(() -> table("arch,acc\n8:8,50\n", "ms"))
        .hasMessageContaining("has no column test, ms; it has arch, acc");
    assertThatThrownBy(() -> table("acc\n50\n", "ms"))
        .hasMessageContaining("has no column arch, test, ms; it has acc");
  }

  @Test
  void refusesAnOperationThatNasBench201DoesNotHave() throws IOException {
    Path csv =
        Files.writeString(
            folder.resolve("cells.csv"),
            "arch,acc\n|nor_conv_5x5~0|+|none~0|none~1|+|none~0|none~1|none~2|,80\n");
    assertThatThrownBy(
            () ->
                BenchmarkTable.read(
                    csv,
                    new TableColumns("acc", Optional.empty(), Optional.empty()),
                    TabularSpace.nasBench201()))
        .isInstanceOf(TableException.class)
        .hasMessageContaining("line 2: column arch: cell |nor_conv_5x5~0|")
        .hasMessageContaining("nor_conv_3x3");
  }

  @Test
  void refusesASpaceWhosePatternDoesNotNameEveryDecision() {
    assertThatThrownBy(() -> space(SPACE.replace("{first}:{second}", "{first}")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("it must hold {second} exactly once");
  }

  private BenchmarkTable table(String csv, String latency) throws IOException {
    return BenchmarkTable.read(
        Files.writeString(folder.resolve("table.csv"), csv),
        new TableColumns("acc", Optional.of("test"), Optional.of(latency)),
        space(SPACE));
  }

  private TabularSpace space(String text) throws IOException {
    return TabularSpace.read(Files.writeString(folder.resolve("space.conf"), text));
  }
}
