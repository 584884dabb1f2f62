package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.jobs.network.NetworkFile;
import io.edgewise.search.lowering.DeployView;
import io.edgewise.search.lowering.Lowering;
import io.edgewise.search.space.Architecture;
import io.edgewise.search.space.file.ArchitectureJson;
import io.edgewise.search.space.file.SearchSpaceFile;
import io.edgewise.search.table.CsvRow;
import io.edgewise.search.table.CsvTable;
import io.edgewise.sim.SimulationResult.Simulated;
import io.edgewise.sim.engine.CycleSimulator;
import io.edgewise.sim.settings.AcceleratorFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScaleCommandTest {

  @TempDir private Path folder;
  private Path base;

  @BeforeEach
  void aNetworkOfASearch() throws IOException {
    base = write("base.json", "efficientnet-edgetpu");
  }

  private Path write(String name, String space) throws IOException {
    Architecture first = SearchSpaceFile.find(space).first();
    return Files.writeString(
        folder.resolve(name), ArchitectureJson.write(new ArchitectureJson.Document(space, first)));
  }

  private static CommandLineRun scale(Path file, String... options) {
    return CommandLineRun.edgewise(
        1,
        Stream.concat(Stream.of("scale", file.toString()), Stream.of(options))
            .toArray(String[]::new));
  }

  /**
   * Every member is simulated anew from its file, and is the largest of the grid within its target.
   */
  @Test
  void eachMemberIsTheLargestOfTheGridWithinItsTarget() {
    Path out = folder.resolve("family");
    CommandLineRun run =
        scale(base, "--targets", "3ms,5", "--resolution=160", "--classes=10", "--out=" + out);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("3ms ", "5ms ", "grid.csv");
    List<CsvRow> grid = CsvTable.read(out.resolve("grid.csv")).rows();
    assertThat(grid).hasSizeGreaterThan(50);
    for (double target : new double[] {3, 5}) {
      String name = (int) target + "ms";
      NetworkFile file = NetworkFile.read(out.resolve(name + ".json"));
      Architecture member = file.architecture();
      assertThat(file.finding().orElseThrow().deployed()).isEqualTo(new DeployView(160, 3, 10));
      assertThat(file.finding().orElseThrow().metrics().latencyMillis())
          .isEqualTo(latencyMillis(member));
      CsvRow row =
          grid.stream().filter(r -> r.text("chosen_as").contains(name)).findFirst().orElseThrow();
      assertThat(row.text("architecture")).isEqualTo(member.id().hex());
      assertThat(latencyMillis(member)).isLessThanOrEqualTo(target);
      assertThat(row.positive("latency_ms"))
          .isEqualTo(Math.round(latencyMillis(member) * 1e6) / 1e6);
      assertThat(grid)
          .noneMatch(
              other ->
                  other.positive("latency_ms") <= target
                      && other.positive("macs") > row.positive("macs"));
    }
    assertThat(out.resolve("family.png")).isNotEmptyFile();
  }

  private static double latencyMillis(Architecture architecture) {
    var graph = Lowering.lower("member", new DeployView(160, 3, 10).network(architecture));
    var result = new CycleSimulator(AcceleratorFile.find("coral-usb")).simulate(graph);
    return ((Simulated) result).report().latencyMillis();
  }

  @Test
  void onChipMembersStreamNothing() {
    Path out = folder.resolve("family");
    assertThat(scale(base, "--targets=50", "--on-chip", "--out=" + out).exitCode()).isZero();
    CsvRow chosen =
        CsvTable.read(out.resolve("grid.csv")).rows().stream()
            .filter(r -> !r.text("chosen_as").isEmpty())
            .findFirst()
            .orElseThrow();
    assertThat(chosen.text("streamed_parameter_bytes")).isEqualTo("0");
  }

  @Test
  void aTargetThatNoMemberMeetsIsRefusedBeforeAnythingIsWritten() {
    Path out = folder.resolve("family");
    CommandLineRun run = scale(base, "--targets=0.1,5", "--out=" + out);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("base.json", "no network of the family is within 0.1ms; the fastest takes ");
    assertThat(out).doesNotExist();
  }

  @Test
  void whatIsNoTargetOrNoScalingIsRefused() {
    assertThat(scale(base, "--targets=fast").err())
        .contains("--targets: 1 mistake", "is fast; allowed are milliseconds such as 5ms or 7.5");
    assertThat(scale(base, "--targets=5", "--coefficients=1.2,1.1").err())
        .contains("--coefficients: 1 mistake", "has 2 numbers; allowed are depth,width,resolution");
    assertThat(scale(base, "--targets=5", "--coefficients=1,1,1").err())
        .contains("depth x width^2 x resolution^2 = 1.000; allowed is 1.8 to 2.2");
    assertThat(scale(base, "--targets=5", "--coefficients=1,1,1").exitCode()).isEqualTo(2);
  }

  @Test
  void aCellIsRefused() throws IOException {
    Path cell = write("cell.json", "nasbench201");
    CommandLineRun run = scale(cell, "--targets=5");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("cell.json", "is a cell; allowed is a network of stages");
  }
}
